import { Secret } from '../../core/secret/secret.ts';
import { headerLines } from './comment-lines.ts';
import {
  concluded,
  type Dialect,
  type DialectOptions,
  type DialectProblem,
  type DialectResult,
} from './dialect.ts';
import { type ExportDocument, flat } from './document.ts';
import type { Reader } from './format.ts';
import { secretNameProblem } from './secret-name.ts';
import { type Assignment, misread } from './sectioned-text.ts';
import { nameProblem, problemOf, textProblem, utf8Length } from './text-limits.ts';
import { scalarsOf } from './yaml.ts';
import { readYaml, yamlScalar } from './yaml-text.ts';

const readers: readonly Reader[] = ['Kubernetes'];
/** Of all values, as the API server counts them: core/v1 MaxSecretSize. */
const largestSecret = 1024 * 1024;
const longestKey = 253;

/** A manifest of a Secret, v1, Opaque, its values in base64. */
export const k8sSecret: Dialect = {
  duplicates: 'impossible',
  needsValues: true,
  placement: 'replace',
  carries: (value) => textProblem(value.reveal()) === undefined,
  render,
};

function render(document: ExportDocument, options: DialectOptions): DialectResult {
  const entries = flat(document);
  const head = headerLines(document);
  const errors: DialectProblem[] = [];
  const whole = (reason: string) =>
    errors.push({ parameter: undefined, name: undefined, reason, readers, formats: [] });
  const secretName = options.secretName ?? '';
  const misnamed = secretNameProblem(secretName);
  if (misnamed !== undefined) whole(`is to be a Secret whose name ${misnamed}`);
  let size = 0;
  const data: string[] = [];
  for (const entry of entries) {
    const value = entry.value.reveal();
    const tooLong =
      entry.name.length > longestKey ? `is longer than the ${longestKey} characters of a key` : undefined;
    const problem = nameProblem(entry) ?? tooLong ?? textProblem(value);
    if (problem !== undefined) errors.push(problemOf(entry, problem, readers));
    size += utf8Length(value);
    data.push(`  ${yamlScalar(entry.name)}: ${yamlScalar(base64(value))}`);
  }
  if (size > largestSecret) whole('would be a Secret of more than 1 MiB; narrow with --service');
  const lines = [
    ...head.lines,
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    `  name: ${yamlScalar(secretName)}`,
    'type: Opaque',
    ...(data.length > 0 ? ['data:', ...data] : []),
  ];
  const text = `${lines.join('\n')}\n`;
  if (errors.length === 0) errors.push(...misread(readBack(text, secretName), entries, readers));
  return concluded(new Secret(text), errors, head.warnings, options);
}

/** The values of a manifest of just this shape, decoded; undefined for any other text. */
function readBack(text: string, secretName: string): readonly Assignment[] | undefined {
  const manifest = new Map(readYaml(text) ?? []);
  const metadata = scalarsOf(manifest.get('metadata'));
  const sound =
    manifest.get('apiVersion') === 'v1' &&
    manifest.get('kind') === 'Secret' &&
    manifest.get('type') === 'Opaque' &&
    metadata?.length === 1 &&
    metadata[0]?.[0] === 'name' &&
    metadata[0][1] === secretName;
  if (!sound) return undefined;
  if (!manifest.has('data')) return [];
  return scalarsOf(manifest.get('data'))?.map(([key, value]) => [
    key,
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, 'base64')),
  ]);
}

function base64(value: string): string {
  return Buffer.from(value, 'utf8').toString('base64');
}
