import type { CommandModule } from '../cli/command.ts';
import type { Context } from './context.ts';
import { exportCommand } from './export.ts';
import { putCommands } from './put.ts';
import { seed } from './seed.ts';

/** Every subcommand, in the order help shows them. */
export const registry: readonly CommandModule<Context>[] = [seed, exportCommand, ...putCommands];
