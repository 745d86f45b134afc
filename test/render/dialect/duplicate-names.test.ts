import { expect, it } from 'vitest';
import { problemText } from '../../../src/render/dialect/dialect.ts';
import { duplicateNames } from '../../../src/render/dialect/duplicate-names.ts';
import { exportFormats } from '../../../src/render/dialect/format.ts';
import { entry } from './documents.ts';

const named = (name: string, parameter: string) => ({ ...entry(name, 'hidden'), parameter });
const across = {
  header: [],
  sections: [
    { service: 'a', entries: [named('KEY', '/a/KEY'), named('ONE', '/a/ONE')] },
    { service: 'b', entries: [named('KEY', '/b/KEY')] },
  ],
};
const within = {
  header: [],
  sections: [{ service: 'a', entries: [named('KEY', '/a/KEY'), named('KEY', '/a/key')] }],
};

it.each([
  ['dotenv', false, 'warnings'],
  ['shell', false, 'warnings'],
  ...(
    ['docker', 'systemd', 'compose', 'json', 'yaml', 'github-env', 'k8s-secret', 'ecs-secrets'] as const
  ).map((format) => [format, false, 'errors'] as const),
  ['dotenv', true, 'errors'],
  ['shell', true, 'errors'],
] as const)('%s, strict %s: one name in two services is in %s', (format, strict, where) => {
  const found = duplicateNames(across, format, { strict });
  const other = where === 'errors' ? 'warnings' : 'errors';
  expect(found[where].map(({ name }) => name)).toEqual(['KEY']);
  expect(found[other]).toEqual([]);
  const text = problemText(
    found[where][0] ?? { parameter: '', name: '', reason: '', readers: [], formats: [] },
  );
  expect(text).toMatch(/^KEY \(\/a\/KEY\) .*\/b\/KEY.*--service.*--prefix-keys/);
  expect(text).not.toContain('hidden');
});

it.each(exportFormats)('%s: one name twice in a service is an error', (format) => {
  const { errors, warnings } = duplicateNames(within, format);
  expect(warnings).toEqual([]);
  expect(errors.map(({ reason }) => reason)).toEqual([expect.stringContaining('/a/key')]);
});

it.each(exportFormats)('%s: different names are well', (format) => {
  expect(duplicateNames({ header: [], sections: across.sections.slice(0, 1) }, format)).toEqual({
    warnings: [],
    errors: [],
  });
});
