import { type Directive, type DirectiveName, directives, ruleOf } from './directive-table.ts';
import { isOneEditOff } from './near-miss.ts';

export type Comment =
  | { readonly kind: 'plain' }
  | { readonly kind: 'directive'; readonly directive: Directive }
  /** Export's header of a file that holds ciphertext. */
  | { readonly kind: 'ciphertext' }
  /** A near miss, or a value that the directive does not know. */
  | { readonly kind: 'wrong'; readonly name: DirectiveName; readonly message: string; readonly hint: string };

const plain: Comment = { kind: 'plain' };
const names = Object.keys(directives) as readonly DirectiveName[];
/** For these alone a wrong case or a colon is a slip: missing one stores a secret in the clear, or elsewhere. */
const guarded: readonly DirectiveName[] = ['secret', 'section-secret', 'service'];
const taggedNames = names.filter((name) => ruleOf(name).tagged);
/** `tag` alone is no directive, so that `# tags=…` stays a comment. */
const slippable = names.filter((name) => name !== 'tag');

/** Every spelling of a name that is taken: lower case, Title case, and Title-Case. */
const spelled = new Map<string, DirectiveName>(
  names.flatMap((name) => [
    [name, name],
    [name.replace(/^./, upper), name],
    [name.replace(/^.|-./g, upper), name],
  ]),
);

function upper(start: string): string {
  return start.toUpperCase();
}

/**
 * Judges a comment: `text` is everything behind its first `#`. What is neither a directive nor a near miss
 * of one is plain; `##` always is. No answer ever holds a part of the text.
 */
export function readComment(text: string): Comment {
  const said = text.trim();
  if (said.startsWith('#')) return plain;
  if (/^ciphertext\s*=\s*true(?!\w)/.test(said)) return { kind: 'ciphertext' };
  const colon = said.indexOf(':');
  const beforeColon = colon < 0 ? undefined : said.slice(0, colon).trimEnd();
  const coloned = beforeColon === undefined ? undefined : spelled.get(beforeColon);
  if (coloned !== undefined && guarded.includes(coloned)) {
    return slip(coloned, `has a colon behind the directive "${coloned}", where "=" belongs`);
  }
  const equals = said.indexOf('=');
  if (equals < 0) return plain;
  const label = said.slice(0, equals).trimEnd();
  const value = said.slice(equals + 1).trimStart();
  if (beforeColon !== undefined && colon < equals) {
    const tagged = taggedNames.find((name) => name === coloned);
    if (tagged) return checked({ name: tagged, tagKey: label.slice(colon + 1).trimStart(), value });
    const near = nearest(beforeColon, taggedNames);
    if (near) return slip(near, `looks like the directive "${near}", one letter off`);
  }
  const name = spelled.get(label);
  if (name !== undefined && ruleOf(name).tagged)
    return slip(name, `has the directive "${name}" without a tag's key`);
  if (name !== undefined) return checked({ name, value });
  const shouted = guarded.find((known) => known === label.toLowerCase());
  if (shouted) return slip(shouted, `has the directive "${shouted}" in capitals`);
  const near = nearest(label, slippable);
  return near ? slip(near, `looks like the directive "${near}", one letter off`) : plain;
}

function nearest(label: string, known: readonly DirectiveName[]): DirectiveName | undefined {
  for (const [spelling, name] of spelled) {
    if (isOneEditOff(label, spelling) && known.includes(name)) return name;
  }
  return undefined;
}

function checked(directive: Directive): Comment {
  const { name, tagKey = '', value } = directive;
  const rule = ruleOf(name);
  const problem = rule.problem(value, tagKey);
  if (problem === undefined) return { kind: 'directive', directive };
  return {
    kind: 'wrong',
    name,
    message: `the directive "${name}" ${problem}`,
    hint: `Write ${formsOf(name)}.`,
  };
}

function slip(name: DirectiveName, problem: string): Comment {
  const hint = `Write ${formsOf(name)}; a comment that is meant to stay one starts with "##".`;
  return { kind: 'wrong', name, message: `the comment ${problem}`, hint };
}

function formsOf(name: DirectiveName): string {
  return ruleOf(name)
    .forms.map((form) => `"${form}"`)
    .join(' or ');
}
