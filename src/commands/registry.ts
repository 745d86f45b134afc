import type { CommandModule } from '../cli/command.ts';
import { completion } from './completion.ts';
import { config } from './config.ts';
import type { Context } from './context.ts';
import { deleteCommand } from './delete.ts';
import { deleteByPath } from './delete-by-path.ts';
import { doctor } from './doctor.ts';
import { exec } from './exec.ts';
import { exportCommand } from './export.ts';
import { get } from './get.ts';
import { iamPermissions } from './iam-permissions.ts';
import { iamPolicy } from './iam-policy.ts';
import { init } from './init.ts';
import { kmsEnsure } from './kms-ensure.ts';
import { kmsStatus } from './kms-status.ts';
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
  kmsEnsure,
  kmsStatus,
  doctor,
  init,
  config,
  iamPolicy,
  iamPermissions,
  completion,
  localServe,
  localStatus,
  localReset,
];

/** What help says of a first word that commands share. */
export const groups: Readonly<Record<string, string>> = {
  iam: 'least-privilege policies, and the table of permissions',
  kms: "an environment's key: ensure it, and the status of the keys in use",
  local: 'the embedded Parameter Store and KMS: serve, status, reset',
};
