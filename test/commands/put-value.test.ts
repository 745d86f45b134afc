import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { keyboard } from './keyboard.ts';
import { type Stage, setStage } from './stage.ts';

const name = '/mow/backend/db/prod/X';
const commands = ['put', 'put-secure', 'put-and-tag', 'put-secure-and-tag'];
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});

const value = async () => (await stage.live())[name]?.value;
function file(bytes: string | Buffer): string {
  const path = join(stage.cwd, 'value');
  writeFileSync(path, bytes);
  return path;
}

const awkward = [
  'https://example.com/?a=1&b=2',
  'file://etc/passwd',
  '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n',
  '--apply',
  '--value',
  '-',
  '--',
  '  blanks  ',
  '$HOME `id` "\' \\n',
  'ä🔑\u2028',
  '{"a": "b"}',
  '@file',
  '0',
  '\n',
];

describe('--value', () => {
  it.each(awkward)('takes %j as it is', async (text) => {
    const { exitCode, stdout, stderr } = await stage.apply(['put', '--name', name, '--value', text]);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1 applied');
    expect(await value()).toBe(text);
  });

  it('takes what stands behind an equals sign as it is', async () => {
    await stage.apply(['put', '--name', name, '--value=--x=y']);
    expect(await value()).toBe('--x=y');
  });

  it.each([
    ['', 'is empty'],
    ['a\0b', 'NUL'],
    ['{{ssm:x}}', 'nested parameter'],
    ['x'.repeat(8193), 'is 8193 bytes'],
    ['é'.repeat(4097), 'is 8194 bytes'],
  ])('refuses what Parameter Store cannot hold (%#)', async (text, words) => {
    const { exitCode, stdout, stderr } = await stage.apply(['put', '--name', name, '--value', text]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
    if (text !== '') expect(stderr).not.toContain(text);
    expect(stage.calls).toEqual([]);
  });
});

describe('--value-file', () => {
  it.each([...awkward, 'x\n', 'x\r\n', '\u{feff}x'])('takes %j as it is', async (text) => {
    await stage.apply(['put-secure', '--name', name, '--value-file', file(text)]);
    expect(await value()).toBe(text);
  });

  it('refuses bytes that are no UTF-8, without showing them', async () => {
    const path = file(Buffer.from([0x63, 0x61, 0x6e, 0x61, 0x72, 0x79, 0xff]));
    const { exitCode, stderr } = await stage.apply(['put', '--name', name, '--value-file', path]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('not UTF-8');
    expect(stderr).not.toContain('canary');
    expect(stage.calls).toEqual([]);
  });

  it.each(['missing', '.'])('says why %s cannot be read', async (path) => {
    const { exitCode, stderr } = await stage.apply(['put', '--name', name, '--value-file', path]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(path);
    expect(stage.calls).toEqual([]);
  });
});

describe('--value-stdin', () => {
  it.each([
    ['x', 'x', 'x'],
    ['x\n', 'x', 'x\n'],
    ['x\n\n', 'x\n', 'x\n\n'],
    ['x\r\n', 'x', 'x\r\n'],
    ['a\nb\n', 'a\nb', 'a\nb\n'],
    ['\n\n', '\n', '\n\n'],
    ['-----BEGIN', '-----BEGIN', '-----BEGIN'],
  ])('%j is %j, and %j with --keep-newline', async (stdin, dropped, kept) => {
    await stage.apply(['put', '--name', name, '--value-stdin'], { stdin });
    expect(await value()).toBe(dropped);
    await stage.apply(['put', '--name', name, '--value-stdin', '--keep-newline'], { stdin });
    expect(await value()).toBe(kept);
  });

  it.each(['', '\n'])('refuses %j, since nothing is left of it', async (stdin) => {
    const { exitCode, stderr } = await stage.apply(['put', '--name', name, '--value-stdin'], { stdin });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is empty');
  });
});

describe('--value-env', () => {
  it.each(awkward)('takes %j as it is', async (text) => {
    const env = { MY_VALUE: text };
    await stage.apply(['put', '--name', name, '--value-env', 'MY_VALUE'], { env });
    expect(await value()).toBe(text);
  });

  // The likeliest mistake is to give the value itself, so what was given is not repeated.
  it.each(['hunter2', 'HUNTER2', '', 'toString', '__proto__', 'constructor'])(
    'says that %j is not set, and not what it is',
    async (variable) => {
      const { exitCode, stderr } = await stage.apply(['put', '--name', name, '--value-env', variable]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('--value-env');
      if (variable !== '') expect(stderr).not.toContain(variable);
      expect(stage.calls).toEqual([]);
    },
  );

  it('refuses a variable that is empty', async () => {
    const result = await stage.apply(['put', '--name', name, '--value-env', 'EMPTY'], { env: { EMPTY: '' } });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('is empty');
  });
});

describe('which way in', () => {
  const ways: readonly (readonly string[])[] = [
    ['--value', 'canary'],
    ['--value-file', 'value'],
    ['--value-stdin'],
    ['--value-env', 'MY_VALUE'],
  ];
  const pairs = ways.flatMap((one, index) => ways.slice(index + 1).map((other) => [one, other] as const));

  it.each(pairs)('refuses %j and %j together', async (one, other) => {
    file('canary');
    const options = { env: { MY_VALUE: 'canary' }, stdin: 'canary' };
    const { exitCode, stderr } = await stage.apply(['put', '--name', name, ...one, ...other], options);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('more than one way');
    expect(stderr).not.toContain('canary');
    expect(stage.calls).toEqual([]);
  });

  it.each(commands)('%s refuses none where nobody can be asked', async (command) => {
    const { exitCode, stdout, stderr } = await stage.apply([command, '--name', name]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--value-stdin');
    expect(stage.calls).toEqual([]);
  });

  it('does not take standard input unasked', async () => {
    expect((await stage.apply(['put', '--name', name], { stdin: 'canary' })).exitCode).toBe(2);
    expect(await stage.live()).toEqual({});
  });

  it.each([['--value', 'x'], ['--value-file', 'value'], []])(
    'refuses --keep-newline without --value-stdin (%j %j)',
    async (...way) => {
      file('x');
      const result = await stage.apply(['put', '--name', name, '--keep-newline', ...way]);
      expect(result.exitCode).toBe(2);
      expect(result.stderr).toContain('--keep-newline');
    },
  );
});

describe('the hidden prompt', () => {
  it.each(commands)('%s asks, and shows nothing of the answer', async (command) => {
    const stdin = keyboard('cana', 'ry-typedX\u007f', '\r');
    const { exitCode, stdout, stderr } = await stage.apply([command, '--name', name], { stdin });
    expect(exitCode).toBe(0);
    expect(await value()).toBe('canary-typed');
    expect(stdout + stderr).not.toMatch(/cana|typed/);
    expect(stderr).toContain('Value: ');
    expect(stdin.raw).toEqual([true, false]);
  });

  it('asks in a preview too, since the value is what is compared', async () => {
    const { stdout } = await stage.run(['put', '--name', name], { stdin: keyboard('canary\r') });
    expect(stdout).toContain('create String');
    expect(stage.writes()).toEqual([]);
  });

  it.each([
    ['Ctrl-C', ['cana', '\u0003'], 130],
    ['Ctrl-D', ['\u0004'], 2],
    ['Return alone', ['\r'], 2],
    ['several lines', ['canary-1\ncanary-2\n'], 2],
  ])('sends nothing after %s', async (_what, typed, code) => {
    const stdin = keyboard(...typed);
    const { exitCode, stdout, stderr } = await stage.apply(['put-secure', '--name', name], { stdin });
    expect([exitCode, stdout]).toEqual([code, '']);
    expect(stderr).not.toContain('cana');
    expect(stdin.raw).toEqual([true, false]);
    expect(stage.calls).toEqual([]);
  });

  it.each([
    ['--value', 'x'],
    ['--value-file', 'value'],
    ['--value-env', 'MY_VALUE'],
  ])('is not shown when %s is given', async (...way) => {
    file('x');
    const options = { stdin: keyboard('canary\r'), env: { MY_VALUE: 'x' } };
    expect((await stage.apply(['put', '--name', name, ...way], options)).stderr).toBe('');
    expect(await value()).toBe('x');
  });
});

it('keeps no value in a file', async () => {
  await stage.apply(['put-secure', '--name', name, '--value-stdin'], { stdin: 'canary' });
  expect(() => readFileSync(join(stage.cwd, '.ssmkit'))).toThrow();
});
