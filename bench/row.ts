import type { Times } from './measure.ts';

export interface Row {
  readonly what: string;
  /** How long ssmkit takes, or how many bytes it is. */
  readonly ours: Times | Size;
  readonly reference: string;
  readonly theirs: Times | undefined;
  /** Ours over theirs, or what the budget speaks of. */
  readonly figure: string;
  readonly budget: string;
  /** Undefined for what is shown for comparison only. */
  readonly met: boolean | undefined;
}

export interface Size {
  readonly bytes: number;
}

/** By group, as bench/results.json keeps them. */
export type Results = Readonly<Record<string, { readonly machine: string; readonly rows: readonly Row[] }>>;
