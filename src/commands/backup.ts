import type { Command } from 'commander';
import { SsmkitError } from '../core/errors.ts';
import { quoted } from '../core/parameter/name.ts';
import type { Plan } from '../core/plan/step.ts';
import { readBackup } from '../gather/backup.ts';
import { renderBackupEnv } from '../render/backup-env.ts';
import { renderBackup } from '../render/dialect/backup-json.ts';
import { plural } from '../render/step-line.ts';
import type { Context, Session } from './context.ts';

export function backupOption(command: Command): void {
  command.option(
    '--backup <file>',
    'first write what is deleted, decrypted, to this file (0600): .json, or an env file',
  );
}

/**
 * Writes all that a plan deletes to a new file, before the first delete. It must be complete, or nothing is
 * deleted. @throws SsmkitError, CallError when a value, a tag or the file cannot be read or written.
 */
export async function backupRun(
  context: Context,
  file: string | undefined,
): Promise<((session: Session, plan: Plan) => Promise<readonly string[]>) | undefined> {
  if (file === undefined) return undefined;
  await requireNewFile(context, file);
  return async (session, plan) => {
    const deletes = plan.steps.filter((step) => step.kind === 'delete');
    if (deletes.length === 0) return [];
    const versions = new Map(deletes.map(({ name, fromVersion }) => [name as string, fromVersion]));
    const read = await readBackup(session.store, [...versions.keys()]);
    const parameters = read.filter(({ stored }) => versions.get(stored.name) === stored.version);
    if (parameters.length !== deletes.length) {
      const what = 'Some parameters changed, or were only half to be read, while they were backed up.';
      throw new SsmkitError('failed', `${what} Nothing was deleted.`, { hint: 'Run again.' });
    }
    await requireNewFile(context, file);
    const time = new Date(context.clock.now());
    const identity = session.identity();
    const bytes = file.endsWith('.json')
      ? renderBackup(parameters, identity, time)
      : renderBackupEnv(parameters, context.settings.template, {
          region: identity.region,
          time,
        });
    await context.exportTarget.write(file, bytes, {
      mode: 0o600,
      owner: undefined,
      group: undefined,
      follow: false,
    });
    return [`Backed up ${plural(parameters.length, 'parameter')} to ${file} (mode 600).`];
  };
}

/**
 * The file of an earlier run may hold the only copy of what that run deleted; a second run of the same command
 * must not replace it by the rest. @throws SsmkitError `usage`.
 */
async function requireNewFile(context: Context, file: string): Promise<void> {
  if (file === '' || file === '-') {
    throw new SsmkitError('usage', `--backup takes a file, not ${JSON.stringify(file)}.`);
  }
  if (!(await context.files.exists(file))) return;
  throw new SsmkitError('usage', `The backup file ${quoted(file)} is there already. Nothing was deleted.`, {
    hint: 'Name another file: that one may hold what an earlier run deleted.',
  });
}
