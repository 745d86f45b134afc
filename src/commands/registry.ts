import type { CommandModule } from '../cli/command.ts';
import { config } from './config.ts';
import type { Context } from './context.ts';
import { deleteCommand } from './delete.ts';
import { deleteByPath } from './delete-by-path.ts';
import { exec } from './exec.ts';
import { exportCommand } from './export.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { localReset } from './local-reset.ts';
import { localServe } from './local-serve.ts';
import { localStatus } from './local-status.ts';
import { putCommands } from './put.ts';
import { seed } from './seed.ts';
import { tag } from './tag.ts';
import { tree } from './tree.ts';

/** Every subcommand, in the order help shows them. */
export const registry: readonly CommandModule<Context>[] = [
  seed,
  exportCommand,
  exec,
  ...putCommands,
  get,
  list,
  tree,
  tag,
  deleteCommand,
  deleteByPath,
  config,
  localServe,
  localStatus,
  localReset,
];

/** What help says of a first word that commands share. */
export const groups: Readonly<Record<string, string>> = {
  local: 'the embedded Parameter Store and KMS: serve, status, reset',
};
