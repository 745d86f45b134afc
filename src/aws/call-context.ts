import { quoted } from '../core/parameter/name.ts';
import type { Secret } from '../core/secret/secret.ts';
import { type Operation, verbOf } from './operation.ts';

/** What is known around every call of a connection, for hints. */
export interface Surroundings {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  /** The custom endpoint, when there is one. */
  readonly endpoint?: string | undefined;
  /** How to renew the credentials in use, as one sentence. */
  readonly renew?: string | undefined;
}

/** What one call was about. */
export interface CallContext {
  readonly operation: Operation;
  /** Parameter names, a path, a key or a role. */
  readonly subjects: readonly string[];
  /** The value the request carried; it is taken out of whatever AWS answers. */
  readonly value?: Secret | undefined;
  readonly keyId?: string | undefined;
  readonly around: Surroundings;
}

/** `/mow/x`, or `10 parameters ("/a" to "/j")`. */
function subjectOf(context: CallContext): string {
  const [first, ...others] = context.subjects;
  if (first === undefined) return 'parameters';
  const last = others.at(-1);
  if (last === undefined) return shown(first);
  return `${context.subjects.length} parameters (${shown(first)} to ${shown(last)})`;
}

/** `Could not read /mow/x`. */
export function whatFailed(context: CallContext): string {
  return `Could not ${verbOf(context.operation)} ${subjectOf(context)}`;
}

/** A plain name as it is; anything else escaped and in quotes, so that it cannot steer a terminal. */
function shown(name: string): string {
  return /^[A-Za-z0-9_.\-/:@+=, ]+$/.test(name) ? name : quoted(name);
}
