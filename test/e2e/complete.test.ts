import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workFolder } from '../support/run-cli.ts';
import { bareEnvironment } from './bundled.ts';
import { type Program, programInto, startProgram, withHook } from './program.ts';

const folder = workFolder();
let program: Program;
beforeAll(() => {
  program = programInto(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Environment = Readonly<Record<string, string>>;

async function complete(words: readonly string[], env: Environment, started = program) {
  const before = performance.now();
  const args = ['__complete', 'zsh', 'ssmkit', ...words];
  const { stdout, stderr, exitCode } = await startProgram(started, args, { cwd: folder, env }).ended;
  return { stdout, stderr, exitCode, ms: performance.now() - before };
}

/** Nothing of what was asked for came in time; generous, as machines that run tests are often busy. */
const empty = { stdout: 'words\n', stderr: '', exitCode: 0 };
const soon = 6_000;

describe('a shell has its prompt back soon', () => {
  it('when nobody answers', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const { ms, ...said } = await complete(['get', '/'], bareEnvironment(url));
    expect(said).toEqual(empty);
    expect(ms).toBeGreaterThan(1_500);
    expect(ms).toBeLessThan(soon);
    silent.closeAllConnections();
    silent.close();
  });

  // Before process.execve (Node 22.15) there is no such way out, and the shell waits.
  it.each(process.execve ? [['AWS_WEB_IDENTITY_TOKEN_FILE'], ['AWS_CONFIG_FILE']] : [])(
    'when something hangs that cannot be called off, as a FIFO in %s',
    async (variable) => {
      const fifo = join(folder, variable);
      execFileSync('mkfifo', [fifo]);
      const env = {
        ...bareEnvironment(),
        AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/x',
        [variable]: fifo,
      };
      const { ms, ...said } = await complete(['get', '/'], env);
      expect(said).toEqual(empty);
      expect(ms).toBeLessThan(soon);
    },
  );

  it('when there are no credentials', async () => {
    const { ms, ...said } = await complete(['get', '/'], bareEnvironment());
    expect(said).toEqual(empty);
    expect(ms).toBeLessThan(soon);
  });
});

/** Says at the end which modules of Node were loaded that the SDK cannot do without. */
const hook = `process.on('exit', () => process._rawDebug(process.moduleLoadList
  .map((entry) => entry.replace(/^NativeModule /, ''))
  .filter((name) => /^(https?|http2|tls|child_process|sqlite)$/.test(name)).join(' ')))`;

describe('the SDK is loaded for names alone', () => {
  // The binary has it in its snapshot, and takes no hook.
  let bundle: Program;
  beforeAll(() => {
    bundle = programInto(folder, 'bundle');
  });

  const loaded = async (words: readonly string[], env: Environment) => {
    writeFileSync(join(folder, 'hook.cjs'), hook);
    return (await complete(words, env, withHook(bundle, join(folder, 'hook.cjs')))).stderr.trim();
  };

  it.each([
    [['se']],
    [['list', '--']],
    [['list', '--output', '']],
    [['seed', '--env-file', '']],
    [['completion', '']],
    [['local', '']],
  ])('not for %j', async (words) => {
    expect(await loaded(words, bareEnvironment('http://127.0.0.1:9'))).toBe('');
  });

  it('but for those', async () => {
    // What is denied ends at once.
    const server = createServer((_request, response) => {
      response.statusCode = 400;
      response.end('{"__type":"AccessDeniedException"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await loaded(['get', '/'], bareEnvironment(url))).toContain('http');
    server.close();
  });
});
