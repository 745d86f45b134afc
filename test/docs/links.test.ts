import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../support/run-cli.ts';
import { pages } from './pages.ts';

interface Link {
  readonly place: string;
  readonly target: string;
}

/** Links and pictures in Markdown and in HTML, code left out. */
function linksOf(page: string, prose: string): readonly Link[] {
  const text = prose.replaceAll(/`[^`\n]*`/g, (code) => ' '.repeat(code.length));
  return [...text.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)|\b(?:src|srcset|href)="([^"]+)"/g)].map((match) => ({
    place: `${page}:${text.slice(0, match.index).split('\n').length}`,
    target: match[1] ?? match[2] ?? '',
  }));
}

/** As GitHub names headings. */
function anchorsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const slugs = [...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
  return new Set(slugs);
}

function problemOf(page: string, target: string): string | undefined {
  if (/^https?:/.test(target)) return URL.canParse(target) ? undefined : 'no address';
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (file.startsWith('..') || !existsSync(join(repository, file))) return 'there is no such file';
  if (anchor === undefined || !file.endsWith('.md')) return undefined;
  const text = readFileSync(join(repository, file), 'utf8');
  return anchorsOf(text).has(anchor) ? undefined : 'there is no such heading';
}

it('links lead somewhere', () => {
  const links = pages.flatMap(({ name, prose }) =>
    linksOf(name, prose).map((link) => ({ ...link, page: name })),
  );
  expect(links.length).toBeGreaterThan(20);
  const broken = links.flatMap(({ page, place, target }) => {
    const problem = problemOf(page, target);
    return problem === undefined ? [] : [`${place}: ${target}: ${problem}`];
  });
  expect(broken).toEqual([]);
});

it.each([
  ['README.md', 'docs/nowhere.md', 'there is no such file'],
  ['README.md', '../outside.md', 'there is no such file'],
  ['docs/ci.md', 'README.md', 'there is no such file'],
  ['docs/ci.md', 'output.md#no-such', 'there is no such heading'],
  ['docs/ci.md', '#no-such', 'there is no such heading'],
  ['docs/ci.md', 'output.md#exit-codes', undefined],
  ['docs/ci.md', '#exit-codes', undefined],
  ['docs/ci.md', '../examples/ec2', undefined],
])('on %s, %s: %s', (page, target, problem) => {
  expect(problemOf(page, target)).toBe(problem);
});

it('every page can be reached from the README', () => {
  const readme = pages.find(({ name }) => name === 'README.md');
  const linked = new Set(linksOf('README.md', readme?.prose ?? '').map(({ target }) => target));
  expect(pages.map(({ name }) => name).filter((name) => name !== 'README.md' && !linked.has(name))).toEqual(
    [],
  );
});
