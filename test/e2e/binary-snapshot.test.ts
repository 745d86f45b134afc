import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { repository, workFolder } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';

const folder = workFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a program built as ours is finds at its start; before it drew a random number of each kind. */
const probe = `
  const { createHash, randomBytes } = require('node:crypto');
  const { homedir } = require('node:os');
  const drawn = [Math.random(), randomBytes(4), createHash('sha256').update('x').digest('hex')];
  const environment = process.env;
  require('node:v8').startupSnapshot.setDeserializeMainFunction(() => {
    process._rawDebug(JSON.stringify({
      own: {
        math: Math.random(), uuid: crypto.randomUUID(), values: [...crypto.getRandomValues(new Uint8Array(8))],
        bytes: randomBytes(8).toString('hex'), pid: process.pid, now: performance.timeOrigin + performance.now(),
        environment: environment.PROBE, cwd: process.cwd(), home: homedir(), argument: process.argv[2],
        zone: new Date(0).getHours() + Intl.DateTimeFormat().resolvedOptions().timeZone,
        number: (1234.5).toLocaleString(), umask: process.umask(),
      },
      late: Math.abs(performance.timeOrigin + performance.now() - Date.now()), drawn: drawn.length,
    }));
  });`;

function build(main: string, binary: string): void {
  const script = `import { buildBinary } from './scripts/binary.mjs'; buildBinary(...process.argv.slice(1));`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script, '--', main, binary], {
    cwd: repository,
    stdio: 'pipe',
  });
}

it('a program that fails while it is built makes no binary', () => {
  const main = join(folder, 'failing.cjs');
  writeFileSync(
    main,
    `require('node:v8').startupSnapshot.setDeserializeMainFunction(() => {});
    Promise.resolve().then(() => process.nextTick(() => { throw new Error('it failed'); }));`,
  );
  expect(() => build(main, join(folder, 'failing'))).toThrow('it failed');
  expect(existsSync(join(folder, 'failing'))).toBe(false);
});

it('nothing of the process is frozen when it is built', async () => {
  const main = join(folder, 'probe.cjs');
  const binary = join(folder, 'probe');
  writeFileSync(main, probe);
  build(main, binary);
  const look = async (mask: string, argument: string, cwd: string, env: Readonly<Record<string, string>>) => {
    const { stderr } = await runProgram('/bin/sh', ['-c', `umask ${mask}; "$0" "$1"`, binary, argument], {
      cwd,
      env,
    });
    return JSON.parse(stderr) as { readonly own: Readonly<Record<string, unknown>>; readonly late: number };
  };
  const one = await look('022', '--env-file=x', folder, { PROBE: '1', TZ: 'Asia/Tokyo', LC_ALL: 'de_DE' });
  const two = await look('077', '--help', '/', { PROBE: '2', TZ: 'UTC', LC_ALL: 'en_US', HOME: '/two' });
  for (const [name, value] of Object.entries(one.own))
    expect([name, value]).not.toEqual([name, two.own[name]]);
  expect(one.own).toMatchObject({ argument: '--env-file=x', zone: '9Asia/Tokyo', number: '1.234,5' });
  expect(Math.max(one.late, two.late)).toBeLessThan(1_000);
});
