import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { Place } from './cli/complete-place.ts';
import { keptFor, type NameCache, readNames } from './commands/completion-names.ts';
import type { CompletionSources } from './commands/completion-values.ts';
import type { Claim } from './core/environment.ts';
import { createSecretNet } from './core/secret/net.ts';
import { plain } from './core/style.ts';
import type { Terminal } from './core/terminal.ts';
import { readCacheFile, writeCacheFile } from './files/cache-file.ts';
import type { Host } from './host.ts';
import { createInitPort } from './init-port.ts';
import { storeFiles } from './open-local-store.ts';
import { createSessions, type SessionFlags } from './open-session.ts';
import { resolveSettings, type Settings } from './settings/settings.ts';
import { readSwitch } from './settings/switch.ts';

const silent: Terminal = {
  out: () => {},
  outBytes: () => {},
  err: () => {},
  outStyle: plain,
  errStyle: plain,
  columns: 80,
  redraws: false,
};

/** What completion knows of this machine and asks of Parameter Store, by the flags that stand on the line. */
export async function completionSources(
  host: Host,
  place: Place,
  over: AbortSignal,
): Promise<CompletionSources> {
  const flags = flagsOf(place);
  const settings = await resolveSettings(flags, host.env, host.files, host.cwd);
  const live = readSwitch('SSMKIT_COMPLETE_LIVE', host.env.SSMKIT_COMPLETE_LIVE) ?? true;
  return {
    settings: { ...settings, settingsFile: settings.file?.path },
    profiles: createInitPort(host, flags).profiles,
    namesBelow: async (path, claim) =>
      live && (await isThere(host, settings)) ? await names(host, flags, settings, over, path, claim) : [],
  };
}

/** Of a switch it only counts that it is there. */
function flagsOf({ given }: Place): SessionFlags {
  const text = (name: string) => given.get(name)?.at(-1);
  return {
    profile: text('profile'),
    region: text('region'),
    roleArn: text('roleArn'),
    endpointUrl: text('endpointUrl'),
    local: given.has('local') || undefined,
    localDir: text('localDir'),
    project: text('project'),
    component: text('component'),
    pathTemplate: text('pathTemplate'),
    config: text('config'),
  };
}

/** Looking for names is not to make an embedded store. */
async function isThere(host: Host, { local, localDir }: Settings): Promise<boolean> {
  return !local || (await host.files.exists(`${localDir}/${storeFiles.database}`));
}

async function names(
  host: Host,
  flags: SessionFlags,
  settings: Settings,
  over: AbortSignal,
  path: string,
  claim: Claim,
): Promise<readonly string[]> {
  const sessions = createSessions({
    ...{ host, flags, settings, terminal: silent, quiet: true, debug: false, verbose: false },
    signals: { soft: over, hard: over, exitCode: () => undefined, stop: () => {} },
    net: createSecretNet(),
    unattended: true,
  });
  try {
    return await readNames(path, {
      clock: host.clock,
      cache: settings.local ? undefined : await cacheOf(host, flags, settings, claim),
      store: async () => (await sessions.open(claim)).store,
      over,
    });
  } finally {
    sessions.close();
  }
}

/** Every variable that tells whose names these are; never a secret, of which not even a hash is to be kept. */
const telling =
  /^(AWS_(PROFILE|DEFAULT_PROFILE|REGION|DEFAULT_REGION|ACCESS_KEY_ID|CONFIG_FILE|SHARED_CREDENTIALS_FILE|ROLE_ARN|WEB_IDENTITY_TOKEN_FILE|CONTAINER_CREDENTIALS_\w+_URI|ENDPOINT_URL\w*|IGNORE_CONFIGURED_ENDPOINT_URLS)|HOME)$/;

async function cacheOf(
  host: Host,
  flags: SessionFlags,
  { settingsRegion }: Settings,
  claim: Claim,
): Promise<NameCache | undefined> {
  const { env } = host;
  const base = env.XDG_CACHE_HOME || (env.HOME ? `${env.HOME}/.cache` : undefined);
  const wanted = readSwitch('SSMKIT_COMPLETE_CACHE', env.SSMKIT_COMPLETE_CACHE) ?? true;
  if (!wanted || base === undefined || !base.startsWith('/')) return undefined;
  // Root could make it, and a home that is none (/nonexistent) is to stay so.
  if (!(await host.files.exists(dirname(base)))) return undefined;
  const { profile, region, roleArn, endpointUrl } = flags;
  const variables = Object.entries(env)
    .filter(([name]) => telling.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const whose = [profile, region, roleArn, endpointUrl, settingsRegion, claim.profile, claim.accounts];
  const key = createHash('sha256')
    .update(JSON.stringify([whose, variables]))
    .digest('hex');
  const folder = `${base}/ssmkit`;
  const file = `names-${key.slice(0, 32)}.json`;
  return {
    read: () => readCacheFile(folder, file),
    write: (text) => writeCacheFile(folder, file, text, { pid: host.pid, keptFor }),
  };
}
