import type { Secret } from '../core/secret/secret.ts';

const longest = 600;
/** Values shorter than this are only taken out where AWS quotes them: they occur in any sentence. */
const shortest = 4;
const constraint =
  /at '([A-Za-z0-9_.[\]]{1,80})' failed to satisfy constraint: (Member must (?:have length (?:less|greater) than or equal to \d+|have value (?:less|greater) than or equal to \d+|satisfy enum value set: \[[A-Za-z0-9 ,_:-]*\]|satisfy regular expression pattern: \S{1,200}|not be null))?/g;

/**
 * AWS's own text, fit to be shown: what it echoes of the request, the request's value, KMS's
 * parenthesis, control characters and overlength taken out. `names` are kept whatever the value is.
 */
export function cleanText(text: string, value?: Secret, names: readonly string[] = []): string {
  const plain = withoutEchoes(text)
    .replace(/\s*\(Service: \w+; Status Code: \d+; Error Code: [^)]*\)/g, '')
    .replace(/\n\s*Deserialization error: [\s\S]*$/, '');
  const safe = value === undefined ? plain : withoutValue(plain, value, names);
  const printable = safe.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
  return printable.length > longest ? `${printable.slice(0, longest)}…` : printable;
}

/** A validation error is put together again from its fixed parts alone: the rest can be the value. */
function withoutEchoes(text: string): string {
  if (!/failed to satisfy constraint/.test(text)) return text;
  const parts = [...text.matchAll(constraint)].map(
    ([, member, rule]) => `${member ?? 'a member'}: ${rule ?? 'AWS refuses it'}`,
  );
  return parts.length > 0 ? parts.join('; ') : 'the request breaks a constraint';
}

function withoutValue(text: string, value: Secret, names: readonly string[]): string {
  const secret = value.reveal();
  const forms = new Set(
    [secret, secret.trim(), JSON.stringify(secret).slice(1, -1), ...secret.split(/\r?\n/)].filter(
      (form) => form !== '',
    ),
  );
  let safe = text;
  for (const form of [...forms].sort((a, b) => b.length - a.length)) {
    safe =
      form.length >= shortest
        ? outsideNames(safe, names, (part) => part.replaceAll(form, '[redacted]'))
        : safe.replaceAll(`'${form}'`, '[redacted]').replaceAll(`"${form}"`, '[redacted]');
  }
  return safe;
}

/** A name that contains the value (`/mow/x` with the value `mow`) would give it away by its gap. */
function outsideNames(text: string, names: readonly string[], change: (part: string) => string): string {
  const [name, ...others] = names;
  if (name === undefined) return change(text);
  return text
    .split(name)
    .map((part) => outsideNames(part, others, change))
    .join(name);
}
