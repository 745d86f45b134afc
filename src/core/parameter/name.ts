import { SsmkitError } from '../errors.ts';
import { hex, printable } from '../printable.ts';

declare const brand: unique symbol;

/** A parameter's full name that AWS accepts: `/mow/backend/postgres/prod/POSTGRES_DB`, or a root name. */
export type ParameterName = string & { readonly [brand]: 'ParameterName' };

/** The part of an ARN before the name; its length counts against AWS's limit of 1011 characters. */
export interface ArnScope {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const maxLevels = 15;
const maxArnLength = 1011;
const longestCommonScope: ArnScope = { partition: 'aws', region: 'ap-southeast-1', account: '000000000000' };

/** `arn:aws:ssm:us-east-1:123456789012:parameter/mow/x`: the name's leading slash merges. */
export function parameterArn(name: string, scope: ArnScope): string {
  const path = name.startsWith('/') ? name : `/${name}`;
  return `arn:${scope.partition}:ssm:${scope.region}:${scope.account}:parameter${path}`;
}

/**
 * Says why AWS would refuse a name (characters, 15 levels, length with ARN, reserved prefixes), or nothing.
 * Source: the Parameter Store user guide, "Creating parameters"; PutParameter in the API reference.
 */
export function nameProblem(name: string, scope: ArnScope = longestCommonScope): string | undefined {
  if (name === '') return 'is empty';
  if (/^[A-Za-z]:[\\/]/.test(name)) return 'is a Windows path: Git Bash rewrote it; set MSYS_NO_PATHCONV=1';
  if (name.startsWith('arn:')) return 'is an ARN; give the name, it starts after "parameter"';
  const bad = name.match(/[^A-Za-z0-9_.\-/]/u);
  if (bad) return `has ${characterWords(bad[0])}; only letters, digits and . - _ / are allowed`;
  if (name.includes('/') && !name.startsWith('/')) return 'has a slash but does not start with one';
  if (name.includes('//')) return 'has an empty level (//)';
  if (name.endsWith('/')) return 'ends with a slash';
  const segments = name.split('/').filter((segment) => segment !== '');
  if (segments.length > maxLevels) return `has ${segments.length} levels; AWS allows ${maxLevels}`;
  const first = segments[0] ?? '';
  if (/^(aws|ssm)/i.test(first)) {
    return `starts with "${first.slice(0, 3)}", which AWS reserves (in any case)`;
  }
  const length = parameterArn(name, scope).length;
  if (length > maxArnLength) return `is ${length} characters long as an ARN; AWS allows ${maxArnLength}`;
  return undefined;
}

/** `X` and `/X` are one root parameter; this form is the same for both. */
export function canonicalName(name: string): string {
  return /^\/[^/]+$/.test(name) ? name.slice(1) : name;
}

/** @throws SsmkitError `input` naming the rule that the name breaks. */
export function parseParameterName(name: string, scope?: ArnScope): ParameterName {
  const problem = nameProblem(name, scope);
  if (problem) throw new SsmkitError('input', `Parameter name ${quoted(name)} ${problem}.`);
  return name as ParameterName;
}

/**
 * As nameProblem, for reading: an ARN is fine, and a selector may follow (`:3`, `:label`).
 * Source: GetParameter in the API reference.
 */
export function selectorProblem(text: string): string | undefined {
  if (/^arn:[^:]+:ssm:[^:]*:\d*:parameter\//.test(text)) return undefined;
  const at = text.indexOf(':');
  const windows = /^[A-Za-z]:[\\/]/.test(text);
  if (at === -1 || windows) return readable(nameProblem(text));
  const selector = text.slice(at + 1);
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(selector))
    return 'has a selector that is neither a version nor a label';
  return readable(nameProblem(text.slice(0, at)));
}

/** Names that AWS reserves cannot be written, but its public parameters can be read. */
function readable(problem: string | undefined): string | undefined {
  return problem?.includes('which AWS reserves') ? undefined : problem;
}

function characterWords(character: string): string {
  if (character === ' ') return 'a space';
  const code = `U+${hex(character).toUpperCase()}`;
  if (/\p{Cc}/u.test(character)) return `the control character ${code}`;
  return /[\p{C}\p{Z}]/u.test(character) ? `the character ${code}` : `"${character}"`;
}

/** A name as text for a message: control characters escaped, so that it cannot steer a terminal. */
export function quoted(name: string): string {
  return printable(JSON.stringify(name));
}
