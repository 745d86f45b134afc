import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleInto } from '../e2e/bundled.ts';
import { repository, workFolder } from '../support/run-cli.ts';
import { blockChecker } from './check-block.ts';
import { isRunBy, otherRunners } from './other-runners.ts';
import { type Block, parsePage, placeOf } from './page.ts';
import { pages } from './pages.ts';
import { preparations } from './preparations.ts';
import { type Scene, setScene } from './scene.ts';

const built = workFolder();
let program: string;
beforeAll(() => {
  program = bundleInto(built);
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const ours = (block: Block) => !otherRunners.some((runner) => isRunBy(runner, block));
const timeLimit = 300_000;

/** A page's blocks are run in their order, in one folder and on one embedded store, each in a shell of its own. */
describe.each(pages.filter(({ blocks }) => blocks.some(ours)))('$name', ({ name, blocks }) => {
  let scene: Scene;
  let check: ReturnType<typeof blockChecker>;
  beforeAll(async () => {
    const preparation = preparations[name] ?? {};
    scene = setScene(program, preparation);
    check = blockChecker(scene);
    if (preparation.before !== undefined)
      expect(await scene.sh(preparation.before)).toEqual({ output: expect.anything(), exitCode: 0 });
  });
  afterAll(() => scene.close());

  const titled = blocks.filter(ours).map((block) => [placeOf(block), block] as const);
  it.each(titled)('%s', async (_place, block) => await check(block), timeLimit);
});

it.each(otherRunners)('$by runs blocks of $page', ({ by, naming, ...runner }) => {
  const path = join(repository, by);
  expect(existsSync(path) && readFileSync(path, 'utf8').includes(naming)).toBe(true);
  const taken = pages.flatMap(({ blocks }) => blocks.filter((block) => isRunBy(runner, block)));
  if (runner.holding !== undefined) expect(taken.map(placeOf)).toHaveLength(1);
  expect(taken).not.toEqual([]);
});

it('what a page takes for granted is of a page that is there', () => {
  const names = pages.map(({ name }) => name);
  for (const name of Object.keys(preparations)) expect(names).toContain(name);
});

describe('what would be noticed', () => {
  const fence = (...lines: readonly string[]) => `\`\`\`${lines.join('\n')}\n\`\`\`\n`;

  it.each<[string, string]>([
    ['a command line that fails', fence('sh', 'ssmkit get /a/nowhere')],
    ['one of several', fence('sh', 'false', 'true')],
    ['one that does not fail as it should', fence('sh exit=1', 'true')],
    ['a program that not every machine has', fence('sh', 'curl --version')],
    ['other output', fence('sh', 'echo a') + fence('text', 'b')],
    ['a line more on standard error', fence('sh', 'echo a; echo b >&2') + fence('text', 'a')],
    [
      'text with words between it and the command line',
      `${fence('sh', 'echo a')}It says:\n${fence('text', 'a')}`,
    ],
    ['an unknown kind', fence('yaml', 'a: 1')],
    ['no kind', fence('', 'a')],
    ['an indented block', 'Words:\n\n    a\n'],
    ['broken JSON', fence('json', '{')],
    ['JSON that nobody reads', fence('json', '{ "projct": "mow" }')],
    ['a tag layer that is none', fence('json', '[{ "Key": "aws:x", "Value": "y" }]')],
    [
      'a policy that is none',
      fence('json', '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Maybe" }] }'),
    ],
    ['a fault plan that is none', fence('json', '{ "throttle": { "all": 1 } }')],
    ['an env file with an error', fence('env', 'A=1')],
  ])('%s', async (_what, text) => {
    expect(await problemsOf(text)).toHaveLength(1);
  });

  it.each<[string, string]>([
    [
      'a command line and its output',
      fence('sh', 'ssmkit list --prefix /a --raw; pwd') + fence('text', '/home/you/x'),
    ],
    ['a failure that is meant', fence('sh exit=3', 'exit 3')],
    ['a time', fence('sh', 'echo 2026-11-22T15:04:51Z') + fence('text', '2020-01-01T00:00:00Z')],
    ['output in JSON', fence('sh', 'echo \'{ "a": 1 }\'') + fence('json', '{ "a": 1 }')],
    [
      'a file for later',
      fence('env file=e', '# service=a', 'B=1') + fence('sh', 'cat e') + fence('text', '# service=a\nB=1'),
    ],
    ['a server', fence('sh', 'ssmkit local serve')],
  ])('%s is fine', async (_what, text) => {
    expect(await problemsOf(text)).toEqual([]);
  });

  async function problemsOf(text: string): Promise<readonly unknown[]> {
    const scene = setScene(program);
    const check = blockChecker(scene);
    const problems: unknown[] = [];
    for (const block of parsePage('page.md', text).blocks)
      await check(block).catch((problem: unknown) => problems.push(problem));
    scene.close();
    return problems;
  }
});
