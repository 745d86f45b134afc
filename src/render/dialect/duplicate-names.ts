import type { DialectOptions, DialectProblem } from './dialect.ts';
import { dialects } from './dialect-table.ts';
import type { ExportDocument, ExportEntry } from './document.ts';
import type { ExportFormat } from './format.ts';

export interface DuplicateNames {
  readonly warnings: readonly DialectProblem[];
  readonly errors: readonly DialectProblem[];
}

/**
 * Names that stand in the document more than once, one problem each. In one service that is always an
 * error. Across services it is an error where the format is one flat object or `strict` is set, else a
 * warning: readers take the last.
 */
export function duplicateNames(
  document: ExportDocument,
  format: ExportFormat,
  options: DialectOptions = {},
): DuplicateNames {
  const lastWins = dialects[format].duplicates === 'last-wins';
  const places = new Map<string, { readonly service: string | undefined; readonly entry: ExportEntry }[]>();
  for (const { service, entries } of document.sections) {
    for (const entry of entries) {
      const known = places.get(entry.name);
      if (known) known.push({ service, entry });
      else places.set(entry.name, [{ service, entry }]);
    }
  }
  const warnings: DialectProblem[] = [];
  const errors: DialectProblem[] = [];
  for (const [name, [first, ...others]] of places) {
    if (first === undefined || others.length === 0) continue;
    const services = new Set([first, ...others].map(({ service }) => service));
    const inOneService = services.size <= others.length;
    const list = others.map(({ entry }) => entry.parameter).join(', ');
    const reason = inOneService
      ? `is also the name of ${list}; rename one of the keys`
      : `is also the name of ${list}${lastWins ? ', and readers take the last' : ''}; narrow with --service or use --prefix-keys`;
    const problem = { parameter: first.entry.parameter, name, reason, readers: [], formats: [] };
    if (inOneService || !lastWins || options.strict) errors.push(problem);
    else warnings.push(problem);
  }
  return { warnings, errors };
}
