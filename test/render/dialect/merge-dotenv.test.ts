import { parseEnv } from 'node:util';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutMergeBase, readMergeBase } from '../../../src/render/dialect/merge-base.ts';
import { type MergeResult, mergeDotenv } from '../../../src/render/dialect/merge-dotenv.ts';
import { awkwardValues } from './awkward-values.ts';
import { documentOf, entry } from './documents.ts';
import { availableShells, sourced } from './real-shells.ts';

const managed = new Set(['secret', 'type', 'key']);

function mergeInto(old: string, values: ReadonlyMap<string, string>): MergeResult | undefined {
  const base = readMergeBase(new TextEncoder().encode(old), 'old.env');
  if ('findings' in base) return undefined;
  const entries = [...values].map(([name, value], index) => entry(name, value, index % 2 === 0));
  return mergeDotenv(base.text, documentOf(entries), { managed, narrowed: false });
}

const piece = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constantFrom(
      '',
      '  ',
      '# a comment',
      "# it's",
      '# "',
      '# `',
      '# secret=true',
      '# service=django',
      '# service=own',
      '#',
      "OWN='#'",
      'OWN_2="a',
      'b"',
      "OWN_3='x' # y",
      'A=1 # keep',
      'B="b"',
      "C='c",
      "'",
      'OWN_4=a\\',
      'D=`d`',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'AB= \'"`$\\#;x'), maxLength: 12 }) },
);
const value = fc.oneof(
  fc.constantFrom(...awkwardValues.map((awkward) => awkward.value)),
  fc.string({ unit: fc.constantFrom(...'ab \'"`$\\#\n={};'), minLength: 1, maxLength: 16 }),
);
const names = ['A', 'B', 'C', 'D'];

it('is refused, or has every foreign value, every value of ours and every foreign line', {
  timeout: 180_000,
}, () => {
  let written = 0;
  const toSource: { text: string; names: readonly string[]; expected: readonly string[] }[] = [];
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 9 }),
      fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1 }),
      (lines, values) => {
        const old = lines.join('\n');
        const ours = new Map(Object.entries(values));
        const result = mergeInto(old, ours);
        if (result === undefined || 'errors' in result) return;
        written += 1;
        const text = result.text.reveal();
        const before = parse(old);
        const wanted = { ...before, ...values };
        expect(parse(text)).toEqual(wanted);
        expect({ ...parseEnv(text) }).toEqual(wanted);
        // In their order, and letter for letter.
        let at = 0;
        for (const source of foreign(old, ours)) {
          const found = text.indexOf(source, at);
          expect(found).toBeGreaterThanOrEqual(at);
          at = found + source.length;
        }
        if (result.warnings.every(({ readers }) => readers.length === 0) && toSource.length < 400) {
          const all = Object.keys(wanted);
          toSource.push({ text, names: all, expected: all.map((name) => wanted[name] ?? '') });
        }
      },
    ),
    { numRuns: 5_000 },
  );
  // Otherwise this proves nothing.
  expect(written).toBeGreaterThan(700);
  expect(toSource.length).toBeGreaterThan(100);
  for (const shell of availableShells()) {
    const { values, created } = sourced(shell, toSource);
    expect(created).toEqual([]);
    expect(values.map((list) => (list.slice(0, -1).length ? list : list))).toEqual(
      toSource.map(({ expected }) => expected),
    );
  }
});

/** Assignments of names that are not ours, and comments that are no directives. */
function foreign(old: string, ours: ReadonlyMap<string, string>): readonly string[] {
  const { lines, assignments } = cutMergeBase(old, true);
  const pieces: string[] = [];
  for (let line = 0; line < lines.length; line += 1) {
    const found = assignments.find(({ from }) => from === line);
    if (found && !ours.has(found.name)) pieces.push(found.source);
    if (found) line = found.to - 1;
    else if (!/^# (?:service|secret)/.test(lines[line] ?? '')) pieces.push(lines[line] ?? '');
  }
  return pieces;
}

it('carries every awkward value that an export of its own would carry', () => {
  for (const { name, value: awkward, dotenv } of awkwardValues) {
    const result = mergeInto("# it's\nOWN='1'\nA=old # behind\nLAST=2\n", new Map([['A', awkward]]));
    expect(result, name).toBeDefined();
    if (!result || dotenv === 'refused') {
      expect(result && 'errors' in result, name).toBe(true);
      continue;
    }
    if ('errors' in result) throw new Error(`${name}: ${JSON.stringify(result.errors)}`);
    expect(parse(result.text.reveal()), name).toEqual({ OWN: '1', A: awkward, LAST: '2' });
  }
});
