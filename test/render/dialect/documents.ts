import { Secret } from '../../../src/core/secret/secret.ts';
import type { DialectResult } from '../../../src/render/dialect/dialect.ts';
import type { ExportDocument, ExportEntry } from '../../../src/render/dialect/document.ts';
import { createRandom } from '../../apply/random.ts';

export function entry(name: string, value: string, secret = false): ExportEntry {
  return {
    name,
    parameter: `/mow/backend/django/prod/${name}`,
    value: new Secret(value),
    secret,
    comments: secret ? ['# secret=true'] : [],
  };
}

export function documentOf(entries: readonly ExportEntry[], service = 'django'): ExportDocument {
  return { header: ['generated 2026-01-02T03:04:05Z', "it's a header"], sections: [{ service, entries }] };
}

export function textOf(result: DialectResult): string {
  if ('errors' in result) throw new Error(`not rendered: ${JSON.stringify(result.errors)}`);
  return result.text.reveal();
}

/** A shuffle that can be had again. */
export function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const random = createRandom(seed);
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
