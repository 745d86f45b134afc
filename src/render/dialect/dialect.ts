import type { Secret } from '../../core/secret/secret.ts';
import type { ExportDocument } from './document.ts';
import type { ExportFormat, Reader } from './format.ts';

/** Why something cannot be written, or is read by some reader as something else. Never holds a value. */
export interface DialectProblem {
  /** The parameter's full name; undefined when the problem is the file's. */
  readonly parameter: string | undefined;
  /** The env name. */
  readonly name: string | undefined;
  /** Goes after the name in a sentence: `ends with a backslash, …`. */
  readonly reason: string;
  /** Who reads it wrongly, or cannot read it. */
  readonly readers: readonly Reader[];
  /** The formats that carry it for all their readers; filled in by renderExport. */
  readonly formats: readonly ExportFormat[];
}

export type DialectResult =
  | {
      readonly text: Secret;
      readonly warnings: readonly DialectProblem[];
      /** Complete lines for stdout, to be printed before the text is put in place; they hold values. */
      readonly maskCommands?: Secret | undefined;
    }
  | { readonly errors: readonly DialectProblem[]; readonly warnings: readonly DialectProblem[] };

export interface DialectOptions {
  /** Warnings become errors. */
  readonly strict?: boolean | undefined;
  /** For k8s-secret: the object's name, see secretNameProblem. */
  readonly secretName?: string | undefined;
  /** For github-env: letters and digits that nobody can guess, new for every export. */
  readonly random?: string | undefined;
}

/** One export format. Pure: the text is read back by the format's own grammar before it is returned. */
export interface Dialect {
  /** What two services with the same name come to: the last one wins, or there is no such file. */
  readonly duplicates: 'last-wins' | 'impossible';
  /** False for a format of references: nothing has to be decrypted for it. */
  readonly needsValues: boolean;
  /** Does the text replace its file, or is it added at the file's end? */
  readonly placement: 'replace' | 'append';
  /** Can a value be written so that every reader of this format reads it right? */
  carries(value: Secret): boolean;
  render(document: ExportDocument, options: DialectOptions): DialectResult;
}

/** One line for a person: name, reason, readers, and the formats that would do. */
export function problemText(problem: DialectProblem): string {
  const subject = [problem.name, problem.parameter && `(${problem.parameter})`].filter(Boolean).join(' ');
  const readers = problem.readers.length > 0 ? ` Concerns ${problem.readers.join(', ')}.` : '';
  const formats = problem.formats.length > 0 ? ` --format ${problem.formats.join(' or ')} carries it.` : '';
  return `${subject === '' ? 'The file' : subject} ${problem.reason}.${readers}${formats}`;
}

/** The result of a render, warnings turned into errors where `strict` asks for it. */
export function concluded(
  text: Secret,
  errors: readonly DialectProblem[],
  warnings: readonly DialectProblem[],
  options: DialectOptions,
): DialectResult {
  if (errors.length > 0) return { errors, warnings };
  if (options.strict && warnings.length > 0) return { errors: warnings, warnings: [] };
  return { text, warnings };
}
