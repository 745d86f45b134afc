import type { Clock, FileReader, Identity, KeyDirectory, ParameterStore } from '../core/ports.ts';
import type { Secret } from '../core/secret/secret.ts';
import type { Progress, Terminal } from '../core/terminal.ts';

export type OutputFormat = 'text' | 'json' | 'markdown';

/** Settings as far as commands need them; resolved once, by main. */
export interface CommandSettings {
  readonly project: string | undefined;
  readonly component: string;
  readonly tagsDir: string | undefined;
}

/** A way to Parameter Store and KMS; made at first need, since some commands never call AWS. */
export interface Session {
  /** --concurrency */
  readonly concurrency: number | undefined;
  readonly store: ParameterStore;
  readonly keys: KeyDirectory;
  /** Read it late: the account may only be known after the first answer. */
  readonly identity: () => Identity;
}

/** Writes an export so that its target is either the old file or the new one, whole. */
export interface ExportTarget {
  /** Answers warnings worth showing. @throws SsmkitError `failed` with the old file untouched. */
  write(path: string, text: Uint8Array, options: ExportTargetOptions): Promise<readonly string[]>;
}

export interface ExportTargetOptions {
  readonly mode: number | undefined;
  readonly owner: string | undefined;
  readonly group: string | undefined;
  readonly follow: boolean;
}

/** Everything a command works with; main.ts and the tests each make one. */
export interface Context {
  readonly terminal: Terminal;
  readonly files: FileReader;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Asks for a value that is not shown while typed; undefined where nobody can answer. */
  readonly askHidden: (question: string) => Promise<Secret | undefined>;
  /** Is there a terminal with somebody at it? */
  readonly interactive: boolean;
  /** Asks for a line of text; undefined where nobody can answer. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly exportTarget: ExportTarget;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly settings: CommandSettings;
  readonly output: OutputFormat;
  readonly quiet: boolean;
  /** What DRY_RUN and the flags say. */
  readonly mode: 'preview' | 'apply' | 'unset';
  /** Aborted by the first Ctrl-C: nothing new is begun. */
  readonly signal: AbortSignal;
  readonly connect: () => Promise<Session>;
  /** Shows how far a long run is. */
  readonly progress: (label: string, total: number) => Progress;
}
