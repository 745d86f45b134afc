import { readInput, type Shape } from './shape/shape.ts';
import type { Database } from './store/database.ts';
import type { ParameterView } from './store/parameters.ts';
import type { Scope } from './store/scope.ts';
import type { Sealer } from './store/sealing.ts';

/** Everything one call may touch. */
export interface Call {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly scope: Scope;
  /** What reads see; writes look with `currentView`. */
  readonly view: ParameterView;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The caller's ARN. */
  readonly caller: string;
  readonly requestId: string;
  /** @throws AwsError AccessDeniedException when a fault denies the action (`ssm:…`, `kms:…`). */
  readonly authorize: (action: string, resource: string) => void;
  /** True when a fault disables the key: given as its id, ARN or one of its aliases. */
  readonly keyDisabled: (names: readonly string[]) => boolean;
}

export interface Operation {
  /** A write takes the database's lock before it looks at anything. */
  readonly mode: 'read' | 'write';
  /** @throws AwsError */
  readonly run: (json: unknown, call: Call) => object;
}

export function operation<T>(
  mode: Operation['mode'],
  input: Shape<T>,
  handler: (input: T, call: Call) => object,
): Operation {
  return { mode, run: (json, call) => handler(readInput(input, json), call) };
}

/** AWS JSON carries time as epoch seconds with a fraction. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}
