import { describe, expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { readGithubEnv } from '../../../src/render/dialect/github-lines.ts';
import { maskCommandsOf } from '../../../src/render/dialect/mask-commands.ts';
import { documentOf, entry, textOf } from './documents.ts';
import { options, random } from './written-formats.ts';

const delimiter = `ssmkit_${random}`;

function masksOf(entries: readonly ReturnType<typeof entry>[]): string {
  const result = renderExport('github-env', documentOf(entries), options);
  if ('errors' in result) throw new Error('not rendered');
  return result.maskCommands?.reveal() ?? '';
}

it('writes every value between delimiters, and no comment', () => {
  const result = renderExport(
    'github-env',
    documentOf([entry('B', 'x=1\n<<y', true), entry('A', 'a')]),
    options,
  );
  expect(textOf(result)).toBe(`A<<${delimiter}\na\n${delimiter}\nB<<${delimiter}\nx=1\n<<y\n${delimiter}\n`);
});

it('refuses a value that holds the delimiter, whatever line end follows it', () => {
  for (const value of [delimiter, `a\n${delimiter}`, `${delimiter}\nEVIL=1`, `a\r\n${delimiter}\r\nEVIL=1`]) {
    const result = renderExport('github-env', documentOf([entry('KEY', value)]), options);
    expect(result).toMatchObject({ errors: [{ name: 'KEY', reason: expect.stringContaining('delimiter') }] });
  }
  const harmless = renderExport('github-env', documentOf([entry('KEY', `x${delimiter}`)]), options);
  expect(harmless).toHaveProperty('text');
});

it.each([undefined, '', 'EOF', 'with blank and more than sixteen', '0123456789abcde'])(
  'refuses a delimiter that can be guessed: %s',
  (given) => {
    expect(renderExport('github-env', documentOf([entry('KEY', 'v')]), { random: given })).toHaveProperty(
      'errors',
    );
  },
);

it.each(['GITHUB_TOKEN', 'github_env', 'RUNNER_TEMP', 'NODE_OPTIONS', 'Node_Options'])(
  'refuses the name %s',
  (name) => {
    const result = renderExport('github-env', documentOf([entry(name, 'v')]), options);
    expect(result).toMatchObject({ errors: [{ name, reason: expect.stringContaining('--prefix-keys') }] });
  },
);

it.each(['GITHUB', 'MY_GITHUB_TOKEN', 'RUNNERS', 'NODE_OPTIONS_X', 'CI'])('takes the name %s', (name) => {
  expect(renderExport('github-env', documentOf([entry(name, 'v')]), options)).toHaveProperty('text');
});

it('refuses a last carriage return, which is lost on Windows', () => {
  expect(renderExport('github-env', documentOf([entry('KEY', 'a\r')]), options)).toHaveProperty('errors');
  expect(renderExport('github-env', documentOf([entry('KEY', 'a\r\nb')]), options)).toHaveProperty('text');
});

describe('masks', () => {
  it.each([
    ['a value', 'super-secret', ['::add-mask::super-secret']],
    [
      'each line',
      '-----BEGIN\nabcd\r\nefgh\rijkl\n',
      ['-----BEGIN', 'abcd', 'efgh', 'ijkl'].map((s) => `::add-mask::${s}`),
    ],
    ['a line without its indentation', '{\n  "key": "v"\n}', ['::add-mask::"key": "v"']],
    ['a percent sign', '100%0A', ['::add-mask::100%250A']],
    ['what looks like a command', '::set-env::x', ['::add-mask::::set-env::x']],
    ['nothing empty or short', 'abc\n \n\n  x\n', []],
    ['blanks', '      ', []],
    ['four characters', 'abcd', ['::add-mask::abcd']],
  ])('of %s', (_, value, commands) => {
    expect(maskCommandsOf(value)).toEqual(commands);
  });

  it('are for secrets alone, apart from the text, each once', () => {
    const entries = [entry('A', 'plain-text'), entry('B', 'hush-hush', true), entry('C', 'hush-hush', true)];
    expect(masksOf(entries)).toBe('::add-mask::hush-hush\n');
    expect(textOf(renderExport('github-env', documentOf(entries), options))).not.toContain('add-mask');
  });

  it('are missed with a warning where a secret is too short for one', () => {
    const result = renderExport('github-env', documentOf([entry('PIN', '123', true)]), options);
    expect(result).toMatchObject({ warnings: [{ name: 'PIN', reason: expect.stringContaining('mask') }] });
    const strict = renderExport('github-env', documentOf([entry('PIN', '123', true)]), {
      ...options,
      strict: true,
    });
    expect(strict).toHaveProperty('errors');
  });

  it('never hold a line end of their own', () => {
    const lines = masksOf([entry('A', 'one%\r\ntwo2\u2028three\u0085four', true)]).split(/[\r\n]/);
    expect(lines.filter((line) => line !== '')).toHaveLength(2);
    expect(lines.every((line) => line === '' || line.startsWith('::add-mask::'))).toBe(true);
  });
});

// Expectations taken from actions/runner, SetEnvFileCommand.
it.each([
  ['a line', 'A=b=c\n', [['A', 'b=c']]],
  ['a line without its end', 'A=b', [['A', 'b']]],
  [
    'a heredoc',
    'A<<E\nb\n\nE=\nE\nC=d\n',
    [
      ['A', 'b\n\nE='],
      ['C', 'd'],
    ],
  ],
  ['an empty heredoc', 'A<<E\nE\n', [['A', '']]],
  ['an equals sign first', 'A=<<E\n', [['A', '<<E']]],
  ['blank lines', '\n\nA=b\n', [['A', 'b']]],
  ['a comment, as a variable', '# a=b\n', [['# a', 'b']]],
])('reads %s', (_, text, pairs) => {
  expect(readGithubEnv(text, false)).toEqual(pairs);
  expect(readGithubEnv(text, true)).toEqual(pairs);
});

it('knows line ends of Windows', () => {
  expect(readGithubEnv('A<<E\r\nb\r\nc\r\nE\r\n', true)).toEqual([['A', 'b\r\nc']]);
  expect(readGithubEnv('A<<E\nb\r\nE\n', false)).toEqual([['A', 'b\r']]);
});

it.each(['A<<E\nb\n', 'A<<\n', '<<E\nE\n', 'A\n', '# comment\n'])('does not take %j', (text) => {
  expect(readGithubEnv(text, false)).toBeUndefined();
});
