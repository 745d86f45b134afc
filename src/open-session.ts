import { type CallEvent, type CallRunnerOptions, createCallRunner } from './apply/call-runner.ts';
import { type Connection, connect } from './aws/client.ts';
import type { Inspection, Session } from './commands/context.ts';
import { type Claim, wrongAccount } from './core/environment.ts';
import type { CallRunner } from './core/ports.ts';
import type { SecretNet } from './core/secret/net.ts';
import type { Setting } from './core/setting.ts';
import type { Terminal } from './core/terminal.ts';
import type { Host } from './host.ts';
import { defaultLocalAccount } from './local/default-account.ts';
import { netted } from './netted-store.ts';
import { openLocalStore } from './open-local-store.ts';
import { claimWarnings, countCalls, noteSilence, wayLines } from './session-notes.ts';
import type { SettingFlags } from './settings/flags.ts';
import type { Settings } from './settings/settings.ts';
import { version } from './version.ts';
import type { WatchedSignals } from './watch-signals.ts';

/** Flags that shape the way to AWS, as commander leaves them. */
export interface SessionFlags extends SettingFlags {
  readonly rate?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly maxAttempts?: number | undefined;
  /** Seconds. */
  readonly maxTime?: number | undefined;
}

export interface SessionOptions {
  /** Nobody is asked and no credential_process is started. */
  readonly unattended?: boolean;
  readonly host: Host;
  readonly flags: SessionFlags;
  readonly settings: Settings;
  readonly terminal: Terminal;
  readonly signals: WatchedSignals;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly verbose: boolean;
  readonly net: SecretNet;
}

export interface Sessions {
  /**
   * The same session every time; made at the first call, and anew as long as that fails. Until something has
   * succeeded, `firstSuccessBy` (a moment of the clock) takes the place of the runner's two minutes.
   */
  readonly open: (claim: Claim, firstSuccessBy?: number) => Promise<Session>;
  /** For `doctor`: no account is guarded, and calls are given up soon. */
  readonly inspect: (claim: Claim) => Promise<Inspection>;
  /** Region, profile, credentials and endpoint with their origins; sends nothing to AWS. */
  readonly explain: (claim: Claim) => Promise<readonly Setting[]>;
  readonly close: () => void;
}

/** The way to Parameter Store: AWS, an endpoint, or the embedded store, behind the same clients. */
export function createSessions(options: SessionOptions): Sessions {
  const closers: (() => void)[] = [];
  const said = new Set<string>();
  let opened: Promise<Session> | undefined;
  return {
    open: (claim, firstSuccessBy) => {
      opened ??= openSession(options, claim, closers, said, firstSuccessBy).catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      return opened;
    },
    inspect: (claim) => openInspection(options, claim, closers),
    explain: async (claim) => (await openConnection(options, claim, closers, untouched)).connection.explained,
    close: () => {
      for (const close of closers.splice(0).reverse()) close();
    },
  };
}

/** In the place of the embedded store where nothing is sent, so that looking at settings makes no store. */
const untouched = {
  handle: () => Promise.reject(new Error('Nothing is sent while settings are explained.')),
};

interface Opened {
  readonly connection: Connection;
  /** The store's folder, for the user; undefined on the way to AWS. */
  readonly localDir: string | undefined;
}

async function openConnection(
  options: SessionOptions,
  claim: Claim,
  closers: (() => void)[],
  instead?: typeof untouched,
): Promise<Opened> {
  const { host, flags, settings } = options;
  const account = (claim.accounts.length === 1 ? claim.accounts[0] : undefined) ?? defaultLocalAccount;
  const embedded =
    settings.local && !instead
      ? await openLocalStore(settings.localDir, {
          account,
          region: flags.region ?? 'us-east-1',
          now: host.clock.now,
        })
      : undefined;
  if (embedded) closers.push(() => embedded.close());
  const connection = await connect({
    version,
    env: host.homed ?? host.env,
    nodeVersion: host.nodeVersion,
    profile: flags.profile,
    region: flags.region,
    endpointUrl: flags.endpointUrl,
    roleArn: flags.roleArn,
    settingsProfile: claim.profile,
    settingsRegion: settings.settingsRegion,
    unattended: options.unattended,
    ...(settings.local && { requestHandler: embedded?.requestHandler ?? instead, localAccount: account }),
  });
  closers.push(() => connection.destroy());
  return { connection, localDir: embedded && settings.localDir };
}

async function openSession(
  options: SessionOptions,
  claim: Claim,
  closers: (() => void)[],
  said: Set<string>,
  firstSuccessBy: number | undefined,
): Promise<Session> {
  const { terminal, settings, quiet } = options;
  const { connection, localDir } = await openConnection(options, claim, closers);
  if (!quiet) {
    for (const warning of [...claimWarnings(claim, settings), ...connection.warnings]) {
      if (!said.has(warning)) terminal.err(`${terminal.errStyle.yellow('warning:')} ${warning}\n`);
      said.add(warning);
    }
  }
  if (localDir === undefined) await guardAccount(connection, claim);
  return sessionOver(options, { connection, localDir }, closers, { firstSuccessBy }).session;
}

/** The session of a connection, and the runner that all its calls go through. */
function sessionOver(
  options: SessionOptions,
  { connection, localDir }: Opened,
  closers: (() => void)[],
  patience: Pick<CallRunnerOptions, 'firstSuccessBy' | 'maxAttempts' | 'callTimeoutMs'>,
): { readonly session: Session; readonly runner: CallRunner } {
  const { host, flags, terminal, signals, quiet, debug, verbose } = options;
  host.spareMemory?.();
  const listeners = new Set<(event: CallEvent) => void>();
  if (!quiet) {
    const note = (text: string) => terminal.err(`${terminal.errStyle.yellow('warning:')} ${text}\n`);
    listeners.add(noteSilence(host.clock.now, note));
  }
  if (debug) {
    listeners.add(({ kind, family, because }) =>
      terminal.err(`debug: ${family} ${kind}${because ? ` (${because})` : ''}\n`),
    );
  }
  for (const word of [connection.region, connection.profile, connection.endpoint, localDir]) {
    if (word !== undefined) options.net.know(word);
  }
  if (verbose) {
    terminal.err(wayLines(connection.explained));
    const counts = countCalls();
    listeners.add(counts.add);
    closers.push(() => terminal.err(counts.line()));
  }
  const runner = createCallRunner({
    clock: host.clock,
    random: Math.random,
    signal: signals.soft,
    hardSignal: signals.hard,
    maxTimeMs: flags.maxTime === undefined ? undefined : flags.maxTime * 1000,
    firstSuccessBy: patience.firstSuccessBy,
    rate: flags.rate,
    concurrency: flags.concurrency,
    maxAttempts: flags.maxAttempts ?? patience.maxAttempts,
    callTimeoutMs: patience.callTimeoutMs,
    onEvent: (event) => {
      for (const listener of listeners) listener(event);
    },
  });
  const session: Session = {
    concurrency: flags.concurrency,
    onCall: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    store: netted(connection.store(runner), options.net),
    keys: connection.keys(runner),
    keyAdmin: () => connection.keyAdmin(runner),
    identity: () => ({
      ...connection.identity(),
      ...(localDir !== undefined && { endpoint: `embedded store ${localDir}` }),
    }),
    account: async () => (localDir === undefined ? await connection.account() : undefined),
  };
  return { session, runner };
}

/** Somebody waits for a diagnosis: what does not answer soon is one. */
const soon = { maxAttempts: 4, callTimeoutMs: 6_000 };

/** A session that no account guards, and the questions to ask through it. */
async function openInspection(
  options: SessionOptions,
  claim: Claim,
  closers: (() => void)[],
): Promise<Inspection> {
  const opened = await openConnection(options, claim, closers);
  const { connection, localDir } = opened;
  const { session, runner } = sessionOver(options, opened, closers, soon);
  return {
    session,
    probes: await connection.probes(runner, options.host.clock.now),
    explained: connection.explained,
    warnings: connection.warnings,
    regionWarnings: connection.regionWarnings,
    embedded: localDir !== undefined,
  };
}

/** Before the first call to Parameter Store. @throws SsmkitError, CallError `credentials` (exit 5). */
async function guardAccount(connection: Connection, claim: Claim): Promise<void> {
  if (claim.accounts.length === 0) return;
  const account = await connection.account();
  if (!claim.accounts.includes(account)) {
    throw wrongAccount(claim.environment, claim.accounts.join(' or '), account);
  }
}
