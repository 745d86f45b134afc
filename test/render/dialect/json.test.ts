import { expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { awkwardValues } from './awkward-values.ts';
import { documentOf, entry, textOf } from './documents.ts';

it('is one flat object, sorted, without comments', () => {
  const result = renderExport('json', {
    header: ['generated now'],
    sections: [
      { service: 'b', entries: [entry('B', '2', true), entry('C', '3')] },
      { service: 'a', entries: [entry('A', '1')] },
    ],
  });
  expect(textOf(result)).toBe('{\n  "A": "1",\n  "B": "2",\n  "C": "3"\n}\n');
});

it('is an empty object for an empty document', () => {
  expect(textOf(renderExport('json', { header: [], sections: [] }))).toBe('{}\n');
});

it('carries every value that UTF-8 can carry', () => {
  for (const { name, value } of awkwardValues) {
    const result = renderExport('json', documentOf([entry('KEY', value), entry('__proto__', 'p')]));
    if (!value.isWellFormed()) {
      expect(result, name).toMatchObject({ errors: [{ name: 'KEY', readers: ['JSON.parse'] }] });
      continue;
    }
    const read: Readonly<Record<string, unknown>> = JSON.parse(textOf(result));
    expect(Object.entries(read), name).toEqual([
      ['KEY', value],
      ['__proto__', 'p'],
    ]);
  }
});

it('refuses two services with one name', () => {
  const sections = ['a', 'b'].map((service) => ({
    service,
    entries: [{ ...entry('KEY', 'v'), parameter: `/${service}/KEY` }],
  }));
  const result = renderExport('json', { header: [], sections });
  expect(result).toMatchObject({ errors: [{ name: 'KEY', parameter: '/a/KEY' }] });
  const reason = 'errors' in result ? result.errors[0]?.reason : '';
  expect(reason).toContain('/b/KEY');
  expect(reason).toContain('--service');
  expect(reason).toContain('--prefix-keys');
});
