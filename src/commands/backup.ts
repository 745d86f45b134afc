import type { Command } from 'commander';
import { SsmkitError } from '../core/errors.ts';
import { defaultTemplateText, parsePathTemplate } from '../core/parameter/template.ts';
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
 * Writes all that a plan deletes to a file, before the first delete. It must be complete, or nothing is
 * deleted. @throws SsmkitError, CallError when a value, a tag or the file cannot be read or written.
 */
export function backupRun(
  context: Context,
  file: string | undefined,
): ((session: Session, plan: Plan) => Promise<readonly string[]>) | undefined {
  if (file === undefined) return undefined;
  return async (session, plan) => {
    const names = plan.steps.filter(({ kind }) => kind === 'delete').map(({ name }) => name);
    if (names.length === 0) return [];
    const parameters = await readBackup(session.store, names);
    if (parameters.length !== names.length) {
      throw new SsmkitError(
        'failed',
        'Some parameters changed while they were backed up. Nothing was deleted.',
        {
          hint: 'Run again.',
        },
      );
    }
    const time = new Date(context.clock.now());
    const identity = session.identity();
    const bytes = file.endsWith('.json')
      ? renderBackup(parameters, identity, time)
      : renderBackupEnv(parameters, parsePathTemplate(defaultTemplateText), {
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
