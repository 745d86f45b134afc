import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliResult, local, workFolder } from '../support/run-cli.ts';

/** A usual hierarchy: its keys, their env names, values and types. */
export const usual = [
  { key: 'database/host', name: 'DATABASE_HOST', value: 'db.internal', secret: false },
  { key: 'database/port', name: 'DATABASE_PORT', value: '5432', secret: false },
  { key: 'database/username', name: 'DATABASE_USERNAME', value: 'orders', secret: false },
  { key: 'database/password', name: 'DATABASE_PASSWORD', value: 'pa $word#1', secret: true },
  {
    key: 'database/connection_string',
    name: 'DATABASE_CONNECTION_STRING',
    value: 'postgres://orders:hush@db.internal/orders',
    secret: true,
  },
  { key: 'stripe/api_key', name: 'STRIPE_API_KEY', value: 'made-up-key', secret: true },
  { key: 'config/log_level', name: 'CONFIG_LOG_LEVEL', value: 'info', secret: false },
  { key: 'config/feature_flag_v2', name: 'CONFIG_FEATURE_FLAG_V2', value: 'true', secret: false },
] as const;

export const usualNames = usual.map(({ name }) => name);
export const usualValues = Object.fromEntries(usual.map(({ name, value }) => [name, value]));
export const usualKeys = Object.fromEntries(usual.map(({ name, key }) => [name, key]));

export interface FlatFile {
  readonly service: string | undefined;
  /** Lines above a key, by its entry. */
  readonly above?: (entry: (typeof usual)[number]) => readonly string[];
}

/** The eight as a flat env file; secrets are marked, nothing else is said unless `above` says it. */
export function flatFile({ service, above = () => [] }: FlatFile): string {
  const header = service === undefined ? [] : [`# service=${service}`];
  const lines = usual.flatMap((entry) => [
    ...(entry.secret ? ['# secret=true'] : []),
    ...above(entry),
    `${entry.name}="${entry.value}"`,
  ]);
  return [...header, ...lines, ''].join('\n');
}

export const keyLine = ({ key }: { readonly key: string }): readonly string[] => [`# key=${key}`];

interface Step {
  readonly name: string;
  readonly kind: string;
  readonly status?: string;
}

/** A folder with settings, an embedded store, and the commands of one environment. */
export interface Place {
  readonly cwd: string;
  readonly run: (...args: string[]) => Promise<CliResult>;
  readonly settings: (content: object) => void;
  readonly write: (text: string, name?: string) => string;
  readonly seed: (text: string, ...more: string[]) => Promise<CliResult>;
  /** Name → kind, or after applying its status. */
  readonly plan: (text: string, ...more: string[]) => Promise<Readonly<Record<string, string>>>;
  /** Text of a file exported now, without the time. */
  readonly exported: (...more: string[]) => Promise<string>;
  readonly live: () => Promise<readonly string[]>;
  readonly put: (...names: string[]) => Promise<void>;
}

export function makePlace(environment: string): Place {
  const cwd = workFolder();
  const runIn = local(cwd);
  const run = (...args: string[]) => runIn(args);
  const write = (text: string, name = 'env.file') => {
    writeFileSync(join(cwd, name), text);
    return join(cwd, name);
  };
  const seed = (text: string, ...more: string[]) =>
    run('seed', '--env', environment, '--env-file', write(text), '--quiet', ...more);
  const must = async (result: Promise<CliResult>): Promise<CliResult> => {
    const { exitCode, stderr, stdout } = await result;
    if (exitCode !== 0) throw new Error(`exit ${exitCode}: ${stderr}`);
    return { exitCode, stderr, stdout };
  };
  return {
    cwd,
    run,
    settings: (content) => writeFileSync(join(cwd, 'ssmkit.json'), JSON.stringify(content)),
    write,
    seed,
    plan: async (text, ...more) => {
      const { stdout } = await must(seed(text, '--output', 'json', ...more));
      const { steps } = JSON.parse(stdout) as { readonly steps: readonly Step[] };
      return Object.fromEntries(steps.map(({ name, kind, status }) => [name, status ?? kind]));
    },
    exported: async (...more) => {
      const file = join(cwd, 'exported.env');
      await must(run('export', '--env', environment, '--no-timestamp', '--quiet', ...more, file));
      return readFileSync(file, 'utf8');
    },
    live: async () => (await must(run('list', '--raw'))).stdout.split('\n').filter((line) => line !== ''),
    put: async (...names) => {
      for (const name of names) await must(run('put', '--name', name, '--value', 'v', '--apply', '--quiet'));
    },
  };
}
