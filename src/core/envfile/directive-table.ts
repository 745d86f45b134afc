import { parameterTiers } from '../parameter/type.ts';
import { tagProblem } from '../tag/tag.ts';

/** What one directive says; `value` is its text without the blanks around it. */
export interface Directive {
  readonly name: DirectiveName;
  /** The part after the colon of `tag:<Key>` and `section-tag:<Key>`. */
  readonly tagKey?: string | undefined;
  readonly value: string;
}

interface Rule {
  /** A header opens a section; a section directive holds for all of it; the others for the next key only. */
  readonly scope: 'header' | 'key' | 'section';
  /** What can be written; for hints. */
  readonly forms: readonly string[];
  /** Says why a value is not known, or nothing. The answer never holds a part of the value. */
  readonly problem: (value: string, tagKey: string) => string | undefined;
  /** Its name goes on after a colon. */
  readonly tagged?: true;
  /** The one value it may have behind an assignment, on the same line. */
  readonly lineEnd?: string;
}

const unknown = 'has a value it does not know';
const words =
  (...known: readonly string[]) =>
  (value: string) =>
    known.includes(value) ? undefined : unknown;
const shape = (pattern: RegExp, limit: number) => (value: string) =>
  value.length <= limit && pattern.test(value) ? undefined : unknown;
const tag = (value: string, tagKey: string) => tagProblem({ Key: tagKey, Value: value });
// The alphabet and length of KeyId in the API reference of PutParameter.
const keyId = shape(/^[A-Za-z0-9:/_-]+$/, 256);
const maxDescription = 1024;

function description(value: string): string | undefined {
  if (value === '') return 'has no text';
  const length = [...value].length;
  return length > maxDescription ? `is ${length} characters long; AWS allows ${maxDescription}` : undefined;
}

/** Everything a comment line can say: `# name=value`. */
export const directives = {
  service: { scope: 'header', forms: ['# service=<name>'], problem: shape(/^[A-Za-z0-9_.-]+$/, 1011) },
  secret: {
    scope: 'key',
    forms: ['# secret=true', '# secret=false'],
    problem: words('true', 'false'),
    lineEnd: 'true',
  },
  type: { scope: 'key', forms: ['# type=StringList'], problem: words('StringList') },
  tier: { scope: 'key', forms: [`# tier=${parameterTiers.join('|')}`], problem: words(...parameterTiers) },
  'key-id': { scope: 'key', forms: ['# key-id=alias/<name>'], problem: keyId },
  key: {
    scope: 'key',
    forms: ['# key=<parameter key, as in database/host>'],
    problem: shape(/^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)*$/, 1011),
  },
  description: { scope: 'key', forms: ['# description=<text>'], problem: description },
  tag: { scope: 'key', forms: ['# tag:<Key>=<Value>'], problem: tag, tagged: true },
  'section-secret': { scope: 'section', forms: ['# section-secret=true'], problem: words('true') },
  'section-tag': { scope: 'section', forms: ['# section-tag:<Key>=<Value>'], problem: tag, tagged: true },
  'section-key-id': { scope: 'section', forms: ['# section-key-id=alias/<name>'], problem: keyId },
} as const satisfies Record<string, Rule>;

export type DirectiveName = keyof typeof directives;

export function ruleOf(name: DirectiveName): Rule {
  return directives[name];
}

/** The name as it is written left of `=`: `secret`, `tag:Owner`. */
export function directiveLabel({ name, tagKey }: Directive): string {
  return tagKey === undefined ? name : `${name}:${tagKey}`;
}
