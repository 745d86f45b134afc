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
import { type Assignment, misread } from './sectioned-text.ts';
import { nameProblem, problemOf, textProblem } from './text-limits.ts';
import { readYaml, type YamlMapping, yamlScalar } from './yaml-text.ts';

const readers: readonly Reader[] = ['YAML'];

/** One flat mapping of texts, sorted; names are quoted too, since `NO` and `y` are booleans to some. */
export const yaml: Dialect = {
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
  const lines = [...head.lines];
  for (const entry of entries) {
    const problem = nameProblem(entry) ?? textProblem(entry.value.reveal());
    if (problem !== undefined) errors.push(problemOf(entry, problem, readers));
    lines.push(`${yamlScalar(entry.name)}: ${yamlScalar(entry.value.reveal())}`);
  }
  if (entries.length === 0) lines.push('{}');
  const text = `${lines.join('\n')}\n`;
  if (errors.length === 0) errors.push(...misread(scalarsOf(readYaml(text)), entries, readers));
  return concluded(new Secret(text), errors, head.warnings, options);
}

/** A flat mapping's pairs; undefined when something in it is no text. */
export function scalarsOf(mapping: YamlMapping | string | undefined): readonly Assignment[] | undefined {
  if (mapping === undefined || typeof mapping === 'string') return undefined;
  const pairs: Assignment[] = [];
  for (const [key, value] of mapping) {
    if (typeof value !== 'string') return undefined;
    pairs.push([key, value]);
  }
  return pairs;
}
