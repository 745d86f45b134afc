import { environmentOf, protectedAmong, requireAccount } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import type { Plan } from '../core/plan/step.ts';
import type { Identity } from '../core/ports.ts';
import { plural } from '../render/step-line.ts';
import type { CommandSettings, Context } from './context.ts';
import type { PlanRun } from './plan-run.ts';
import { showPlan } from './show-run.ts';

/** From this many deletes on somebody is asked. */
const askFrom = 2;

/**
 * Stops before the first write unless the plan's deletes are wanted. Where nobody can answer, DRY_RUN=0 is
 * the confirmation, as in the old scripts; what must be spelled out must be so everywhere.
 * @throws SsmkitError `confirmation-needed`.
 */
export async function confirm(context: Context, run: PlanRun, plan: Plan, identity: Identity): Promise<void> {
  const names = plan.steps.flatMap((step) => (step.kind === 'delete' ? [step.name] : []));
  const deletes = names.length;
  if (deletes === 0) return;
  const { environments, template } = context.settings;
  requireAccount(environments, template, names, identity.account);
  const { flags } = run;
  const guarded = protectedAmong(environments, template, names);
  if (guarded.length > 1) {
    throw new SsmkitError(
      'confirmation-needed',
      `Several protected environments are touched: ${guarded.join(', ')}.`,
      {
        hint: 'Delete in one of them at a time.',
      },
    );
  }
  const spellOut = toSpell(context.settings, names, run.spellOut);
  // `/mow/` and `/mow` are one prefix.
  const spelled = flags.confirm?.replace(/^(\/.+)\/$/, '$1');
  if (spellOut !== undefined && spelled !== spellOut) {
    throw new SsmkitError(
      'confirmation-needed',
      flags.confirm === undefined
        ? `Deleting here must be confirmed by name. Nothing was deleted.`
        : `--confirm ${JSON.stringify(flags.confirm)} is not what is about to be touched. Nothing was deleted.`,
      { hint: `Add --confirm ${spellOut} after looking at the preview.` },
    );
  }
  if (deletes < askFrom || flags.yes || spellOut !== undefined) return;
  const where = `account ${identity.account ?? 'unknown'}, ${identity.region}`;
  const question = `Delete ${plural(deletes, 'parameter')} in ${where}? Type yes to go on: `;
  if (context.interactive)
    showPlan(
      { ...context, terminal: { ...context.terminal, out: context.terminal.err } },
      run,
      plan,
      identity,
    );
  const answer = await context.ask(question);
  if (answer === undefined || /^y(es)?$/i.test(answer.trim())) return;
  throw new SsmkitError('confirmation-needed', 'Nothing was deleted.', {
    hint: 'Answer yes, or give --yes.',
  });
}

/**
 * What must be spelled out before these names are deleted: their protected environment; a prefix near the
 * root instead, where other names go as well, since the environment's name would not tell of them.
 */
export function toSpell(
  { environments, template }: CommandSettings,
  names: readonly string[],
  prefix: string | undefined,
): string | undefined {
  const [guarded] = protectedAmong(environments, template, names);
  if (guarded === undefined || prefix === undefined) return guarded ?? prefix;
  return names.every((name) => environmentOf(template, name) === guarded) ? guarded : prefix;
}
