import { expect, it } from 'vitest';
import { misread, renderSections, type SectionedFormat } from '../../../src/render/dialect/sectioned-text.ts';
import { documentOf, entry } from './documents.ts';

const entries = [entry('A', 'hush-1'), entry('B', 'hush-2')];
const right = [
  ['A', 'hush-1'],
  ['B', 'hush-2'],
] as const;

it('finds nothing wrong with a reading that is right', () => {
  expect(misread(right, entries, ['systemd'])).toEqual([]);
});

it.each([
  ['another value', [['A', 'x'], right[1]], ['A']],
  ['another name', [['X', 'hush-1'], right[1]], ['A']],
  ['another order', [right[1], right[0]], ['A', 'B']],
  ['too little', [right[0]], ['B']],
  ['nothing at all', undefined, ['A', 'B']],
  ['too much', [...right, ['EVIL', '1']], [undefined]],
] as const)('names what a reading has otherwise: %s', (_, reading, names) => {
  const problems = misread(reading, entries, ['systemd']);
  expect(problems.map(({ name }) => name)).toEqual(names);
  expect(JSON.stringify(problems)).not.toContain('hush');
});

it('does not take an empty file on trust', () => {
  expect(misread(undefined, [], ['systemd'])).toHaveLength(1);
});

it('returns no text that its grammar reads otherwise', () => {
  const format: SectionedFormat = {
    readers: ['systemd'],
    problem: () => undefined,
    statement: (name, value) => `${name}=${value}`,
    read: () => [...right, ['EVIL', '1']],
  };
  const result = renderSections(documentOf(entries), {}, format);
  expect(result).toMatchObject({ errors: [{ name: undefined, readers: ['systemd'] }] });
  expect(result).not.toHaveProperty('text');
});
