import { readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { beforeEach, describe, expect, it } from 'vitest';
import { local, workFolder } from '../support/run-cli.ts';
import { setStage } from './stage.ts';

let cwd: string;
let out: string;
let run: ReturnType<typeof local>;

beforeEach(() => {
  cwd = workFolder();
  out = join(cwd, 'app.env');
  run = local(cwd);
});

async function seeded(text: string): Promise<void> {
  const file = join(cwd, 'env.prod');
  writeFileSync(file, text);
  const args = [
    'seed',
    '--project',
    'mow',
    '--environment',
    'prod',
    '--env-file',
    file,
    '--apply',
    '--quiet',
  ];
  expect(await run(args)).toMatchObject({ stderr: '', exitCode: 0 });
}

const merge = (...more: readonly string[]) =>
  run(['export', '--project', 'mow', '--env', 'prod', '--no-timestamp', '--merge', ...more, out]);
const file = () => readFileSync(out, 'utf8');
const two = '# service=db\nHOST=h\n# secret=true\nPW=hush-hush\n# service=web\nPORT=80\n';

/** What the file becomes from what it was. */
async function merged(old: string, ...more: readonly string[]): Promise<string> {
  writeFileSync(out, old);
  const { exitCode, stderr } = await merge('--quiet', ...more);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return file();
}

describe('export --merge', () => {
  it('replaces in place and adds to its section; all else stays byte for byte', async () => {
    await seeded(two);
    const old = [
      '# the team’s own file; it’s "quoted"',
      "MY='own value'   # mine",
      '',
      '# service=db',
      '## connection',
      'HOST=old   # the host',
      '  ',
      '# ask Ann',
      'MORE="two',
      'lines" ',
      '# service=other',
      'X=1',
    ].join('\n');
    expect(await merged(old)).toBe(
      [
        '# the team’s own file; it’s "quoted"',
        "MY='own value'   # mine",
        '',
        '# service=db',
        '## connection',
        'HOST=h # the host',
        '# secret=true',
        "PW='hush-hush'",
        '  ',
        '# ask Ann',
        'MORE="two',
        'lines" ',
        '# service=other',
        'X=1',
        '',
        '# service=web',
        'PORT=80',
        '',
      ].join('\n'),
    );
    expect(statSync(out).mode & 0o777).toBe(0o600);
  });

  it('changes nothing the second time, and no line end that is missing', async () => {
    await seeded(two);
    const once = await merged('A=1');
    expect(await merged(once)).toBe(once);
    const bare = once.replace(/\n$/, '');
    expect(await merged(bare)).toBe(bare);
  });

  it('replaces keys of a file without sections where they stand', async () => {
    await seeded(two);
    expect(await merged('PORT=1\nOWN=2\nHOST=x\nPW=y\n')).toBe(
      "PORT=80\nOWN=2\nHOST=h\n# secret=true\nPW='hush-hush'\n",
    );
  });

  it('brings an earlier export up to date, its header too', async () => {
    await seeded(two);
    await run(['export', '--project', 'mow', '--env', 'prod', out], { SOURCE_DATE_EPOCH: '0' });
    const own = `OWN=1\n${file()}`;
    writeFileSync(out, own);
    const args = ['export', '--project', 'mow', '--env', 'prod', '--merge', '--quiet', out];
    await run(args, { SOURCE_DATE_EPOCH: '86400' });
    expect(file()).toBe(own);
    writeFileSync(out, own.replace(/^OWN=1\n/, '').replace('HOST=h', 'HOST=g\nOWN=1'));
    await run(args, { SOURCE_DATE_EPOCH: '86400' });
    expect(file()).toContain('# generated 1970-01-02T00:00:00Z\n# project=mow env=prod region=us-east-1\n');
    expect(file()).not.toContain('1970-01-01');
    expect(parse(file())).toEqual({ HOST: 'h', OWN: '1', PW: 'hush-hush', PORT: '80' });
  });

  it('sets markers right and leaves those of the user', async () => {
    await seeded('# service=db\nA=1\n# secret=true\nB=2\n# type=StringList\nC=x,y\n');
    const old =
      '# service=db\n# description=mine\n# secret=true\nA=1\n# Secret = true\nB=3\n# tag:Owner=ann\nC=x,y # secret=true\n';
    expect(await merged(old)).toBe(
      "# service=db\n# description=mine\nA=1\n# Secret = true\nB='2'\n# tag:Owner=ann\n# type=StringList\nC=x,y\n",
    );
    expect(await merged('A=1\nB=2\nC=x,y\n', '--markers', 'none')).toBe('A=1\nB=2\nC=x,y\n');
  });

  it('keeps what the store no longer has, and says so', async () => {
    await seeded(two);
    writeFileSync(out, 'OWN=1\n# service=db\nGONE=1\n');
    const { stderr, exitCode } = await merge();
    expect(exitCode).toBe(0);
    expect(stderr).toContain('GONE (line 3, section db) is not in Parameter Store, and stays.');
    expect(stderr).not.toContain('OWN');
    expect(stderr).toContain("Merged: 0 replaced, 3 added, 0 unchanged; 2 of the file's own kept.");
    expect(parse(file())).toMatchObject({ OWN: '1', GONE: '1', HOST: 'h' });
    const before = file();
    expect((await merge('--strict')).exitCode).toBe(1);
    expect(file()).toBe(before);
    const json = await merge('--output', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      merged: { replaced: 0, added: 0, unchanged: 3, kept: 2 },
    });
  });

  it('is an ordinary export where there is no file', async () => {
    await seeded(two);
    await merge();
    const alone = file();
    await run(['export', '--project', 'mow', '--env', 'prod', '--no-timestamp', out]);
    expect(file()).toBe(alone);
  });

  it.each([
    ['an open quote', 'A="hush-x\nB=1\n', 2, /:1: A? ?.*not closed/],
    ['a stray line', 'A=1\nhush-x hush-y\n', 2, /:2: /],
    ['a colon', 'hush-x: 1\n', 2, /:1: /],
    ['carriage returns', 'A=hush-x\r\n', 2, /carriage return/],
    ['a byte order mark', '\ufeffA=hush-x\n', 2, /byte order mark/],
    ['ciphertext', '# ciphertext=true (written)\nA=hush-x\n', 2, /ciphertext/],
    ['a key that dotenv drops', '__proto__=hush-x\n', 2, /dotenv drops/],
    ['a value that shells run', 'NAME=hush-x hush-y\n', 1, /line 1 .* not read alike.*bash, dash/s],
    ['a value that shells expand', 'NAME="$HOME/hush-x"\n', 1, /line 1 .*bash, dash/s],
    ['a key twice', 'HOST=hush-x\nHOST=hush-y\n', 1, /HOST .*twice, on lines 1 and 2/],
    [
      'a key again below ours',
      '# service=db\nHOST=x\n# service=own\nHOST=hush-x\n',
      1,
      /HOST .*again on line 4/,
    ],
  ])('refuses a file with %s, which stays as it was', async (_what, old, exitCode, words) => {
    await seeded(two);
    writeFileSync(out, old);
    const result = await merge();
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toMatch(words);
    expect(result.stderr).not.toMatch(/hush|HOME/);
    expect(file()).toBe(old);
    expect(readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('replaces a line of ours that its readers did not agree on', async () => {
    await seeded(two);
    expect(await merged('HOST=my host $x\nPW=y\nPORT=80\n')).toBe(
      "HOST=h\n# secret=true\nPW='hush-hush'\nPORT=80\n",
    );
  });

  it('does not go with what it cannot keep', async () => {
    await seeded(two);
    writeFileSync(out, 'A=1\n');
    for (const more of [['--format', 'shell'], ['--format', 'json'], ['--no-decrypt']]) {
      expect((await merge(...more)).exitCode).toBe(2);
    }
    expect((await run(['export', '--project', 'mow', '--env', 'prod', '--merge', '-'])).exitCode).toBe(2);
    symlinkSync(out, join(cwd, 'link'));
    const link = await run(['export', '--project', 'mow', '--env', 'prod', '--merge', join(cwd, 'link')]);
    expect(link).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--follow') });
    expect(file()).toBe('A=1\n');
  });

  it.each([
    ['written to', () => writeFileSync(out, 'A=theirs\n')],
    [
      'replaced',
      () => {
        writeFileSync(`${out}.new`, 'A=theirs\n');
        renameSync(`${out}.new`, out);
      },
    ],
  ])('loses nothing of a file that is %s meanwhile', async (_how, change) => {
    const stage = await setStage();
    await stage.put('/mow/backend/db/prod/HOST', 'h');
    writeFileSync(out, 'A=mine\n');
    stage.onCall(async () => change());
    const result = await stage.run(['export', '--project', 'mow', '--env', 'prod', '--merge', out]);
    expect(result).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('somebody else has changed'),
    });
    expect(file()).toBe('A=theirs\n');
    expect(readdirSync(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('does not replace a file that appears meanwhile', async () => {
    const stage = await setStage();
    await stage.put('/mow/backend/db/prod/HOST', 'h');
    stage.onCall(async () => writeFileSync(out, 'A=theirs\n'));
    const result = await stage.run(['export', '--project', 'mow', '--env', 'prod', '--merge', out]);
    expect(result.exitCode).toBe(1);
    expect(file()).toBe('A=theirs\n');
  });
});
