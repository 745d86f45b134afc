import { expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { secretNameProblem } from '../../../src/render/dialect/secret-name.ts';
import { documentOf, entry, textOf } from './documents.ts';

const options = { secretName: 'mow-backend.prod' };

it('is a manifest with base64 in single lines', () => {
  const long = 'x'.repeat(200);
  const text = textOf(
    renderExport('k8s-secret', documentOf([entry('NO', 'yes', true), entry('LONG', long)]), options),
  );
  expect(text).toBe(
    [
      '# generated 2026-01-02T03:04:05Z',
      "# it's a header",
      'apiVersion: v1',
      'kind: Secret',
      'metadata:',
      '  name: "mow-backend.prod"',
      'type: Opaque',
      'data:',
      `  "LONG": "${Buffer.from(long).toString('base64')}"`,
      '  "NO": "eWVz"',
      '',
    ].join('\n'),
  );
});

it.each(['a', 'a-b.c', '0', `${'a'.repeat(200)}.${'b'.repeat(52)}`])('takes the name %s', (name) => {
  expect(secretNameProblem(name)).toBeUndefined();
});

it.each(['', 'A', 'a_b', '-a', 'a-', 'a..b', '.a', 'a.', 'a b', 'a\n', 'ä', `${'a'.repeat(254)}`, 'a.-b'])(
  'refuses the name %j',
  (secretName) => {
    expect(secretNameProblem(secretName)).toMatch(/^is /);
    expect(renderExport('k8s-secret', documentOf([entry('K', 'v')]), { secretName })).toHaveProperty(
      'errors',
    );
  },
);

it('is not written without a name', () => {
  expect(renderExport('k8s-secret', documentOf([entry('K', 'v')]))).toHaveProperty('errors');
});

it('refuses what a Secret cannot hold: a long key, and more than 1 MiB', () => {
  const long = renderExport('k8s-secret', documentOf([entry('K'.repeat(254), 'v')]), options);
  expect(long).toMatchObject({ errors: [{ reason: expect.stringContaining('253') }] });
  const full = Array.from({ length: 256 }, (_, index) => entry(`K${index}`, 'é'.repeat(2048)));
  expect(renderExport('k8s-secret', documentOf(full), options)).toHaveProperty('text');
  const over = renderExport('k8s-secret', documentOf([...full, entry('MORE', 'x')]), options);
  expect(over).toMatchObject({ errors: [{ reason: expect.stringContaining('1 MiB') }] });
});
