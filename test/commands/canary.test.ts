import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeProgram } from '../../src/cli/program.ts';
import { groups, registry } from '../../src/commands/registry.ts';
import type { CliResult } from '../support/run-cli.ts';
import { echoes, faults, phrases } from './canary/faults.ts';
import { type Line, linesOf } from './canary/lines.ts';
import { allowed, names, root, type Scene, setScene, variable } from './canary/scene.ts';
import { keyMaterial, leaks, leakyFiles, plainValue, secret } from './canary/secrets.ts';

const formats = ['text', 'json', 'markdown'];
/** Commands that show values that are no secrets: it is what they are there for. */
const showsPlain = new Set(['get']);
/** Lines per command that every fault is tried on: one for each set of operations they call. */
const workersKept = 6;

function commandOf(path: string) {
  const program = makeProgram({
    ...{ registry, groups, version: '0', columns: 80, colors: false },
    out: () => {},
    err: () => {},
    onCommand: () => {},
  });
  let command = program;
  for (const word of path.split(' ')) {
    const next = command.commands.find((one) => one.name() === word);
    if (!next) throw new Error(`${path} is not there`);
    command = next;
  }
  return command;
}

/** Files are named as seen from the scene's folder, where this process is not. */
function absolute(scene: Scene, args: readonly string[]): readonly string[] {
  return args.map((arg) => (/^(in|out)\//.test(arg) ? join(scene.cwd, arg) : arg));
}

/** Runs a line and fails when anything of a secret came out, saying where. */
async function check(
  scene: Scene,
  path: string,
  { args, stdin }: Line,
  more: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const stops: (() => void)[] = [];
  const onSignal = (_name: string, listener: () => void) => {
    stops.push(listener);
    return () => {};
  };
  const module = registry.find(({ name }) => name === path);
  const stopAll = () => {
    for (const stop of stops) stop();
  };
  const words = path.split(' ').length;
  const result = await scene.run(absolute(scene, [...args.slice(0, words), ...more, ...args.slice(words)]), {
    stdin,
    onSignal,
    // A server has begun to serve when it says so.
    onOutput: module?.endsBySignal ? () => void setTimeout(stopAll) : undefined,
    env: {
      [variable]: secret('variable'),
      AWS_SECRET_ACCESS_KEY: secret('credentials'),
      AWS_SESSION_TOKEN: secret('session'),
      ...env,
    },
  });
  const found = {
    stdout: leaks(result.stdout, { plainShown: showsPlain.has(path) }),
    stderr: leaks(result.stderr),
  };
  const line = [...args, ...more].join(' ');
  expect({ line, ...found, shown: found.stderr.length + found.stdout.length > 0 ? result : '' }).toEqual({
    ...{ line, stdout: [], stderr: [], shown: '' },
  });
  return result;
}

describe.each(registry.map(({ name }) => name))('%s', (path) => {
  const command = commandOf(path);
  const applies = command.options.some(({ long }) => long === '--apply');
  const lines = linesOf(path, command);

  it('shows no secret, whatever it is told and whatever goes wrong', { timeout: 240_000 }, async () => {
    const scene = await setScene();
    const workers = new Map<string, Line>();
    let understood = 0;
    for (const [index, line] of lines.entries()) {
      const format = [
        '--output',
        formats[index % formats.length] ?? 'text',
        ...(index % 2 ? ['--debug'] : []),
      ];
      for (const mode of applies ? [[], ['--apply']] : [[]]) {
        await scene.reset();
        rmSync(join(scene.cwd, 'out'), { recursive: true });
        mkdirSync(join(scene.cwd, 'out'));
        const { exitCode } = await check(scene, path, line, [...format, ...mode]);
        if (exitCode !== 2) understood += 1;
        const operations = [...new Set(scene.calls.map(({ operation }) => operation))].toSorted().join(' ');
        if (exitCode === 0 && !workers.has(operations)) workers.set(operations, line);
      }
      expect(leakyFiles(scene.cwd, allowed)).toEqual([]);
    }
    // Otherwise the lines were all nonsense, and nothing was shown for want of anything to show.
    expect(understood).toBeGreaterThan(0);
    expect(workers.size).toBeGreaterThan(0);

    const mode = applies ? ['--apply'] : [];
    for (const line of [...workers.values()].slice(0, workersKept)) {
      for (const [index, plan] of Object.values(faults).entries()) {
        const format = ['--output', formats[index % formats.length] ?? 'text', '--debug'];
        for (const how of applies ? [[], mode] : [[]]) {
          await scene.reset();
          scene.store.setFaults(plan);
          await check(scene, path, line, [...format, ...how]);
        }
      }
      await echo(scene, path, line, mode);
    }
    expect(leakyFiles(scene.cwd, allowed)).toEqual([]);
  });

  it('shows no password of the way to AWS', async () => {
    const scene = await setScene();
    const known = lines.filter(({ args }) => !args.some((arg) => leaks(arg).length > 0)).slice(0, 4);
    for (const [flags, env] of ways) {
      const files = Object.entries(env).map(([key, value]) => [key, absolute(scene, [value]).join('')]);
      for (const line of known)
        await check(scene, path, line, [...flags, '--debug'], Object.fromEntries(files));
    }
  });

  it('shows no key of the embedded store', async () => {
    const scene = await setScene();
    const folder = join(scene.cwd, 'local');
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, 'key'), keyMaterial, { mode: 0o600 });
    const local = ['--local', '--local-dir', folder];
    const env = { AWS_ENDPOINT_URL: '' };
    const put = ['put-secure', '--name', names.secure, '--value-env', variable, '--apply', ...local];
    expect((await check(scene, 'put-secure', { args: put }, [], env)).exitCode).toBe(0);
    for (const [index, line] of lines.slice(0, 40).entries()) {
      const more = [...local, '--output', formats[index % formats.length] ?? 'text', '--debug'];
      await check(scene, path, line, path === 'local serve' ? more.slice(1) : more, env);
    }
    expect(leakyFiles(scene.cwd, [...allowed, 'local/key'])).toEqual([]);
  });
});

/** Where a password can be on the way to AWS. */
const ways: readonly (readonly [readonly string[], Readonly<Record<string, string>>])[] = [
  [['--endpoint-url', `http://user:${bare('endpoint')}@127.0.0.1:9`], {}],
  [['--endpoint-url', `user:${bare('endpoint')}@127.0.0.1:9`], {}],
  [[], { AWS_ENDPOINT_URL_SSM: `http://user:${bare('endpoint')}@127.0.0.1:9` }],
  [[], { HTTP_PROXY: `http://user:${bare('proxy')}@127.0.0.1:9` }],
  [[], { HTTP_PROXY: `http://user:${bare('proxy')} @127.0.0.1:9` }],
  [[], { https_proxy: `user:${bare('proxy')}@`, AWS_ENDPOINT_URL: 'https://127.0.0.1:9' }],
  [[], { AWS_CA_BUNDLE: 'in/value', AWS_ENDPOINT_URL: 'https://127.0.0.1:9' }],
  [[], { AWS_CONFIG_FILE: 'in/value', AWS_SHARED_CREDENTIALS_FILE: 'in/mistakes' }],
  [[], { AWS_ACCESS_KEY_ID: secret('key-id'), AWS_SESSION_TOKEN: secret('line\nend') }],
];

/** One that can stand in a URL. */
function bare(what: string): string {
  return secret(what).replace(/[^\w-]/g, '');
}

/** AWS may answer with what it was sent, in whatever words. */
async function echo(scene: Scene, path: string, line: Line, mode: readonly string[]): Promise<void> {
  for (const { code, status } of echoes) {
    for (const [index, phrase] of phrases.entries()) {
      await scene.reset();
      let puts = 0;
      scene.onCall(async (operation) => {
        if (operation !== 'PutParameter') return;
        puts += 1;
        const message = phrase(String(scene.calls.at(-1)?.body.Value));
        scene.store.setFaults({
          rules: [{ operations: ['PutParameter'], fault: { kind: 'error', code, message, status } }],
        });
      });
      const format = ['--output', formats[index % formats.length] ?? 'text', '--debug'];
      await check(scene, path, line, [...format, ...mode]);
      if (puts === 0) return;
    }
  }
}

describe('a value comes out where it is asked for by name, so there was something to find', () => {
  it.each<[string, readonly string[]]>([
    ['get NAME', ['get', names.secure]],
    ['get NAME:1', ['get', `${names.ownKey}:1`]],
    ['--show-values in a table', ['get', names.secure, names.plain, '--show-values']],
    ['--show-values of a path', ['get', '--path', root, '--show-values', '--output', 'json']],
    ['export … -', ['export', '--project', 'mow', '--env', 'prod', '--format', 'json', '-']],
  ])('%s', async (_what, args) => {
    const scene = await setScene();
    const { stdout, stderr } = await scene.run(args);
    expect(leaks(stdout)).not.toEqual([]);
    expect(leaks(stderr)).toEqual([]);
  });

  it('and in the file that is named', async () => {
    const scene = await setScene();
    const where = ['--project', 'mow', '--env', 'prod', '--format', 'json'];
    await scene.run(absolute(scene, ['export', ...where, 'out/e.json']));
    const backup = join(scene.cwd, 'out/b.json');
    await scene.apply(['delete', '--name', names.secure, '--backup', backup]);
    for (const file of ['e.json', 'b.json'])
      expect(leaks(readFileSync(join(scene.cwd, 'out', file), 'utf8'))).not.toEqual([]);
    expect(leakyFiles(scene.cwd, ['in/']).toSorted()).toEqual(['out/b.json', 'out/e.json']);
  });

  it('in every guise', () => {
    const text = secret('x');
    for (const guise of [
      ...[text, text.toUpperCase(), JSON.stringify(text), Buffer.from(text).toString('hex')],
      ...['', 'a', 'ab'].map((before) => Buffer.from(before + text).toString('base64')),
      text.slice(9),
    ])
      expect(leaks(guise)).not.toEqual([]);
    expect(leaks(plainValue('x'))).not.toEqual([]);
    expect(leaks(plainValue('x'), { plainShown: true })).toEqual([]);
    expect(leaks('nothing to see')).toEqual([]);
  });
});
