import type { Style } from './style.ts';

/** The user's end of a run. The result goes to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  /** For an export to standard output. */
  readonly outBytes: (bytes: Uint8Array) => void;
  readonly err: (text: string) => void;
  /** Colours of stdout and of stderr; they can differ, as one of them may be a pipe. */
  readonly outStyle: Style;
  readonly errStyle: Style;
  /** Columns of stdout; 80 where it is not a terminal. */
  readonly columns: number;
  /** Is stderr a terminal, so that a line can be redrawn? */
  readonly redraws: boolean;
}

/** How fast long work goes, as far as it is known. */
export interface Pace {
  /** Things done a second, measured over the last seconds. */
  readonly perSecond: number | undefined;
  readonly secondsLeft: number | undefined;
  /** Calls that AWS throttled; all of them are sent again. */
  readonly throttled: number;
}

/** Progress of long work, on stderr. */
export interface Progress {
  readonly update: (done: number, pace: Pace) => void;
  /** Clears what a terminal still shows. */
  readonly end: () => void;
}
