import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { assignments, complaints, read } from './read.ts';

const folder = join(import.meta.dirname, '../../fixtures/env-files');

/** Why a file that other tools take is refused here; everything else must parse. */
const reasons = {
  twice: 'is already there on line',
  capitals: 'has the directive "secret" in capitals',
  colon: 'has a colon behind the directive "service"',
  value: 'has a value it does not know',
  cut: 'would be cut short by a "#"',
  stray: 'the line is neither blank, nor a comment, nor an assignment',
  braces: 'holds {{…}}',
  unclosed: 'has a value whose quote is not closed',
  yaml: 'is followed by a colon, where "=" belongs',
  latin: 'the line is not UTF-8',
  utf16: 'the file is UTF-16',
} as const;

interface Outcome {
  /** Keys with a value. */
  readonly keys?: number;
  /** Keys without one: an error each, unless --skip-empty is given. */
  readonly empty?: number;
  /** Line → reason; with --skip-empty. */
  readonly refused?: Readonly<Record<number, keyof typeof reasons>>;
}

/**
 * Shapes of the example files of public projects, written anew: names, order, comments and quoting are like
 * theirs, values are made up.
 */
const outcomes: Readonly<Record<string, Outcome>> = {
  'airflow-twice': { refused: { 4: 'twice' }, empty: 1 },
  bedrock: { keys: 8 },
  'cal-com': { keys: 4, empty: 1 },
  chatwoot: { keys: 3, empty: 2 },
  compose: { keys: 4 },
  'compose-notes': { refused: { 1: 'colon', 3: 'value', 5: 'value', 7: 'value' } },
  directus: { refused: { 13: 'capitals' } },
  'django-environ': { refused: { 2: 'cut' } },
  'docker-env-file': { refused: { 2: 'stray', 3: 'stray' } },
  firebase: { keys: 4 },
  ghost: { keys: 5, empty: 1 },
  'github-templates': { refused: { 1: 'braces', 2: 'braces' } },
  'gitlab-omnibus': { keys: 3 },
  ini: { refused: { 1: 'stray', 5: 'stray' } },
  laravel: { keys: 12, empty: 2 },
  mastodon: { keys: 6, empty: 3 },
  n8n: { keys: 5 },
  'next-auth': { keys: 2, empty: 3 },
  outline: { keys: 6 },
  'pem-unquoted': { refused: { 4: 'stray', 5: 'stray' } },
  'quote-left-open': { refused: { 1: 'unclosed' } },
  rails: { refused: { 4: 'yaml', 5: 'yaml' } },
  'sentry-self-hosted': { keys: 8 },
  'shell-script': { refused: { 2: 'stray', 3: 'stray', 6: 'stray', 8: 'stray' } },
  spring: { keys: 5 },
  strapi: { keys: 7 },
  'supabase-docker': { keys: 9, empty: 1 },
  symfony: { keys: 4, empty: 1 },
  terraform: { keys: 2, empty: 1 },
  'vite-router': { refused: { 2: 'cut', 3: 'cut' } },
};

const bytesOf = (name: string) => readFileSync(join(folder, `${name}.env`));
const options = { defaultService: 'app' };

function refusals(content: string | Uint8Array): Readonly<Record<string, string>> {
  return Object.fromEntries(
    complaints(read(content, { ...options, skipEmpty: true })).map((complaint) => [
      complaint.split(' ')[0],
      complaint,
    ]),
  );
}

describe('example files as public projects ship them', () => {
  it('are all in the table', () => {
    const files = readdirSync(folder).map((name) => name.replace(/\.env$/, ''));
    expect(files.toSorted()).toEqual(Object.keys(outcomes).toSorted());
    expect(files.length).toBeGreaterThanOrEqual(20);
  });

  const taken = Object.entries(outcomes).filter(([, { refused }]) => refused === undefined);
  it.each(taken)('%s: every value is the one dotenv reads', (name, { keys, empty = 0 }) => {
    const file = read(bytesOf(name), { ...options, skipEmpty: true });
    expect(complaints(file)).toEqual([]);
    const filled = Object.entries(parse(bytesOf(name))).filter(([, value]) => value !== '');
    expect(assignments(file)).toEqual(filled.map(([key, value]) => `app/${key}=${value}`));
    expect([file.entries.length, file.skippedEmpty.length]).toEqual([keys, empty]);
    const strict = complaints(read(bytesOf(name), options));
    expect(strict).toHaveLength(empty);
    for (const complaint of strict) expect(complaint).toContain('has a value that is empty');
  });

  const refused = Object.entries(outcomes).filter(([, outcome]) => outcome.refused !== undefined);
  it.each(refused)('%s: refused, each line for its reason', (name, outcome) => {
    const found = refusals(bytesOf(name));
    expect(found).toEqual(
      Object.fromEntries(
        Object.entries(outcome.refused ?? {}).map(([line, reason]) => [
          line,
          expect.stringContaining(reasons[reason]),
        ]),
      ),
    );
  });
});

describe('the same files as other machines write them', () => {
  const text = bytesOf('n8n').toString('utf8');

  it('with a byte order mark and CRLF', () => {
    const windows = `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    expect(assignments(read(windows, options))).toEqual(assignments(read(text, options)));
  });

  it.each<[string, Uint8Array, Readonly<Record<number, keyof typeof reasons>>]>([
    ['in UTF-16, as PowerShell does', Buffer.from(`\uFEFF${text}`, 'utf16le'), { 1: 'utf16' }],
    ['in Latin-1', Buffer.from('A=1\n# für\nB=größer\n', 'latin1'), { 2: 'latin', 3: 'latin' }],
  ])('%s: refused', (_what, bytes, expected) => {
    expect(refusals(bytes)).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([line, reason]) => [line, expect.stringContaining(reasons[reason])]),
      ),
    );
  });
});
