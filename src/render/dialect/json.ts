import { Secret } from '../../core/secret/secret.ts';
import {
  concluded,
  type Dialect,
  type DialectOptions,
  type DialectProblem,
  type DialectResult,
} from './dialect.ts';
import { type ExportDocument, flat } from './document.ts';
import { nameProblem, notReadBack, problemOf, textProblem } from './text-limits.ts';

/** One flat object, its keys sorted; nothing else, since JSON has no comments. */
export const json: Dialect = {
  duplicates: 'impossible',
  needsValues: true,
  placement: 'replace',
  carries(value) {
    return textProblem(value.reveal()) === undefined;
  },
  render,
};

function render(document: ExportDocument, options: DialectOptions): DialectResult {
  const entries = flat(document);
  const errors: DialectProblem[] = [];
  for (const entry of entries) {
    const problem = nameProblem(entry) ?? textProblem(entry.value.reveal());
    if (problem !== undefined) errors.push(problemOf(entry, problem, ['JSON.parse']));
  }
  // Composed line by line: as a key of an object literal `__proto__` would vanish.
  const lines = entries.map(
    ({ name, value }) => `  ${JSON.stringify(name)}: ${JSON.stringify(value.reveal())}`,
  );
  const text = lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`;
  const read: Readonly<Record<string, unknown>> = JSON.parse(text);
  if (errors.length === 0) {
    for (const entry of entries) {
      if (Object.hasOwn(read, entry.name) && read[entry.name] === entry.value.reveal()) continue;
      errors.push(problemOf(entry, notReadBack, ['JSON.parse']));
    }
  }
  return concluded(new Secret(text), errors, [], options);
}
