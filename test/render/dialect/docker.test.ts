import { expect, it } from 'vitest';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { longestDockerLine, readDockerFile } from '../../../src/render/dialect/docker-lines.ts';
import { documentOf, entry, textOf } from './documents.ts';

it('writes values as they are, below their directives', () => {
  const result = renderExport(
    'docker',
    documentOf([entry('B', ` "x" it's $HOME #1 `), entry('A', 'a', true)]),
  );
  expect(textOf(result)).toBe(
    "# generated 2026-01-02T03:04:05Z\n# it's a header\n\n# service=django\n# secret=true\nA=a\n" +
      `B= "x" it's $HOME #1 \n`,
  );
});

// Expectations taken from docker/cli 29.7.2; test/conformance/readers compares on generated texts.
it.each([
  ['quotes', `K="a"\n`, [['K', '"a"']]],
  ['blanks around the value', 'K= a \n', [['K', ' a ']]],
  ['blanks before the name', ' \tK=a\n', [['K', 'a']]],
  ['a hash in the value', 'K=a #b\n', [['K', 'a #b']]],
  ['comments and blank lines', '# K=a\n\n  # b\nL=c', [['L', 'c']]],
  ['a second equals sign', 'K=a=b\n', [['K', 'a=b']]],
  [
    'CRLF',
    'K=a\r\nL=b\r\n',
    [
      ['K', 'a'],
      ['L', 'b'],
    ],
  ],
  ['a byte order mark', '\ufeffK=a\n', [['K', 'a']]],
  [
    'a byte order mark further on',
    'A=1\n\ufeffK=a\n',
    [
      ['A', '1'],
      ['\ufeffK', 'a'],
    ],
  ],
  [
    'the longest line',
    `${'K='.padEnd(longestDockerLine, 'x')}\n`,
    [['K', 'x'.repeat(longestDockerLine - 2)]],
  ],
])('reads %s', (_, text, pairs) => {
  expect(readDockerFile(text)).toEqual(pairs);
});

it.each([
  ['a name alone, which takes the value of the host', 'K\n'],
  ['no name', '=a\n'],
  ['a blank in the name', 'K =a\n'],
  ['a line that is too long', `${'K='.padEnd(longestDockerLine + 1, 'x')}\n`],
])('does not take %s', (_, text) => {
  expect(readDockerFile(text)).toBeUndefined();
});

it.each(['a\nb', 'a\n', 'a\r', 'x'.repeat(70_000)])(
  'refuses what no line carries, and names what does',
  (value) => {
    const result = renderExport('docker', documentOf([entry('KEY', value)]));
    expect(result).toMatchObject({
      errors: [
        { name: 'KEY', readers: ['docker --env-file'], formats: expect.arrayContaining(['systemd', 'json']) },
      ],
    });
  },
);

it('warns of quotes around a value, which a later docker may take away', () => {
  const result = renderExport('docker', documentOf([entry('KEY', '"a"')]));
  expect(result).toMatchObject({ warnings: [{ name: 'KEY', formats: expect.arrayContaining(['shell']) }] });
  expect(renderExport('docker', documentOf([entry('KEY', '"a"')]), { strict: true })).toHaveProperty(
    'errors',
  );
  expect(renderExport('docker', documentOf([entry('KEY', `"a'`), entry('L', '"')]))).toMatchObject({
    warnings: [],
  });
});
