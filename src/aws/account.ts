import type { STSClientConfig } from '@aws-sdk/client-sts';
import { CallError } from '../core/call-error.ts';
import type { AwsCredentials, CredentialProvider } from './aws-credentials.ts';
import type { Surroundings } from './call-context.ts';
import { toCallError } from './call-error.ts';

/** Milliseconds after which STS counts as not there: a private subnet often has no endpoint for it. */
const patience = 2_000;

/**
 * The account of the credentials; STS is asked only when they carry none.
 * @throws CallError `credentials` naming the endpoint when STS does not answer in two seconds.
 */
export async function readAccount(
  credentials: CredentialProvider,
  config: STSClientConfig,
  around: Surroundings,
): Promise<string> {
  const known: AwsCredentials = await credentials();
  if (known.accountId !== undefined) return known.accountId;
  const { GetCallerIdentityCommand, STSClient } = await import('./sts-client.ts');
  const client = new STSClient({ ...config, credentials });
  const abortSignal = AbortSignal.timeout(patience);
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
    if (Account !== undefined) return Account;
    throw new Error('no account');
  } catch (error) {
    const context = { operation: 'GetCallerIdentity', subjects: ['the credentials'], around } as const;
    const failure = toCallError(error, context, abortSignal);
    if (failure.kind === 'credentials') throw failure;
    const endpoint = around.endpoint ?? hostOf(client, around.region ?? '');
    throw new CallError(
      'credentials',
      failure.kind === 'timeout'
        ? `STS at ${endpoint} did not answer within ${patience / 1000} s, so the account could not be checked.`
        : `STS at ${endpoint} could not be asked for the account: ${failure.message}`,
      {
        hint: 'Make that endpoint reachable, or take "account" out of the settings; without it STS is not asked.',
        awsCode: failure.awsCode,
        notYet: failure.kind === 'timeout' || failure.kind === 'connection',
      },
    );
  }
}

type Resolver = {
  readonly config: { readonly endpointProvider: (params: { Region: string }) => { url: URL } };
};

function hostOf(client: Resolver, region: string): string {
  return client.config.endpointProvider({ Region: region }).url.origin;
}
