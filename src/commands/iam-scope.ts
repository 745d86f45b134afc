import type { Claim } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { partitionOf, partitionProblem } from '../core/iam/partition.ts';
import { type ArnScope, quoted } from '../core/parameter/name.ts';
import type { KeyDirectory } from '../core/ports.ts';
import type { Context } from './context.ts';
import { textOption } from './options.ts';

export interface PolicyPlace {
  readonly scope: ArnScope;
  /** There where the account had to be asked for; keys can be looked up as well then. */
  readonly keys: KeyDirectory | undefined;
}

/**
 * Region, partition and account of a policy. AWS is asked only where neither --account nor the settings tell
 * the account. @throws SsmkitError `usage` saying what is missing.
 */
export async function policyPlace(
  context: Context,
  options: Readonly<Record<string, unknown>>,
  claim: Claim,
): Promise<PolicyPlace> {
  const explained = await context.explainConnection(claim);
  const region = explained.find(({ name }) => name === 'region')?.value ?? '';
  const partition = textOption(options, 'partition') ?? partitionOf(region);
  const problem = partitionProblem(partition, region);
  if (problem) throw new SsmkitError('usage', `The partition ${quoted(partition)} ${problem}.`);
  const given = textOption(options, 'account');
  if (given !== undefined && !/^\d{12}$/.test(given)) {
    throw new SsmkitError('usage', `--account takes 12 digits, not ${quoted(given)}.`);
  }
  const [only, ...others] = claim.accounts;
  const account = given ?? (others.length === 0 ? only : undefined);
  if (account !== undefined) return { scope: { partition, region, account }, keys: undefined };
  if (others.length > 0) {
    throw new SsmkitError('usage', `The account is one of ${claim.accounts.join(', ')}.`, {
      hint: 'Give --account.',
    });
  }
  const asked = await askForAccount(context, claim);
  return { scope: { partition, region, account: asked.account }, keys: asked.keys };
}

async function askForAccount(
  context: Context,
  claim: Claim,
): Promise<{ readonly account: string; readonly keys: KeyDirectory }> {
  try {
    const { probes, session } = await context.inspect(claim);
    const known = (await probes.credentials()).account;
    return { account: known ?? (await probes.caller()).account, keys: session.keys };
  } catch (error) {
    if (!(error instanceof SsmkitError) || error.code === 'interrupted') throw error;
    const where = claim.environment === undefined ? 'the environment' : claim.environment;
    throw new SsmkitError('usage', `The account is not known, and AWS did not tell it: ${error.message}`, {
      hint: `Give --account; or set "account" of ${where} in ssmkit.json. Then no credentials are needed.`,
      cause: error,
    });
  }
}
