import type { DialectOptions, DialectProblem, DialectResult } from './dialect.ts';
import { dialects } from './dialect-table.ts';
import type { ExportDocument, ExportEntry } from './document.ts';
import { duplicateNames } from './duplicate-names.ts';
import { type ExportFormat, exportFormats } from './format.ts';

/**
 * Writes a document in a format, read back and proved, or says everything that is in the way. Duplicate
 * names are judged here too; problems name the other formats that carry the value.
 */
export function renderExport(
  format: ExportFormat,
  document: ExportDocument,
  options: DialectOptions = {},
): DialectResult {
  const duplicates = duplicateNames(document, format, options);
  const result = dialects[format].render(document, options);
  const values = new Map<string, ExportEntry>();
  for (const entry of document.sections.flatMap((section) => section.entries))
    values.set(entry.parameter, entry);
  const complete = (problem: DialectProblem) => ({
    ...problem,
    formats: formatsFor(problem, values, format),
  });
  const warnings = [...duplicates.warnings, ...result.warnings.map(complete)];
  const errors = [...duplicates.errors, ...('errors' in result ? result.errors.map(complete) : [])];
  return errors.length > 0 || 'errors' in result ? { errors, warnings } : { ...result, warnings };
}

/** The formats, except one, whose readers all read the value right. */
function formatsFor(
  problem: DialectProblem,
  entries: ReadonlyMap<string, ExportEntry>,
  except: ExportFormat,
): readonly ExportFormat[] {
  const entry = problem.parameter === undefined ? undefined : entries.get(problem.parameter);
  if (entry === undefined || problem.readers.length === 0) return [];
  return exportFormats.filter((format) => format !== except && dialects[format].carries(entry.value));
}
