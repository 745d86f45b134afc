import type { SettingsDraft } from '../core/settings-draft.ts';
import type { FolderEntry } from '../gather/init-folder.ts';

/** A profile of the AWS files, as far as settings can be told by it. */
export interface KnownProfile {
  readonly name: string;
  readonly region: string | undefined;
  /** Of its SSO settings or its role. */
  readonly account: string | undefined;
}

/** What `init` looks at beside the store, and how a settings file is written. */
export interface InitPort {
  /** --config, else ssmkit.json in the working directory: its full path, and as somebody would write it. */
  readonly target: { readonly path: string; readonly shown: string };
  /** Name of the folder that the file is to lie in; empty for the root. */
  readonly folderName: string;
  /** A path as it stands on the command line, as seen from that folder. */
  readonly besideTarget: (path: string) => string;
  /** @throws InputError for what no command could read. */
  readonly textOf: (draft: SettingsDraft) => string;
  readonly list: (folder: string) => Promise<readonly FolderEntry[] | undefined>;
  readonly profiles: () => Promise<readonly KnownProfile[]>;
}
