import { CallError } from '../../core/call-error.ts';
import { type CheckId, type CheckResult, found } from '../../core/checkup.ts';
import type { CommandLines } from './lines.ts';

/** What became of a question: an answer, or why there is none. */
export type Answer<T> = { readonly value: T } | { readonly error: CallError };

/** Asks, and takes every failure of a call for an answer too; except for an interruption, which ends the run. */
export async function answerOf<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof CallError && error.code !== 'interrupted') return { error };
    throw error;
  }
}

export function knownOf<T>(answer: Answer<T>): T | undefined {
  return 'value' in answer ? answer.value : undefined;
}

/** Denied by Parameter Store, not by the key behind it. */
export function isDenied(error: CallError): boolean {
  return error.kind === 'denied' && error.action?.startsWith('kms:') !== true;
}

/** No credentials that AWS takes; a denial by STS is something else. */
export function isUnusable(error: CallError): boolean {
  return error.kind === 'credentials' && error.action?.startsWith('sts:') !== true;
}

/** Did AWS itself answer? A fault, or a code that is none of its own, may come from anything in between. */
export function isFromAws(error: CallError): boolean {
  const kinds: readonly string[] = ['throttled', 'too-many-updates', 'denied', 'key', 'not-found', 'exists'];
  return kinds.includes(error.kind);
}

/** Why it failed, without what was asked: the report has that already. */
export function reasonOf(error: CallError): string {
  return error.message.replace(/^Could not [^:]*: /, '');
}

/** A question that got no answer that would tell anything. */
export function unanswered(
  check: CheckId,
  error: CallError,
  lines: CommandLines,
  subject?: string,
): CheckResult {
  const todo = { advice: error.hint ?? 'Run it again.', command: lines.again() };
  return found('not-checked', check, reasonOf(error), todo, { subject });
}
