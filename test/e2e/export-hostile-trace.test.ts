import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect, it, onTestFinished } from 'vitest';
import { startEmbeddedServer } from '../support/embedded-server.ts';
import { bareEnvironment, start } from './bundled.ts';
import { programInto, toolsInto } from './program.ts';

const secret = 'hush-5b1e77d0';
const names = [
  ...['execve', 'open', 'openat', 'openat2', 'creat', 'mkdir', 'mkdirat', 'link', 'linkat', 'symlink'],
  ...['symlinkat', 'rename', 'renameat', 'renameat2', 'chmod', 'fchmod', 'fchmodat', 'fchmodat2', 'chown'],
  ...['fchown', 'fchownat', 'unlink', 'unlinkat'],
];
/** A call that this machine or this strace does not know is no error. */
const calls = `trace=${names.map((name) => `?${name}`).join(',')}`;

it.for([[], ['--merge']])(
  'a trace of the system calls shows a file for its owner alone, and no secret: %j',
  async (more, { skip }) => {
    const strace = spawnSync('strace', ['-o', '/dev/null', 'true']);
    skip(strace.status !== 0, 'NOT PASSED: strace is not installed, or not allowed');
    const folder = mkdtempSync(join(tmpdir(), 'ssmkit-trace-'));
    const server = await startEmbeddedServer();
    onTestFinished(async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const Name = '/mow/backend/db/prod/PW';
    await server.ssm.send(new PutParameterCommand({ Name, Value: secret, Type: 'SecureString' }));
    const program = programInto(folder);
    const target = join(folder, '.env');
    const log = join(folder, 'trace');
    writeFileSync(target, 'OWN=1\n', { mode: 0o644 });
    const args = ['export', '--project', 'mow', '--env', 'prod', ...more, target];
    // With a umask that takes nothing away.
    const line = 'umask 0; exec "$@"';
    const traced = ['strace', '-f', '-qq', '-s', '4096', '-e', calls, '-o', log, ...program.argv];
    const env = { ...bareEnvironment(server.url), PATH: toolsInto(folder, ['strace']) };
    const { exitCode, stderr } = await start('/bin/sh', ['-c', line, 'sh', ...traced, ...args], {
      cwd: folder,
      env,
    }).ended;
    expect({ exitCode, stderr: stderr.includes(secret) }).toEqual({ exitCode: 0, stderr: false });
    expect(readFileSync(target, 'utf8')).toContain(secret);
    expect(statSync(target).mode & 0o777).toBe(0o600);

    const trace = readFileSync(log, 'utf8');
    expect(trace).toContain('execve(');
    // Neither an argument nor any file's name; what is written is not in the trace.
    expect(trace).not.toContain(secret);
    const of = (pattern: RegExp) => trace.split('\n').filter((text) => pattern.test(text));
    const made = of(/O_CREAT/).filter((text) => text.includes(`${folder}/`));
    expect(made).toHaveLength(1);
    expect(made[0]).toMatch(/\.ssmkit-\d+-[0-9a-f]+\.tmp", .*O_EXCL.*O_NOFOLLOW.*, 0600\)/);
    const widened = of(/ (?:f?chmod(?:at2?)?)\(/).filter(
      (text) => !/, 0600\)/.test(text) && !/, 0600, /.test(text),
    );
    expect(widened).toEqual([]);
    // One step from the old file to the new one.
    expect(of(/ rename(?:at2?)?\(/)).toHaveLength(1);
    expect(of(/ (?:sym)?link(?:at)?\(/)).toEqual([]);
  },
);
