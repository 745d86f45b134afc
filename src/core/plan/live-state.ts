import type { LiveParameter } from '../parameter/stored.ts';
import type { KeyDescription } from '../ports.ts';

/** The parameters a plan is about, as far as they could be read. */
export interface LiveState {
  /** By full name; names that do not exist are absent. */
  readonly parameters: ReadonlyMap<string, LiveParameter>;
  /** Customer keys by the id, alias or ARN they were asked for; absent when they were not or could not be. */
  readonly keys: ReadonlyMap<string, KeyDescription | 'missing'>;
  /** Names that may not be read; whether they exist is not known. */
  readonly unread?: ReadonlySet<string> | undefined;
  /** What could not be read, said once each with the missing action. */
  readonly notes: readonly string[];
}

/** Why a step about such a name is refused. */
export const unreadReason = 'may not be read, so what is there is unknown';
