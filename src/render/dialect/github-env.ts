import { Secret } from '../../core/secret/secret.ts';
import {
  concluded,
  type Dialect,
  type DialectOptions,
  type DialectProblem,
  type DialectResult,
} from './dialect.ts';
import { type ExportDocument, type ExportEntry, flat } from './document.ts';
import type { Reader } from './format.ts';
import { readGithubEnv } from './github-lines.ts';
import { maskCommandsOf, shortestMask } from './mask-commands.ts';
import { misread } from './sectioned-text.ts';
import { environmentProblem, nameProblem, problemOf } from './text-limits.ts';

const readers: readonly Reader[] = ['GitHub Actions'];
// In any case, as the runner compares them on Windows.
const reserved = /^(?:GITHUB_|RUNNER_|NODE_OPTIONS$)/i;

/**
 * What is appended to `$GITHUB_ENV` so that the steps that follow have the variables, and the commands that
 * mask the secrets among them. No comments: the runner would take them for variables or stop at them.
 */
export const githubEnv: Dialect = {
  duplicates: 'impossible',
  needsValues: true,
  placement: 'append',
  carries: (value) => problemOfValue(value.reveal()) === undefined,
  render,
};

function render(document: ExportDocument, options: DialectOptions): DialectResult {
  const entries = flat(document);
  const errors: DialectProblem[] = [];
  const warnings: DialectProblem[] = [];
  const masks = new Set<string>();
  const { random = '' } = options;
  if (!/^[A-Za-z0-9]{16,}$/.test(random)) {
    const reason = 'cannot be written without a random delimiter';
    errors.push({ parameter: undefined, name: undefined, reason, readers, formats: [] });
  }
  const delimiter = `ssmkit_${random}`;
  const parts: string[] = [];
  for (const entry of entries) {
    const value = entry.value.reveal();
    const named = nameProblem(entry) ?? reservedProblem(entry);
    const problem = problemOfValue(value) ?? delimiterProblem(value, delimiter);
    if (named !== undefined) errors.push(problemOf(entry, named, []));
    else if (problem !== undefined) errors.push(problemOf(entry, problem, readers));
    parts.push(`${entry.name}<<${delimiter}\n${value}\n${delimiter}\n`);
    if (!entry.secret) continue;
    const commands = maskCommandsOf(value);
    if (commands.length === 0) warnings.push(problemOf(entry, unmasked, readers));
    for (const command of commands) masks.add(command);
  }
  const text = parts.join('');
  if (errors.length === 0) {
    errors.push(...misread(readGithubEnv(text, false), entries, readers));
    if (errors.length === 0) errors.push(...misread(readGithubEnv(text, true), entries, readers));
  }
  const result = concluded(new Secret(text), errors, warnings, options);
  if ('errors' in result) return result;
  return { ...result, maskCommands: new Secret([...masks].map((command) => `${command}\n`).join('')) };
}

const unmasked = `has no line of ${shortestMask} characters, too few for a mask: logs can show it`;

function reservedProblem({ name }: ExportEntry): string | undefined {
  if (!reserved.test(name)) return undefined;
  return 'is a name that GitHub Actions keeps to itself; use --prefix-keys, or rename the key';
}

function problemOfValue(value: string): string | undefined {
  if (value.endsWith('\r')) return 'ends with a carriage return, which a runner on Windows drops';
  return environmentProblem(value);
}

/** Every line, since one that equals the delimiter would end the value and let the rest set variables. */
function delimiterProblem(value: string, delimiter: string): string | undefined {
  const ends = value.split(/\r?\n/).includes(delimiter);
  return ends ? 'holds the very delimiter that was drawn; export again' : undefined;
}
