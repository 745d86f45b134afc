import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../support/run-cli.ts';
import { spanProblem } from './inline-code.ts';
import { pages } from './pages.ts';
import { type Span, spansOf } from './spans.ts';

const spans = pages.flatMap(spansOf);
/** Problems of all pieces of inline code, each with its place. */
const problems = (problemOf: (code: string) => string | undefined, of: readonly Span[] = spans) =>
  of.flatMap(({ place, code }) => {
    const problem = problemOf(code);
    return problem === undefined ? [] : [`${place}: \`${code}\`: ${problem}`];
  });

const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(repository, 'src', name), 'utf8'))
  .concat(readFileSync(join(repository, 'scripts/install.sh'), 'utf8'))
  .join('\n');

describe('inline code of the pages', () => {
  it('is found', () => expect(spans.length).toBeGreaterThan(500));

  it('names commands and options that are declared', () => {
    expect(problems(spanProblem)).toEqual([]);
  });

  it('names npm scripts that are there', () => {
    const all = pages.flatMap(({ name, text }) =>
      [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script = '']) => ({
        place: name,
        code: script,
      })),
    );
    expect(all.length).toBeGreaterThan(5);
    expect(
      problems((script) => (Object.hasOwn(scripts, script) ? undefined : 'no such script'), all),
    ).toEqual([]);
  });

  it('names variables of ssmkit that it reads', () => {
    const problemOf = (code: string) =>
      [...code.matchAll(/\bSSMKIT_[A-Z_]+/g)].every(([name]) => sources.includes(name))
        ? undefined
        : 'not read';
    expect(problems(problemOf)).toEqual([]);
  });

  it('names files of the repository that are there', () => {
    const ofRepository = /^(?:bench|bin|docs|examples|lint|scripts|src|tags|test)\/[\w./-]+$/;
    const problemOf = (code: string) =>
      ofRepository.test(code) && !existsSync(join(repository, code)) ? 'no such file' : undefined;
    expect(problems(problemOf)).toEqual([]);
  });
});

describe('what would be noticed', () => {
  it.each([
    ['ssmkit sede', 'there is no command "sede"'],
    ['DRY_RUN=0 ssmkit seed --aply', '"ssmkit seed" takes --aply'],
    ['ssmkit local serve --prot 0', '"ssmkit local serve" takes --prot'],
    ['list --prune', '"ssmkit list" takes --prune'],
    ['--no-such-flag', 'no command takes --no-such-flag'],
    ['--no-such=1', 'no command takes --no-such'],
    ['[--no-such]', 'no command takes --no-such'],
    ['ssmkit put -x', '"ssmkit put" takes -x'],
    ['sops -d x | ssmkit seed --env-flie -', '"ssmkit seed" takes --env-flie'],
  ])('%s', (code, problem) => {
    expect(spanProblem(code)).toBe(problem);
  });

  it.each([
    ...[
      'ssmkit',
      'ssmkit <command> --help',
      'ssmkit seed',
      'ssmkit --version',
      'sudo ssmkit export --env prod x',
    ],
    ...[
      '--env',
      '--environment',
      '-f',
      '-h',
      '--no-color',
      'docker run --init',
      'exec -- node --nope',
      'list',
    ],
    ...['--file', 'KEY=value', '-', '--', 'ssmkit local reset --apply'],
  ])('%s is fine', (code) => {
    expect(spanProblem(code)).toBeUndefined();
  });
});
