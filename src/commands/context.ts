import type { CallEvent } from '../apply/call-runner.ts';
import type { CommandInput } from '../cli/command.ts';
import type { AccountProbes } from '../core/account-probes.ts';
import type { Claim, Environments } from '../core/environment.ts';
import type { KeyAdmin } from '../core/key/key-admin.ts';
import type { PathTemplate } from '../core/parameter/template.ts';
import type { Clock, FileReader, Identity, KeyDirectory, ParameterStore } from '../core/ports.ts';
import type { ProgramPort } from '../core/program.ts';
import type { Secret } from '../core/secret/secret.ts';
import type { Setting } from '../core/setting.ts';
import type { Progress, Terminal } from '../core/terminal.ts';
import type { InitPort } from './init-port.ts';
import type { LocalPort } from './local-port.ts';

export type OutputFormat = 'text' | 'json' | 'markdown';

/** Settings as far as commands need them; resolved once, by main. */
export interface CommandSettings {
  readonly project: string | undefined;
  readonly component: string;
  readonly tagsDir: string | undefined;
  readonly template: PathTemplate;
  /** Services to export where discovery is denied. */
  readonly services: readonly string[];
  /** Parameter keys by env name. */
  readonly keys: ReadonlyMap<string, string>;
  readonly newKeysNamed: boolean;
  readonly environments: Environments;
  /** Of the settings file alone. */
  readonly settingsRegion: string | undefined;
  /** The settings file, where there is one. */
  readonly settingsFile: string | undefined;
  readonly explained: readonly Setting[];
}

/** A way to Parameter Store and KMS; made at first need, since some commands never call AWS. */
export interface Session {
  /** --concurrency */
  readonly concurrency: number | undefined;
  /** Hears of every answer from now on; answers a function that stops listening. */
  readonly onCall: (listener: (event: CallEvent) => void) => () => void;
  readonly store: ParameterStore;
  readonly keys: KeyDirectory;
  /** For the `kms` commands; its client loads when it is asked for. */
  readonly keyAdmin: () => Promise<KeyAdmin>;
  /** Read it late: the account may only be known after the first answer. */
  readonly identity: () => Identity;
  /** Of the credentials; STS is asked where they carry none. Undefined for the embedded store, which plays any. */
  readonly account: () => Promise<string | undefined>;
}

/** The way to AWS as it is, for `doctor`: also where no other command would go on. */
export interface Inspection {
  readonly session: Session;
  readonly probes: AccountProbes;
  /** Region, profile, credentials and endpoint with their origins. */
  readonly explained: readonly Setting[];
  readonly warnings: readonly string[];
  /** Those of them that are about the Region. */
  readonly regionWarnings: readonly string[];
  /** The embedded store, which plays any account. */
  readonly embedded: boolean;
}

/** Writes an export so that its target is either the old file or the new one, whole. */
export interface ExportTarget {
  /** @throws SsmkitError `failed` with the old file untouched. */
  write(path: string, text: Uint8Array, options: ExportTargetOptions): Promise<void>;
  /** The file that is to be merged into. @throws SsmkitError as `write` does. */
  read(path: string, options: Pick<ExportTargetOptions, 'follow'>): Promise<ReadTarget>;
  /** Adds to the end of a file, which keeps its owner and mode. @throws SsmkitError as `write` does. */
  append(path: string, text: Uint8Array, options: Pick<ExportTargetOptions, 'follow'>): Promise<void>;
}

/** `bytes` are undefined where there is no file; `stamp` tells its state from a later one. */
export interface ReadTarget {
  readonly bytes: Uint8Array | undefined;
  readonly stamp: string | undefined;
}

export interface ExportTargetOptions {
  readonly mode: number | undefined;
  readonly owner: string | undefined;
  readonly group: string | undefined;
  readonly follow: boolean;
  /** A file that is not in this state any more is not replaced. */
  readonly unchangedSince?: Pick<ReadTarget, 'stamp'> | undefined;
}

/** A command line as ssmkit understands it here. Nothing of it is run. */
export interface UnderstoodLine {
  readonly command: string;
  readonly input: CommandInput;
  /** What the command would work with. */
  readonly context: Context;
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
  /** Takes every SecureString that this run knows out of a text. */
  readonly clean: (text: string) => string;
  /**
   * One session a run; its calls are repeated until `firstSuccessBy`, a moment of the clock, as long as none
   * has succeeded. @throws SsmkitError `credentials` when the account is not the claimed one.
   */
  readonly connect: (claim: Claim, firstSuccessBy?: number) => Promise<Session>;
  /** Without the account guard. @throws SsmkitError as `connect` does, for what is wrong before any call. */
  readonly inspect: (claim: Claim) => Promise<Inspection>;
  /** The embedded store itself, for the `local` commands; all others reach it through `connect`. */
  readonly local: LocalPort;
  /** What `init` looks at and makes. */
  readonly init: InitPort;
  readonly programs: ProgramPort;
  /**
   * Another command line, parsed by the same declarations, under the settings of this run as far as it says
   * nothing else; undefined where it only prints help. @throws SsmkitError as the command line itself would.
   */
  readonly understand: (args: readonly string[]) => Promise<UnderstoodLine | undefined>;
  /** The settings of that session with their origins; nothing is sent. */
  readonly explainConnection: (claim: Claim) => Promise<readonly Setting[]>;
  /** Shows how far a long run is; `total` undefined where nobody knows how much there is. */
  readonly progress: (label: string, total: number | undefined) => Progress;
}
