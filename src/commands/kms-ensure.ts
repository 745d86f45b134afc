import { type Command, Option } from 'commander';
import { type CommandInput, type CommandModule, collect } from '../cli/command.ts';
import { addApplyOptions } from '../cli/global-options.ts';
import { environmentOption } from '../cli/program.ts';
import { claimOf } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { partitionOf } from '../core/iam/partition.ts';
import { assembleKey } from '../core/key/assemble-key.ts';
import { settingsKey } from '../core/key/environment-key.ts';
import { hasRoles, type KeyDraft } from '../core/key/key-draft.ts';
import type { KeyPlan } from '../core/key/key-plan.ts';
import { readKeyState } from '../gather/key-state.ts';
import type { Context, Session } from './context.ts';
import { keyDraft } from './kms-draft.ts';
import { runKeyPlan } from './kms-run.ts';
import { runFlags } from './options.ts';
import { addTagOptions } from './tag-options.ts';

export const kmsEnsure: CommandModule<Context> = {
  name: 'kms ensure',
  summary: 'make sure that an environment has its KMS key, with alias, tags and rotation',
  about:
    'The key has the alias alias/ssm-<environment>. What is missing is created, what differs is changed, what is right is left alone; an alias is never pointed elsewhere. After an interruption run it again: the key that was made is found by its tag, and no second one is created.',
  examples: [
    { does: 'a preview: nothing is changed', line: 'ssmkit kms ensure --environment prod' },
    {
      does: 'carried out, with tags and a rotation every half year',
      line: 'ssmkit kms ensure --environment prod --tag Owner=platform \\\n  --rotation-period 180 --apply',
    },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  const arn = (flags: string, description: string) =>
    command.addOption(new Option(flags, description).argParser(collect));
  command
    .addOption(environmentOption())
    .option('--description <text>', 'description of the key (default: the one it has)')
    .option('--rotation-period <days>', '90 to 2560 (default: the one it has; 365 when new)');
  arn('--role-admin <arn>', 'role or user who may manage the key; repeatable');
  arn('--role-use <arn>', 'role or user who may use it for the parameters of the environment; repeatable');
  command.option('--new-key', 'create a key although the tags of some keys may not be read');
  addTagOptions(command);
  addApplyOptions(command);
}

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const { settings } = context;
  const draft = await keyDraft(context, options);
  const { environment, alias } = draft;
  const named = settingsKey(settings.environments, environment);
  const notes =
    named === undefined || named === alias
      ? []
      : [`ssmkit.json names ${named} as the key of ${environment}: new secrets use that one, not ${alias}.`];
  return await runKeyPlan(context, {
    title: `kms ensure ${alias}`,
    claim: claimOf(settings.environments, environment),
    draft,
    plan: async (session) => {
      const plan = await planOf(session, draft);
      return { ...plan, notes: [...plan.notes, ...notes] };
    },
    unread: (why, onPurpose) => ({
      ...{ environment, alias, keyId: undefined, notes },
      steps: [{ kind: 'unknown' }],
      stateUnknown: { why, onPurpose },
    }),
    flags: runFlags(options, true),
  });
}

async function planOf(session: Session, draft: KeyDraft): Promise<KeyPlan> {
  const reading = await readKeyState(await session.keyAdmin(), draft);
  const { found } = reading;
  const { region, account: seen } = session.identity();
  const account = 'live' in found ? found.live.key.account : seen;
  if (account === undefined && hasRoles(draft.roles)) {
    throw new SsmkitError('settings', 'A policy names the account, and the account is not known.', {
      hint: `Set "account" of ${draft.environment} in ssmkit.json, or AWS_ACCOUNT_ID.`,
    });
  }
  return assembleKey(draft, reading, { partition: partitionOf(region), region, account: account ?? '' });
}
