import type { FaultSource, LocalPort, LocalReport, LocalServeOptions } from './commands/local-port.ts';
import { type Finding, InputError, SsmkitError } from './core/errors.ts';
import { findFiles, removeFiles } from './files/store-files.ts';
import type { Host } from './host.ts';
import { defaultLocalAccount } from './local/default-account.ts';
import type { FaultPlan } from './local/fault-plan.ts';
import { openLocalStore, storeFiles } from './open-local-store.ts';
import type { SessionFlags } from './open-session.ts';
import type { Settings } from './settings/settings.ts';

/**
 * The environment that settings are resolved from. `local …` is about the embedded store whatever endpoint is
 * there, since the lines that `local serve` prints put one there; only a flag can contradict it.
 * @throws SsmkitError `usage`
 */
export function settingsEnvironment(command: string, flags: SessionFlags, env: Host['env']): Host['env'] {
  if (!command.startsWith('local ')) return env;
  if (flags.endpointUrl !== undefined) {
    throw new SsmkitError(
      'usage',
      `ssmkit ${command} is about the embedded store and takes no --endpoint-url.`,
    );
  }
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_ENDPOINT_URL')));
}

/** The embedded store from outside, for the `local` commands. */
export function createLocalPort(host: Host, settings: Settings, flags: SessionFlags): LocalPort {
  const folder = settings.localDir;
  const region =
    [flags.region, host.env.AWS_REGION, host.env.AWS_DEFAULT_REGION, settings.settingsRegion].find(Boolean) ??
    'us-east-1';
  return {
    serve: ({ account = onlyAccount(settings), ...rest }) =>
      serve(host, folder, region, { ...rest, account }),
    inspect: () => inspect(host, folder),
    remove: () => remove(folder),
  };
}

/** The account that every environment of the settings is in, which is the one that `--local` plays then. */
function onlyAccount({ environments }: Settings): string | undefined {
  const accounts = new Set([...environments.values()].map(({ account }) => account));
  return accounts.size === 1 ? [...accounts][0] : undefined;
}

async function serve(host: Host, folder: string, region: string, options: LocalServeOptions) {
  const [{ createControl }, { startLocalServer }, { joinFaultPlans, readFaultPlan }] = await Promise.all([
    import('./local/control.ts'),
    import('./local/http-server.ts'),
    import('./local/read-fault-plan.ts'),
  ]);
  const faults = joinFaultPlans(readSources(options.faults, readFaultPlan));
  const account = options.account ?? defaultLocalAccount;
  const store = await openLocalStore(folder, {
    account,
    region,
    now: host.clock.now,
    faults,
    onInternalError: (error) => options.onInternalError(error instanceof Error ? error.name : typeof error),
  });
  try {
    const server = await startLocalServer({
      dispatch: store.dispatch,
      control: createControl({ initial: faults, setFaults: store.setFaults, now: host.clock.now }),
      port: options.port,
      host: '127.0.0.1',
      now: () => performance.now(),
      onAccess: options.onAccess,
    });
    const close = async () => {
      await server.close();
      store.close();
    };
    return { url: server.url, port: server.port, account, region, close };
  } catch (error) {
    store.close();
    throw listenProblem(error, options.port);
  }
}

function readSources(
  sources: readonly FaultSource[],
  readFaultPlan: typeof import('./local/read-fault-plan.ts').readFaultPlan,
): readonly FaultPlan[] {
  const findings: Finding[] = [];
  const plans = sources.flatMap(({ name, json }) => {
    const read = readFaultPlan(json);
    if ('plan' in read) return [read.plan];
    findings.push(
      ...read.problems.map((message): Finding => ({ severity: 'error', file: name, line: 0, message })),
    );
    return [];
  });
  if (findings.length > 0) throw new InputError('The fault plan cannot be used.', findings);
  return plans;
}

function listenProblem(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const what = code === 'EADDRINUSE' ? 'is in use' : code === 'EACCES' ? 'is not permitted' : undefined;
  if (what === undefined) return error;
  return new SsmkitError('failed', `Listening on 127.0.0.1:${port}: the port ${what}.`, {
    hint: 'Stop what listens there, or choose another port: --port 0 takes a free one.',
    cause: error,
  });
}

async function inspect(host: Host, folder: string): Promise<LocalReport> {
  const files = await findFiles(folder, storeFiles.all);
  const has = (name: string) => files.some((file) => file.name === name);
  const report = { folder, files, scopes: [], problem: undefined };
  if (!has(storeFiles.database)) return report;
  // Opening would make a new key, and make the store unreadable for the right one.
  if (!has(storeFiles.key)) {
    const hint = 'Put the key file back, or start over with: ssmkit local reset';
    return { ...report, problem: { message: `The file ${storeFiles.key} is missing.`, hint } };
  }
  try {
    const store = await openLocalStore(folder, {
      account: defaultLocalAccount,
      region: 'us-east-1',
      now: host.clock.now,
    });
    const scopes = store.inventory();
    store.close();
    return { ...report, scopes };
  } catch (error) {
    if (error instanceof SsmkitError)
      return { ...report, problem: { message: error.message, hint: error.hint } };
    const message = 'SQLite cannot open the database.';
    return { ...report, problem: { message, hint: 'Start over with: ssmkit local reset' } };
  }
}

async function remove(folder: string): Promise<void> {
  const work = () => removeFiles(folder, storeFiles.all);
  const [database] = await findFiles(folder, [storeFiles.database]);
  if (database === undefined) return await work();
  const { runAlone } = await import('./local/store/alone.ts');
  if (await runAlone(`${folder}/${storeFiles.database}`, work)) return;
  throw new SsmkitError('refused', `Another process has the embedded store in ${folder} open.`, {
    hint: 'Stop ssmkit local serve first: what it writes after a reset would be lost.',
  });
}
