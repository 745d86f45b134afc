import {
  DescribeParametersCommand,
  GetParameterHistoryCommand,
  GetServiceSettingCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { AccountProbes } from '../core/account-probes.ts';
import type { CallRunner } from '../core/ports.ts';
import { createServerClock, innermost } from './account-clock.ts';
import type { CredentialProvider } from './aws-credentials.ts';
import type { CallContext, Surroundings } from './call-context.ts';
import type { Operation } from './operation.ts';
import { send } from './send.ts';
import { toMetadata, toType } from './stored-parameter.ts';

export interface ProbeOptions {
  readonly ssm: SSMClient;
  /** Without its credentials. */
  readonly sts: STSClientConfig;
  readonly credentials: CredentialProvider;
  readonly runner: CallRunner;
  readonly around: (service: 'ssm' | 'sts' | undefined) => Surroundings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Milliseconds after which STS counts as not there: a private subnet often has no endpoint for it. */
const patience = 2_000;
const pageSize = 50;
/** Repeated when throttled alone: that nobody answers is what a probe is to find out. */
const once = 'write';

/** The questions of src/core/account-probes.ts, through the runner as every call. */
export function createAccountProbes(options: ProbeOptions): AccountProbes {
  const { ssm, runner, around } = options;
  const clock = createServerClock(options.now);
  ssm.middlewareStack.add(clock.middleware, innermost);
  const contextOf = (operation: Operation, subject: string) => (): CallContext => ({
    operation,
    subjects: [subject],
    around: around(operation === 'GetCallerIdentity' ? 'sts' : 'ssm'),
  });

  return {
    clockSkew: clock.skew,

    async credentials() {
      const { accountId, expiration } = await options.credentials();
      return { account: accountId, expiration, renew: around(undefined).renew };
    },

    async caller() {
      const { GetCallerIdentityCommand, STSClient } = await import('./sts-client.ts');
      const sts = new STSClient({ ...options.sts, credentials: options.credentials });
      sts.middlewareStack.add(clock.middleware, innermost);
      const { Arn = '', Account = '' } = await send(
        impatient(runner),
        'sts',
        once,
        contextOf('GetCallerIdentity', 'the credentials'),
        (call) => sts.send(new GetCallerIdentityCommand({}), call),
      );
      return { arn: Arn, account: Account };
    },

    async serviceSetting(SettingId) {
      const { ServiceSetting } = await send(
        runner,
        'describe',
        once,
        contextOf('GetServiceSetting', SettingId),
        (call) => ssm.send(new GetServiceSettingCommand({ SettingId }), call),
      );
      return ServiceSetting?.SettingValue;
    },

    async *describeAll() {
      let token: string | undefined;
      do {
        const NextToken = token;
        const page = await send(
          runner,
          'describe',
          'idempotent',
          contextOf('DescribeParameters', 'the parameters of the account'),
          (call) => ssm.send(new DescribeParametersCommand({ MaxResults: pageSize, NextToken }), call),
        );
        yield (page.Parameters ?? []).map((described) => {
          const { name, tier, keyId } = toMetadata(described, described.Name ?? '');
          return { name, tier, keyId, type: toType(described.Type), version: described.Version ?? 0 };
        });
        token = page.NextToken || undefined;
      } while (token !== undefined);
    },

    async oldestVersions(name) {
      const { Parameters = [] } = await send(
        runner,
        'describe',
        once,
        contextOf('GetParameterHistory', name),
        (call) => ssm.send(new GetParameterHistoryCommand({ Name: name, MaxResults: pageSize }), call),
      );
      return Parameters.map(({ Version = 0, Labels = [] }) => ({ version: Version, labels: Labels }));
    },
  };
}

/** The same runner with less time for a call. */
function impatient(runner: CallRunner): CallRunner {
  return {
    run: (family, rule, call) =>
      runner.run(family, rule, (signal) => call(AbortSignal.any([signal, AbortSignal.timeout(patience)]))),
  };
}
