/** A mapping as it is written: scalars, and mappings one level down. */
export type YamlMapping = readonly (readonly [key: string, value: string | YamlMapping])[];

// Printable and no line break in YAML 1.1 and 1.2 alike. Everything else is escaped, code points above U+FFFF are not:
// `\u` with surrogates is no pair for YAML.
const raw = /^[\x20-\x7e\u00a0-\u2027\u202a-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]$/u;
const letters: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** A scalar in double quotes, in one line, that no version of YAML takes for anything but this text. */
export function yamlScalar(text: string): string {
  let quoted = '"';
  for (const character of text) {
    const letter = Object.keys(letters).find((key) => letters[key] === character);
    if (letter !== undefined) quoted += `\\${letter}`;
    else if (raw.test(character)) quoted += character;
    else quoted += `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  }
  return `${quoted}"`;
}

/**
 * Reads the YAML that we write, and no other: comments, `key: scalar`, and `key:` with a mapping indented by two.
 * A scalar is in double quotes, or a plain word that no version takes for anything but text.
 * Undefined for everything else. Source: YAML 1.2.2, 5.1, 5.7, 7.3.1.
 */
export function readYaml(text: string): YamlMapping | undefined {
  if (!/\n$/.test(text)) return undefined;
  const lines = text.slice(0, -1).split('\n');
  const top: [string, string | YamlMapping][] = [];
  let inner: [string, string][] | undefined;
  for (const line of lines) {
    if (line === '' || line === '{}') {
      if (line === '{}' && lines.some((other) => other !== line && !/^(?:#|$)/.test(other))) return undefined;
      continue;
    }
    if (line.startsWith('#')) {
      if (![...line].every((character) => raw.test(character))) return undefined;
      continue;
    }
    const indented = line.startsWith('  ');
    const pair = readPair(indented ? line.slice(2) : line);
    if (pair === undefined) return undefined;
    const [key, value] = pair;
    const target: [string, string | YamlMapping][] | undefined = indented ? inner : top;
    if (target === undefined || target.some(([known]) => known === key)) return undefined;
    if (value === undefined) {
      if (indented) return undefined;
      inner = [];
      top.push([key, inner]);
    } else {
      target.push([key, value]);
      if (!indented) inner = undefined;
    }
  }
  // A mapping without a line below it would be null.
  return top.some(([, value]) => value.length === 0 && typeof value !== 'string') ? undefined : top;
}

/** The value is undefined where a mapping follows. */
function readPair(line: string): readonly [key: string, value: string | undefined] | undefined {
  const parts = /^("(?:[^"\\]|\\.)*"|[A-Za-z]+):(?: (.*))?$/u.exec(line);
  const key = parts?.[1] === undefined ? undefined : readScalar(parts[1]);
  if (!parts || key === undefined) return undefined;
  if (parts[2] === undefined) return [key, undefined];
  const value = readScalar(parts[2]);
  return value === undefined ? undefined : [key, value];
}

function readScalar(text: string): string | undefined {
  if (!text.startsWith('"')) {
    const plain = /^[A-Za-z][A-Za-z0-9]*$/.test(text);
    return plain && !/^(?:true|false|yes|no|on|off|y|n|null)$/i.test(text) ? text : undefined;
  }
  if (text.length < 2 || !text.endsWith('"')) return undefined;
  const characters = [...text.slice(1, -1)];
  let value = '';
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    if (character === '"' || !raw.test(character)) return undefined;
    if (character !== '\\') {
      value += character;
      continue;
    }
    at += 1;
    const letter = characters[at] ?? '';
    const code = characters.slice(at + 1, at + 5).join('');
    if (letter === 'u' && /^[0-9a-f]{4}$/.test(code) && !/^d[89a-f]/.test(code)) {
      value += String.fromCodePoint(Number.parseInt(code, 16));
      at += 4;
    } else if (letters[letter] !== undefined) {
      value += letters[letter];
    } else {
      return undefined;
    }
  }
  return value;
}
