import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, hostname, release, tmpdir, userInfo, version } from 'node:os';
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
        bytes: randomBytes(8).toString('hex'), pid: process.pid, program: process.execPath, called: process.argv[0], now: performance.timeOrigin + performance.now(),
        environment: environment.PROBE, cwd: process.cwd(), home: homedir(), argument: process.argv[2],
        zone: new Date(0).getHours() + Intl.DateTimeFormat().resolvedOptions().timeZone,
        number: (1234.5).toLocaleString(), umask: process.umask(),
      },
      late: Math.abs(performance.timeOrigin + performance.now() - Date.now()), drawn: drawn.length,
    }));
  });`;

function build(main: string, binary: string, env: Readonly<Record<string, string>> = {}): void {
  const script = `import { buildBinary } from './scripts/binary.mjs'; buildBinary(...process.argv.slice(1));`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script, '--', main, binary], {
    cwd: repository,
    env: { ...process.env, ...env },
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
  const other = join(folder, 'other');
  copyFileSync(binary, other);
  const look = async (
    mask: string,
    [program, argument]: readonly [string, string],
    cwd: string,
    env: Readonly<Record<string, string>>,
  ) => {
    const { stderr } = await runProgram('/bin/sh', ['-c', `umask ${mask}; "$0" "$1"`, program, argument], {
      cwd,
      env,
    });
    return JSON.parse(stderr) as { readonly own: Readonly<Record<string, unknown>>; readonly late: number };
  };
  const one = await look('022', [binary, '--env-file=x'], folder, {
    PROBE: '1',
    TZ: 'Asia/Tokyo',
    LC_ALL: 'de_DE',
  });
  const two = await look('077', [other, '--help'], '/', {
    PROBE: '2',
    TZ: 'UTC',
    LC_ALL: 'en_US',
    HOME: '/two',
  });
  for (const [name, value] of Object.entries(one.own))
    expect([name, value]).not.toEqual([name, two.own[name]]);
  expect(one.own).toMatchObject({
    program: binary,
    called: binary,
    argument: '--env-file=x',
    zone: '9Asia/Tokyo',
    number: '1.234,5',
  });
  expect(Math.max(one.late, two.late)).toBeLessThan(1_000);
});

const shipped = join(repository, 'dist/ssmkit');
const bundle = join(repository, 'dist/ssmkit.cjs');

/**
 * V8's checksum, the process id, and the padding behind a few strings, which V8 leaves as it finds it. A path, a time
 * or a variable would be more, and would move everything behind it as well.
 */
const atMostDifferent = 32;

it('does not depend on where, by whom and in which environment it was built', () => {
  const elsewhere = join(folder, 'a much longer path ünï', 'in another place');
  mkdirSync(elsewhere, { recursive: true });
  const again = join(elsewhere, 'program');
  build(bundle, again, {
    HOME: elsewhere,
    USER: 'somebody',
    LOGNAME: 'somebody',
    TZ: 'Asia/Kathmandu',
    LC_ALL: 'de_DE.UTF-8',
    AWS_PROFILE: 'theirs',
    AWS_LAMBDA_BENCHMARK_MODE: '1',
    COLUMNS: '20',
    FORCE_COLOR: '1',
    TMPDIR: elsewhere,
  });
  const [one, two] = [readFileSync(shipped), readFileSync(again)];
  expect(two.length).toBe(one.length);
  let different = 0;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== two[index]) different += 1;
  expect(different).toBeGreaterThan(0);
  expect(different).toBeLessThan(atMostDifferent);
});

it('holds nothing of the machine it was built on', () => {
  const program = readFileSync(shipped);
  // What Node or the bundle say anyway, as in `root`, tells nothing about this machine.
  const known = [readFileSync(process.execPath), readFileSync(bundle)];
  const { username } = userInfo();
  const variables = Object.values(process.env).flatMap((value) => (value ?? '').split(':'));
  const words = [repository, homedir(), tmpdir(), hostname(), release(), version(), username, ...variables];
  // Three letters can stand anywhere by chance.
  const telling = new Set(words.filter((word) => word.length > 4));
  expect([...telling]).toEqual(expect.arrayContaining([repository, release(), version()]));
  const told = [...telling].filter(
    (word) => program.includes(word) && !known.some((text) => text.includes(word)),
  );
  expect(told).toEqual([]);
});
