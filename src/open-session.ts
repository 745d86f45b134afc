import { createCallRunner } from './apply/call-runner.ts';
import { connect } from './aws/client.ts';
import type { Session } from './commands/context.ts';
import type { Terminal } from './core/terminal.ts';
import { readOrCreateKeyFile } from './files/key-file.ts';
import { createPrivateFolder } from './files/private-folder.ts';
import { defaultLocalAccount, type EmbeddedStore, openEmbeddedStore } from './local/embedded-store.ts';
import type { Host } from './run-cli.ts';
import type { SettingFlags, Settings } from './settings/settings.ts';
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
  readonly host: Host;
  readonly flags: SessionFlags;
  readonly settings: Settings;
  readonly terminal: Terminal;
  readonly signals: WatchedSignals;
  readonly quiet: boolean;
  readonly debug: boolean;
}

export interface Sessions {
  /** The same session every time; made at the first call. */
  readonly open: () => Promise<Session>;
  readonly close: () => void;
}

/** The way to Parameter Store: AWS, an endpoint, or the embedded store, behind the same clients. */
export function createSessions(options: SessionOptions): Sessions {
  const closers: (() => void)[] = [];
  let opened: Promise<Session> | undefined;
  return {
    open: () => {
      opened ??= openSession(options, closers);
      return opened;
    },
    close: () => {
      for (const close of closers.splice(0).reverse()) close();
    },
  };
}

async function openSession(options: SessionOptions, closers: (() => void)[]): Promise<Session> {
  const { host, flags, settings, terminal, signals, quiet, debug } = options;
  const embedded = settings.local ? await openLocal(settings, flags, host) : undefined;
  if (embedded) closers.push(() => embedded.close());
  const connection = await connect({
    version,
    env: host.env,
    nodeVersion: host.nodeVersion,
    profile: flags.profile,
    region: flags.region,
    endpointUrl: flags.endpointUrl,
    roleArn: flags.roleArn,
    settingsRegion: settings.settingsRegion,
    ...(embedded && { requestHandler: embedded.requestHandler, localAccount: defaultLocalAccount }),
  });
  closers.push(() => connection.destroy());
  if (!quiet) {
    for (const warning of connection.warnings)
      terminal.err(`${terminal.errStyle.yellow('warning:')} ${warning}\n`);
  }
  const runner = createCallRunner({
    clock: host.clock,
    random: Math.random,
    signal: signals.soft,
    hardSignal: signals.hard,
    maxTimeMs: flags.maxTime === undefined ? undefined : flags.maxTime * 1000,
    rate: flags.rate,
    concurrency: flags.concurrency,
    maxAttempts: flags.maxAttempts,
    onEvent: debug
      ? ({ kind, family, because }) =>
          terminal.err(`debug: ${family} ${kind}${because ? ` (${because})` : ''}\n`)
      : undefined,
  });
  return {
    concurrency: flags.concurrency,
    store: connection.store(runner),
    keys: connection.keys(runner),
    identity: () => ({
      ...connection.identity(),
      ...(embedded && { endpoint: `embedded store ${settings.localDir}` }),
    }),
  };
}

async function openLocal(settings: Settings, flags: SessionFlags, host: Host): Promise<EmbeddedStore> {
  await createPrivateFolder(settings.localDir);
  const key = await readOrCreateKeyFile(`${settings.localDir}/key`, () =>
    crypto.getRandomValues(new Uint8Array(32)),
  );
  return openEmbeddedStore({
    folder: { path: settings.localDir, databasePath: `${settings.localDir}/store.sqlite`, key },
    account: defaultLocalAccount,
    region: flags.region ?? 'us-east-1',
    now: host.clock.now,
  });
}
