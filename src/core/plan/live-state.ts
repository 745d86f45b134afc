import type { LiveParameter } from '../parameter/stored.ts';
import type { KeyDescription } from '../ports.ts';

/** The parameters a plan is about, as far as they could be read. */
export interface LiveState {
  /** By full name; names that do not exist are absent. */
  readonly parameters: ReadonlyMap<string, LiveParameter>;
  /** Customer keys by the id, alias or ARN they were asked for; absent when they were not or could not be. */
  readonly keys: ReadonlyMap<string, KeyDescription | 'missing'>;
  /** What could not be read, said once each with the missing action. */
  readonly notes: readonly string[];
}
