import type { ArnScope } from '../../core/parameter/name.ts';
import { validationError } from '../aws-error.ts';
import { type NameForm, nameForLookup, nameText } from './name.ts';

/** What stands after the name's colon: a version, or a label. */
export type Selector =
  | { readonly kind: 'version'; readonly version: number; readonly text: string }
  | { readonly kind: 'label'; readonly label: string; readonly text: string };

export interface Reference extends NameForm {
  /** As it came, for InvalidParameters. */
  readonly raw: string;
  readonly selector: Selector | undefined;
  /** An ARN of another account or Region: nothing of that kind is here. */
  readonly foreign: boolean;
}

/** `name`, `name:3`, `name:label`, or an ARN of these. Source: aws-facts sections 1 and 2. @throws AwsError */
export function parseReference(raw: string, scope: ArnScope): Reference {
  const text = raw.trim();
  const arn = /^arn:[a-z-]+:ssm:([a-z0-9-]*):(\d*):parameter\/(.*)$/.exec(text);
  const [, region, account, rest] = arn ?? [];
  const parts = (arn ? `/${rest ?? ''}` : text).split(':');
  const [name = '', selector, ...more] = parts;
  if (more.length > 0 || selector === '') throw validationError(nameText);
  return {
    ...nameForLookup(name),
    raw,
    selector: selector === undefined ? undefined : parseSelector(selector),
    foreign: arn !== null && (region !== scope.region || account !== scope.account),
  };
}

function parseSelector(text: string): Selector {
  if (/^\d{1,15}$/.test(text)) return { kind: 'version', version: Number(text), text: `:${text}` };
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(text)) throw validationError(nameText);
  return { kind: 'label', label: text, text: `:${text}` };
}
