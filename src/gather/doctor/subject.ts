import type { AccountProbes } from '../../core/account-probes.ts';
import type { Environments } from '../../core/environment.ts';
import type { PathTemplate } from '../../core/parameter/template.ts';
import type { Clock, FileReader, Identity, KeyDirectory, ParameterStore } from '../../core/ports.ts';
import type { Setting } from '../../core/setting.ts';
import type { CommandLines } from './lines.ts';

/** What a run of `doctor` is about. */
export interface Subject {
  /** Undefined for the whole account and Region, or for all that is below `path`. */
  readonly environment: string | undefined;
  /** Where parameters are read; without a slash at its end. Undefined for the whole account and Region. */
  readonly path: string | undefined;
  /** Those that the settings allow; none means any. */
  readonly accounts: readonly string[];
  readonly settings: SubjectSettings;
  /** A decryption is a read that CloudTrail logs, so it is asked for. */
  readonly decrypt: boolean;
  readonly bounds: Bounds;
  readonly lines: CommandLines;
}

export interface SubjectSettings {
  readonly template: PathTemplate;
  readonly project: string | undefined;
  readonly component: string;
  readonly services: readonly string[];
  readonly tagsDir: string | undefined;
  readonly environments: Environments;
  readonly settingsRegion: string | undefined;
  readonly settingsFile: string | undefined;
}

/** How much is asked at most. */
export interface Bounds {
  /** Of one listing: pages of DescribeParameters (50) and of GetParametersByPath (10), and milliseconds. */
  readonly describePages: number;
  readonly pathPages: number;
  readonly listingMs: number;
  /** Parameters near 100 versions whose labels are read. */
  readonly histories: number;
  /** Customer keys that are described, or decrypted with. */
  readonly keys: number;
}

/** A diagnosis is not worth a minute: what is left out is said. */
export const usualBounds: Bounds = {
  describePages: 240,
  pathPages: 400,
  listingMs: 10_000,
  histories: 20,
  keys: 20,
};

export const noBounds: Bounds = {
  describePages: Number.POSITIVE_INFINITY,
  pathPages: Number.POSITIVE_INFINITY,
  listingMs: Number.POSITIVE_INFINITY,
  histories: Number.POSITIVE_INFINITY,
  keys: Number.POSITIVE_INFINITY,
};

/** The way to AWS, as it was settled. */
export interface Way {
  readonly probes: AccountProbes;
  readonly store: ParameterStore;
  readonly keys: KeyDirectory;
  readonly identity: () => Identity;
  readonly explained: readonly Setting[];
  readonly warnings: readonly string[];
  readonly regionWarnings: readonly string[];
  readonly embedded: boolean;
  /** The variable that names a proxy; its value may hold a password. */
  readonly proxyVariable: string | undefined;
  readonly clock: Clock;
  readonly files: FileReader;
}
