import { describe, expect, it } from 'vitest';
import { unquoted } from '../../src/cli/complete-line.ts';
import { bashReply, plainReply, type Reply } from '../../src/cli/complete-reply.ts';

const words = (...all: readonly string[]): Reply => ({
  kind: 'words',
  candidates: all.map((word) => ({ word })),
});

describe('for bash', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['pr', 'pr', ['prod'], ['prod ']],
    ['/mow/b', '/mow/b', ['/mow/backend/', '/mow/bare'], ['/mow/backend/', '/mow/bare ']],
    // Readline's word begins behind the last = or :, and that alone is replaced.
    ['--output=js', 'js', ['--output=json'], ['json ']],
    ['--output=', '', ['--output=json'], ['json ']],
    ['--output=js', '--output=js', ['--output=json'], ['--output=json ']],
    ['a:b:c', 'c', ['a:b:cd'], ['cd ']],
    ['"my p', 'my p', ['my profile'], ['my profile']],
    ["'$", '$', ['$(x)', "$it's"], ['$(x)']],
    ['my\\ p', 'my\\ p', ['my profile'], ['my\\ profile ']],
    ['--profile="m', 'm', ['--profile=my x'], ['my x']],
    ['', '', ['a\nb', 'c\u001bd', 'e\u2028f', 'g'], ['g ']],
    ['', '', ['a', 'a'], ['a ']],
    // What does not go on from what stands there cannot be put there.
    ['--x=a', 'a', ['--y=ab'], []],
  ])('%j, of which readline sees %j', (raw, piece, candidates, lines) => {
    expect(bashReply(words(...candidates), unquoted(raw), piece)).toBe(
      ['words', ...lines].map((line) => `${line}\n`).join(''),
    );
  });

  it('files and folders are its own', () => {
    expect(bashReply({ kind: 'files' }, unquoted('a'), 'a')).toBe('files\n');
    expect(bashReply({ kind: 'folders' }, unquoted(''), '')).toBe('folders\n');
  });
});

it('for zsh and fish a word has its description, in one line', () => {
  const candidates = [
    { word: 'prod', says: 'account 1,\n\tprotected\u001b[1m' },
    { word: 'evil\nword', says: 'x' },
    { word: 'tab\there' },
    { word: 'stage' },
  ];
  expect(plainReply({ kind: 'words', candidates })).toBe(
    'words\nprod\taccount 1, protected\\u001b[1m\nstage\t\n',
  );
});
