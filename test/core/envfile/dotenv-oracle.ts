import { parse } from 'dotenv';

// dotenv's expression, as version 18 publishes it: an independent witness of where its statements stand.
const statement =
  /(?:^|^)\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?(?:$|$)/dgm;
const header = /^[^\S\n]*#[^\S\n]*[Ss]ervice[^\S\n]*=[^\S\n]*(\S+)[^\S\n]*$/gm;

/** `service/NAME=value` for every statement dotenv sees, under the last header above it that is in no value. */
export function dotenvAssignments(content: string): readonly string[] {
  const text = content.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const found = [...text.matchAll(statement)].map(({ indices }) => {
    const [from, to] = indices?.[1] ?? [0, 0];
    return { from, name: text.slice(from, to), value: indices?.[2] ?? ([to, to + 1] as const) };
  });
  const headers = [...text.matchAll(header)].filter(
    ({ index }) => !found.some(({ value: [from, to] }) => from <= index && index < to),
  );
  return found.map(({ from, name, value: [, to] }) => {
    const service = headers.filter(({ index }) => index < from).at(-1)?.[1] ?? '';
    return `${service}/${name}=${parse(text.slice(from, to))[name] ?? ''}`;
  });
}
