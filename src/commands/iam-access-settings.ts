import { claimOf, claimOfPath, noClaim } from '../core/environment.ts';
import { isDefaultKey } from '../core/iam/key-ref.ts';
import { parameters } from '../core/iam/need.ts';
import { parsePrefix } from '../gather/below-path.ts';
import { type AccessLine, access, type CommandAccess, type Facts, keysOf } from './iam-access.ts';
import { listOption, switchOption, textOption } from './options.ts';

interface InitFacts extends Facts {
  readonly paths: readonly string[];
}

/** The account that --discover asks for needs no permission. */
export const initAccess: CommandAccess = access<InitFacts>(
  async ({ context, input }) => {
    const { environments, template } = context.settings;
    const given =
      textOption(input.options, 'fromPath') ?? (switchOption(input.options, 'discover') ? '/' : undefined);
    if (given === undefined) return { claim: noClaim, paths: [] };
    const path = parsePrefix(given);
    return { claim: claimOfPath(environments, template, path), paths: [path] };
  },
  [
    {
      action: 'ssm:GetParametersByPath',
      on: 'the path',
      when: 'with --from-path or --discover',
      targets: ({ paths }) => parameters(paths),
    },
  ],
);

/** Printing the script calls nothing; what it starts while somebody types is no command line of theirs. */
export const completionAccess: CommandAccess = {
  permissions: [
    {
      action: 'ssm:GetParametersByPath',
      on: 'the path that is being typed',
      when: 'a name is completed',
      without: 'names are not completed',
    },
  ],
};

interface PolicyFacts extends Facts {
  readonly aliases: readonly string[];
}

export const iamPolicyAccess: CommandAccess = access<PolicyFacts>(policyFacts, [
  {
    action: 'kms:DescribeKey',
    on: 'the key behind an alias',
    when: 'neither --account nor ssmkit.json tells the account',
    without: 'the policy names the alias by a condition',
    targets: ({ aliases }) => aliases.map((keyId) => ({ kind: 'key', keyId })),
  },
]);

async function policyFacts(line: AccessLine): Promise<PolicyFacts> {
  const { environments } = line.context.settings;
  const { options } = line.input;
  const environment = textOption(options, 'environment');
  const claim = environment === undefined ? noClaim : claimOf(environments, environment);
  const known = textOption(options, 'account') !== undefined || claim.accounts.length > 0;
  const given = listOption(options, 'keyId');
  const keyIds = given.length > 0 || environment === undefined ? given : keysOf(line, [environment]);
  const aliases = keyIds.filter((keyId) => /(^|:)alias\//.test(keyId) && !isDefaultKey(keyId));
  return { claim, aliases: known ? [] : aliases };
}
