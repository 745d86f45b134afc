import type { CommandModule } from '../cli/command.ts';
import type { Context } from './context.ts';
import { deleteCommand } from './delete.ts';
import { deleteByPath } from './delete-by-path.ts';
import { exportCommand } from './export.ts';
import { get } from './get.ts';
import { list } from './list.ts';
import { putCommands } from './put.ts';
import { seed } from './seed.ts';
import { tag } from './tag.ts';

/** Every subcommand, in the order help shows them. */
export const registry: readonly CommandModule<Context>[] = [
  seed,
  exportCommand,
  ...putCommands,
  get,
  list,
  tag,
  deleteCommand,
  deleteByPath,
];
