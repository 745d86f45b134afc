import type { Environments } from './environment.ts';

/** What a settings file is to say; what is undefined or empty is left out of it. */
export interface SettingsDraft {
  readonly project: string | undefined;
  readonly component: string | undefined;
  readonly region: string | undefined;
  /** Relative to the file. */
  readonly tagsDir: string | undefined;
  readonly pathTemplate: string | undefined;
  readonly services: readonly string[];
  readonly environments: Environments;
}
