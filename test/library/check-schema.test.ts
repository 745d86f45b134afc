import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Secret } from '../../src/core/secret/secret.ts';
import { loadParameters } from '../../src/index.ts';
import { checked } from '../../src/library/check-schema.ts';
import { SchemaError } from '../../src/library/errors.ts';
import type { StandardIssue, StandardSchema } from '../../src/library/standard-schema.ts';
import { fixedClient } from './served.ts';

const read = (values: Readonly<Record<string, string>>) =>
  new Map(Object.entries(values).map(([key, value]) => [key, new Secret(value)]));

/** A validator that has only complaints. */
const complaining = (...issues: readonly StandardIssue[]): StandardSchema => ({
  '~standard': { version: 1, vendor: 'test', validate: () => ({ issues }) },
});

async function issuesOf(values: Readonly<Record<string, string>>, schema: StandardSchema) {
  const error: unknown = await checked(read(values), schema).catch((thrown: unknown) => thrown);
  if (!(error instanceof SchemaError)) throw new Error('It was accepted.');
  return { issues: error.issues, message: error.message };
}

describe('a zod schema', () => {
  const schema = z.object({
    'database/host': z.string(),
    PORT: z.coerce.number().int(),
    MODE: z.enum(['a', 'b']),
  });

  it('makes values with types', async () => {
    const client = fixedClient({
      '/p/database/host': 'db',
      '/p/PORT': '5432',
      '/p/MODE': 'a',
      '/p/MORE': 'x',
    });
    const { values } = await loadParameters({ path: '/p', client, schema });
    const port: number = values.PORT;
    const mode: 'a' | 'b' = values.MODE;
    expect([port, mode, values['database/host']]).toEqual([5432, 'a', 'db']);
    expect(values).not.toHaveProperty('MORE');
  });

  it('lists what is missing and what does not fit', async () => {
    const { issues, message } = await issuesOf({ PORT: 'canary', MODE: 'other' }, schema);
    expect(issues).toEqual([
      { key: 'database/host', message: 'is missing' },
      { key: 'PORT', message: expect.stringContaining('expected number') },
      { key: 'MODE', message: expect.stringContaining('expected one of') },
    ]);
    expect(message).toContain('database/host: is missing');
    expect(message).not.toContain('canary');
  });
});

describe('any Standard Schema', () => {
  it('may take its time', async () => {
    const schema: StandardSchema = {
      '~standard': { version: 1, vendor: 'test', validate: async (value) => ({ value: [value] }) },
    };
    expect(await checked(read({ A: '1' }), schema)).toEqual([{ A: '1' }]);
  });

  it.each<[string, Readonly<Record<string, string>>, StandardIssue, string | undefined, string]>([
    ['harmless', { A: 'canary' }, { message: 'too short', path: ['A'] }, 'A', 'too short'],
    [
      'a path of objects',
      { A: 'canary' },
      { message: 'too short', path: [{ key: 'A' }, 'b'] },
      'A',
      'too short',
    ],
    ['no path', { A: 'canary' }, { message: 'not together' }, undefined, 'not together'],
    ['the value', { A: 'canary' }, { message: 'got "canary"', path: ['A'] }, 'A', 'does not fit'],
    [
      'the value quoted',
      { A: 'ca"na\nry' },
      { message: 'got "ca\\"na\\nry"', path: ['A'] },
      'A',
      'does not fit',
    ],
    ["another's value", { A: '1', B: 'canary' }, { message: 'not canary', path: ['A'] }, 'A', 'does not fit'],
    ['a value, no path', { A: 'canary' }, { message: 'not canary' }, undefined, 'does not fit'],
  ])('passes on no message with a value: %s', async (_name, values, issue, key, words) => {
    const { issues, message } = await issuesOf(values, complaining(issue));
    expect(issues).toEqual([{ key, message: words }]);
    expect(message).not.toContain('canary');
  });
});

it('keeps the old values when a refresh does not fit', async () => {
  const answers = [{ '/r/PORT': '1' }, { '/r/PORT': 'canary' }, { '/r/PORT': '3' }].map(fixedClient);
  const client = { send: async (command: never) => await answers.shift()?.send(command) };
  const parameters = await loadParameters({
    path: '/r',
    client,
    schema: z.object({ PORT: z.coerce.number() }),
  });
  await expect(parameters.refresh()).rejects.toBeInstanceOf(SchemaError);
  expect([parameters.values.PORT, parameters.get('PORT')]).toEqual([1, '1']);
  await parameters.refresh();
  expect([parameters.values.PORT, parameters.get('PORT')]).toEqual([3, '3']);
});
