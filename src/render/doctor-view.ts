import { type CheckGroup, type CheckResult, type CheckStatus, checks } from '../core/checkup.ts';
import type { Identity } from '../core/ports.ts';

export interface DoctorView {
  /** `environment prod`, `everything below /mow`, `the whole account and Region`. */
  readonly about: string;
  readonly environment: string | undefined;
  readonly path: string | undefined;
  /** Undefined where the way to AWS could not even be settled. */
  readonly identity: Identity | undefined;
  readonly results: readonly CheckResult[];
  /** Calls that were answered. */
  readonly calls: number;
}

export const groupTitles: Readonly<Record<CheckGroup, string>> = {
  way: 'The way to AWS',
  permissions: 'Permissions',
  keys: 'Keys',
  parameters: 'Parameters',
  settings: 'Settings',
};

const groupOrder: readonly CheckGroup[] = ['way', 'permissions', 'keys', 'parameters', 'settings'];

export const statusWords: Readonly<Record<CheckStatus, string>> = {
  ok: 'ok',
  warning: 'warning',
  problem: 'problem',
  'not-checked': 'not checked',
};

/** The groups that have results, in their order. */
export function inGroups(
  results: readonly CheckResult[],
): readonly { readonly group: CheckGroup; readonly results: readonly CheckResult[] }[] {
  return groupOrder
    .map((group) => ({ group, results: results.filter(({ check }) => checks[check].group === group) }))
    .filter((part) => part.results.length > 0);
}

/** What a result is called: its subject, which names an action or a key, else its check. */
export function titleOf({ check, subject }: CheckResult): string {
  return subject !== undefined && (check === 'permission' || check === 'key') ? subject : checks[check].title;
}

/** The message, after the subject where the title does not say it. */
export function messageOf(result: CheckResult): string {
  const { subject, message } = result;
  return subject === undefined || titleOf(result) === subject ? message : `${subject}: ${message}`;
}
