import { readFileSync } from 'node:fs';

export interface CorpusEntry {
  readonly name: string;
  readonly value: string;
  readonly label: string;
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const alphabets: Record<string, string> = {
  alnum: lower + upper + digits,
  lower: lower + digits,
  upper: upper + digits,
  digit: digits,
  hex: `${digits}abcdef`,
  b64: `${lower}${upper}${digits}+/`,
  url: `${lower}${upper}${digits}-_`,
  pw: `${lower}${digits}!@#$%^&*(-_=+)`.replace(/[@#/]/g, ''),
};

/**
 * One file of the corpus. What a real secret has at random is drawn here, always the same for the same place,
 * so that no file holds text in a token's format: scanners of code hosts would block it, and no value is real.
 * `{alnum:36}` draws, `{uuid}` draws a UUID, `{text:…}` is base64 of a text, `{}` is nothing and breaks up a phrase.
 */
export function readCorpus(file: string): readonly CorpusEntry[] {
  const url = new URL(`../../../fixtures/secrets/${file}.json`, import.meta.url);
  const rows = JSON.parse(readFileSync(url, 'utf8')) as readonly (readonly [string, string, string?])[];
  return rows.map(([name, template, label = name], index) => {
    const random = seeded(`${file}/${index}/${name}`);
    return { name, value: fill(template, random), label };
  });
}

function fill(template: string, random: () => number): string {
  const filled = template
    .replaceAll('{}', '')
    .replace(/\{(\w+):(\d+)\}/g, (whole, kind: string, length: string) => {
      const alphabet = alphabets[kind];
      return alphabet === undefined ? whole : draw(alphabet, Number(length), random);
    })
    .replace(/\{uuid\}/g, () => uuid(random));
  const text = /^(.*)\{text:(.*)\}$/s.exec(filled);
  if (text === null) return filled;
  return `${text[1]}${Buffer.from((text[2] ?? '').replaceAll('|', '\n')).toString('base64')}`;
}

function uuid(random: () => number): string {
  return [8, 4, 4, 4, 12].map((length) => draw(alphabets.hex ?? '', length, random)).join('-');
}

function draw(alphabet: string, length: number, random: () => number): string {
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}

/** mulberry32 over an FNV-1a hash: small, even, and the same on every machine. */
function seeded(seed: string): () => number {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
