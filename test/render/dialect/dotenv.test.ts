import { parseEnv } from 'node:util';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnvFile } from '../../../src/core/envfile/parse.ts';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { dotenvRight } from '../../../src/render/dialect/dotenv-line.ts';
import { misreadings } from '../../../src/render/dialect/dotenv-readers.ts';
import { awkwardValues } from './awkward-values.ts';
import { documentOf, entry, shuffled, textOf } from './documents.ts';

/** What seed reads from a text, or its complaints. */
function seeded(text: string): Readonly<Record<string, string>> {
  const bytes = new TextEncoder().encode(text);
  const { entries, findings } = parseEnvFile(bytes, { file: 'x.env', sections: true });
  expect(findings).toEqual([]);
  return Object.fromEntries(entries.map(({ name, value }) => [name, value.reveal()]));
}

const carried = awkwardValues.filter(({ dotenv }) => dotenv !== 'refused');
const refused = awkwardValues.filter(({ dotenv }) => dotenv === 'refused');

it('knows at least sixty awkward values', () => {
  expect(awkwardValues.length).toBeGreaterThanOrEqual(60);
});

describe.each([false, true])('one value, secret %s', (secret) => {
  it.each(carried)('$name is carried', ({ value, dotenv }) => {
    const result = renderExport('dotenv', documentOf([entry('KEY', value, secret), entry('NEXT', 'n')]));
    const text = textOf(result);
    expect(parse(text)).toEqual({ KEY: value, NEXT: 'n' });
    expect({ ...parseEnv(text) }).toEqual({ KEY: value, NEXT: 'n' });
    // Longer ones than Parameter Store holds are none of seed's business.
    if (value.length <= 8192) expect(seeded(text)).toEqual({ KEY: value, NEXT: 'n' });
    const warned = 'warnings' in result ? result.warnings.map(({ name }) => name) : [];
    expect(warned).toEqual(dotenv === 'alike' ? [] : ['KEY']);
    const nobody = { name: 'KEY', value, excused: [] };
    const wrong = misreadings(text, [nobody, { name: 'NEXT', value: 'n', excused: [] }]);
    expect(wrong.length === 0).toBe(dotenv === 'alike');
    if (secret && dotenv === 'alike') expect(text).toMatch(/^KEY=['"]/m);
  });

  it.each(refused)('$name is refused', ({ value }) => {
    const result = renderExport('dotenv', documentOf([entry('KEY', value, secret), entry('NEXT', 'n')]));
    expect(result).toMatchObject({ errors: [{ name: 'KEY', parameter: '/mow/backend/django/prod/KEY' }] });
    expect(JSON.stringify(result)).not.toContain('touch pwned');
  });

  it.each(awkwardValues.filter(({ dotenv }) => dotenv === 'partly'))(
    '$name is refused if strict',
    ({ value }) => {
      const result = renderExport('dotenv', documentOf([entry('KEY', value, secret)]), { strict: true });
      expect(result).toMatchObject({ errors: [{ name: 'KEY' }] });
    },
  );
});

it.each(Array.from({ length: 40 }, (_, seed) => seed))('all in one file, shuffle %i', (seed) => {
  // Names decide the order in the file, so they are what is shuffled.
  const order = shuffled(carried, seed).filter(({ value }) => value.length <= 8192);
  const entries = order.map(({ value }, index) =>
    entry(`KEY_${String(index).padStart(3, '0')}`, value, seed % 2 === 1),
  );
  const text = textOf(renderExport('dotenv', documentOf(entries)));
  const wanted = Object.fromEntries(entries.map(({ name, value }) => [name, value.reveal()]));
  expect(parse(text)).toEqual(wanted);
  expect({ ...parseEnv(text) }).toEqual(wanted);
  expect(seeded(text)).toEqual(wanted);
});

it('reads back whatever it writes, and refuses the rest, for generated values', () => {
  const pieces = [
    "'",
    '"',
    '\\',
    '`',
    '$',
    '#',
    ' ',
    '\n',
    '\\n',
    '=',
    'a',
    ' # ',
    '!',
    '\r',
    '\u2028',
    '\ud800',
    'é',
  ];
  const value = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ minLength: 1, unit: 'binary' }),
    fc.string({ minLength: 1 }),
  );
  let written = 0;
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), fc.boolean(), (values, secret) => {
      const fit = values.filter(
        (text) => text.isWellFormed() && !text.includes('\0') && dotenvRight(text, secret),
      );
      const entries = values.map((text, index) => entry(`K${index}`, text, secret));
      const result = renderExport('dotenv', documentOf(entries));
      if (fit.length < values.length) {
        expect(result).toHaveProperty('errors');
        return;
      }
      const text = textOf(result);
      const wanted = Object.fromEntries(entries.map((one) => [one.name, one.value.reveal()]));
      expect({ ...parse(text) }).toEqual(wanted);
      expect({ ...parseEnv(text) }).toEqual(wanted);
      expect(seeded(text)).toEqual(wanted);
      written += 1;
    }),
    { numRuns: 2000 },
  );
  expect(written).toBeGreaterThan(200);
});

it('writes header, sections, directives and entries in one order', () => {
  const result = renderExport('dotenv', {
    header: ['generated now', 'project=mow env=prod region=us-east-1'],
    sections: [
      {
        service: 'postgres',
        entries: [entry('POSTGRES_USER', 'mow'), entry('POSTGRES_PASSWORD', 'x', true)],
      },
      { service: 'django', entries: [entry('DEBUG', '0')] },
    ],
  });
  expect(textOf(result)).toBe(
    [
      '# generated now',
      '# project=mow env=prod region=us-east-1',
      '',
      '# service=django',
      'DEBUG=0',
      '',
      '# service=postgres',
      '# secret=true',
      "POSTGRES_PASSWORD='x'",
      'POSTGRES_USER=mow',
      '',
    ].join('\n'),
  );
});

it('names readers and formats where a value cannot be right for all', () => {
  const holding = ['shell', 'docker', 'systemd', 'compose', 'json', 'yaml', 'github-env', 'k8s-secret'];
  const result = renderExport('dotenv', documentOf([entry('KEY', `a"b'c`)]));
  expect(result).toMatchObject({
    warnings: [{ name: 'KEY', readers: ['bash', 'dash'], formats: holding }],
  });
  expect(textOf(result)).toContain(`KEY=a"b'c # "\n`);
  const impossible = renderExport('dotenv', documentOf([entry('KEY', 'a\rb')]));
  expect(impossible).toMatchObject({ errors: [{ formats: holding }] });
  const half = renderExport('dotenv', documentOf([entry('KEY', '\ud800')]));
  expect(half).toMatchObject({ errors: [{ formats: [] }] });
});

it('keeps both of two services with one name, and warns', () => {
  const one = { ...entry('KEY', 'first'), parameter: '/a/KEY' };
  const two = { ...entry('KEY', `sec"ond'`), parameter: '/b/KEY' };
  const sections = [
    { service: 'a', entries: [one] },
    { service: 'b', entries: [two] },
  ];
  const result = renderExport('dotenv', { header: [], sections });
  expect(parse(textOf(result))).toEqual({ KEY: `sec"ond'` });
  expect(textOf(result)).toContain('KEY=first\n');
  expect('warnings' in result && result.warnings.map(({ parameter }) => parameter)).toEqual([
    '/a/KEY',
    '/b/KEY',
  ]);
});

it('does not let comments, sections or names become code', () => {
  const lines = ['# secret=true', '# a\nEVIL=1', 'EVIL=1', '# b\u2028EVIL=1', '# c\u0085EVIL=1'];
  const result = renderExport('dotenv', {
    header: ['ok', 'x\nEVIL=1'],
    sections: [{ service: 'a', entries: [{ ...entry('KEY', 'v'), comments: lines }] }],
  });
  expect(textOf(result)).toBe('# ok\n\n# service=a\n# secret=true\nKEY=v\n');
  expect('warnings' in result && result.warnings).toHaveLength(2);
  expect(renderExport('dotenv', documentOf([entry('KEY', 'v')], 'a\nb'))).toHaveProperty('errors');
  for (const name of ['A B', 'A;id', '$(id)', '', '1A', 'a.b', '__proto__', 'A\n']) {
    expect(renderExport('dotenv', documentOf([entry(name, 'v')])), name).toHaveProperty('errors');
  }
});
