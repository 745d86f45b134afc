import type { AccountProbes } from '../core/account-probes.ts';
import type { KeyAdmin } from '../core/key/key-admin.ts';
import type { CallRunner, Identity, KeyDirectory, ParameterStore } from '../core/ports.ts';
import type { Setting } from '../core/setting.ts';
import { readAccount } from './account.ts';
import type { CredentialProvider } from './aws-credentials.ts';
import { clientConfig } from './client-config.ts';
import type { ConnectOptions } from './connect-options.ts';
import { type Settled, settle, settleLocally } from './settled.ts';

export interface Connection {
  readonly region: string;
  /** The profile whose credentials are used, unless it is merely the default one. */
  readonly profile: string | undefined;
  /** The custom endpoint of Parameter Store. */
  readonly endpoint: string | undefined;
  /** To be said on stderr, each once. */
  readonly warnings: readonly string[];
  /** Those of them that are about the Region. */
  readonly regionWarnings: readonly string[];
  /** Region, profile, credentials and endpoint with their origins. */
  readonly explained: readonly Setting[];
  store(runner: CallRunner): ParameterStore;
  keys(runner: CallRunner): KeyDirectory;
  keyAdmin(runner: CallRunner): Promise<KeyAdmin>;
  /** `now` is our clock, in milliseconds since the epoch: the server's is compared with it. */
  probes(runner: CallRunner, now: () => number): Promise<AccountProbes>;
  /** What is known without asking; the account may appear after the first answer. */
  identity(): Identity;
  /**
   * The account of the credentials, for the guard: STS is asked only when they carry none.
   * @throws CallError `credentials` (exit 5) when there are none or STS is silent for two seconds.
   */
  account(): Promise<string>;
  destroy(): void;
}

/**
 * Settles Region, profile, endpoints and the source of the credentials, and makes the clients; the
 * credentials themselves are fetched by the first call.
 * @throws SsmkitError `usage` for a bad Region or endpoint, `settings` without a Region; CallError
 *   `credentials` for a profile that does not exist.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const settled =
    options.requestHandler === undefined
      ? await settle(options)
      : await settleLocally(options, options.requestHandler);
  return open(settled, options.localAccount);
}

async function open(settled: Settled, localAccount: string | undefined): Promise<Connection> {
  const { client, endpoints, profile } = settled;
  const { region } = client;
  let account = localAccount;
  const credentials: CredentialProvider = async () => {
    const found = await settled.credentials();
    account ??= found.accountId;
    return found;
  };
  // The clients load here, so that nothing of the SDK stands behind --help.
  const [{ SSMClient }, { createParameterStore }] = await Promise.all([
    import('./ssm-client.ts'),
    import('./parameter-store.ts'),
  ]);
  const ssm = new SSMClient({ ...clientConfig(client, endpoints.ssm), credentials });
  // That client remembers the credentials until they are about to expire; the others borrow its memory.
  const remembered: CredentialProvider = () => ssm.config.credentials();

  return {
    region,
    profile,
    endpoint: endpoints.ssm,
    warnings: settled.warnings,
    regionWarnings: settled.regionWarnings,
    explained: settled.explained,
    store: (runner) =>
      createParameterStore(ssm, runner, {
        around: () => settled.around('ssm'),
        onArn: (arn) => {
          account ??= accountOf(arn);
        },
      }),
    keys: (runner) => lazyKeys(runner, settled, remembered),
    async keyAdmin(runner) {
      const [{ KMSClient }, { createKeyAdmin }] = await Promise.all([
        import('./kms-client.ts'),
        import('./key-admin.ts'),
      ]);
      const kms = new KMSClient({ ...clientConfig(client, endpoints.kms), credentials: remembered });
      const onArn = (arn: string) => {
        account ??= accountOf(arn);
      };
      return createKeyAdmin({ kms, ssm, runner, around: settled.around, onArn });
    },
    async probes(runner, now) {
      const { createAccountProbes } = await import('./account-probes.ts');
      const sts = clientConfig(client, endpoints.sts);
      const around = settled.around;
      return createAccountProbes({ ssm, sts, credentials: remembered, runner, around, now });
    },
    identity: () => ({ region, profile, account, endpoint: endpoints.ssm }),
    async account() {
      // Never from an ARN: a shared parameter carries the account of its owner.
      account = await readAccount(remembered, clientConfig(client, endpoints.sts), settled.around('sts'));
      return account;
    },
    destroy() {
      ssm.destroy();
      settled.destroy();
    },
  };
}

/** KMS is asked by few commands, and its client loads for those only. */
function lazyKeys(runner: CallRunner, settled: Settled, credentials: CredentialProvider): KeyDirectory {
  let directory: Promise<KeyDirectory> | undefined;
  const load = async () => {
    const [{ KMSClient }, { createKeyDirectory }] = await Promise.all([
      import('./kms-client.ts'),
      import('./key-directory.ts'),
    ]);
    const kms = new KMSClient({ ...clientConfig(settled.client, settled.endpoints.kms), credentials });
    return createKeyDirectory(kms, runner, () => settled.around('kms'));
  };
  return {
    async describeKey(keyId) {
      directory ??= load();
      return (await directory).describeKey(keyId);
    },
  };
}

/** `arn:aws:ssm:us-east-1:123456789012:parameter/x`; AWS's own public parameters carry no account. */
function accountOf(arn: string): string | undefined {
  const account = arn.split(':')[4];
  return account === '' ? undefined : account;
}
