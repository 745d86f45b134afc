import type { Argument, Command, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { makeProgram } from '../../src/cli/program.ts';
import { kindOf } from '../../src/commands/completion-kinds.ts';
import { groups, registry } from '../../src/commands/registry.ts';
import { cli } from '../support/run-cli.ts';

const program = makeProgram({
  ...{ registry, groups, version: '0', columns: 80, colors: false },
  out: () => {},
  err: () => {},
  onCommand: () => {},
});

const declared = registry.map(({ name }) => {
  const words = name.split(' ');
  const command = words.reduce<Command | undefined>(
    (above, word) => above?.commands.find((one) => one.name() === word),
    program,
  );
  if (!command) throw new Error(`${name} is not there`);
  return [name, words, command] as const;
});

async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr, exitCode } = await cli(['__complete', 'zsh', 'ssmkit', ...words]);
  expect([stderr, exitCode]).toEqual(['', 0]);
  const [kind, ...lines] = stdout.trimEnd().split('\n');
  return kind === 'words' ? lines.map((line) => line.split('\t')[0] ?? '') : [`(${kind})`];
}

describe('whatever is declared is completed', () => {
  it('commands', async () => {
    const firsts = [...new Set(registry.map(({ name }) => name.split(' ')[0]))];
    expect((await offered('')).toSorted()).toEqual([...firsts, 'help'].toSorted());
    expect((await offered('help', '')).toSorted()).toEqual([...firsts, 'help'].toSorted());
    expect(await offered('local', 's')).toEqual(['serve', 'status']);
    expect(await offered('nonsense', 'x', '')).toEqual([]);
  });

  it.each(declared)('%s: every flag, and every choice of one', async (_name, words, command) => {
    const flags = command.options.flatMap(({ long, short }) =>
      [long, short?.startsWith('--') ? short : undefined].filter((flag) => flag !== undefined),
    );
    expect((await offered(...words, '--')).toSorted()).toEqual([...new Set([...flags, '--help'])].toSorted());
    for (const { long, argChoices } of command.options) {
      if (!long || !argChoices) continue;
      expect(await offered(...words, long, '')).toEqual(argChoices);
      expect(await offered(...words, `${long}=`)).toEqual(argChoices.map((choice) => `${long}=${choice}`));
    }
  });

  it('what is given is not offered again, unless it can be given again', async () => {
    const after = await offered('list', '--type', 'String', '--prefix', '/x', '--');
    expect(after).toContain('--type');
    expect(after).not.toContain('--prefix');
    expect(await offered('--region', 'eu-west-1', 'tag', '-f', 'a.json', '--fi')).toEqual(['--file']);
  });

  it('behind -- nothing is a flag', async () => {
    expect(await offered('tag', '--', '--')).toEqual([]);
    expect(await offered('exec', '--env', 'prod', '--', '')).toEqual(['(files)']);
  });
});

/** Of every command, what stands behind a flag or as an argument, by what it is taken for. */
const taken = declared.flatMap(([name, , command]) => [
  ...command.options
    .filter((option) => (option.required || option.optional) && !option.argChoices)
    .map((option): [string, Option] => [`${name} ${option.flags}`, option]),
  ...command.registeredArguments.map((one): [string, Argument] => [`${name} ${one.name()}`, one]),
]);

describe('what a value is', () => {
  it.each(taken.filter(([what]) => /[<[](file|layer\.json|output-file)[\]>.]/.test(what)))(
    '%s: a file',
    (_what, of) => expect(kindOf(of)).toBe('file'),
  );

  it.each(taken.filter(([what]) => /[<[](dir|folder)[\]>]/.test(what)))('%s: a folder', (_what, of) =>
    expect(kindOf(of)).toBe('folder'),
  );

  it.each([
    ['seed --env, --environment <name>', 'environment'],
    ['export --service <name>', 'service'],
    ['list --profile <name>', 'profile'],
    ['put --name <name>', 'parameter'],
    ['delete --name <name>', 'parameter'],
    ['get names', 'parameter'],
    ['tag ids', 'parameter'],
    ['tree path', 'path'],
    ['list --prefix <path>', 'path'],
    ['delete-by-path --path-prefix <path>', 'path'],
    // It is there to be spelled out.
    ['delete-by-path --confirm <name>', 'unknown'],
    ['put-and-tag --name-tag <name>', 'unknown'],
    ['put --value <text>', 'unknown'],
    ['put --value-env <name>', 'unknown'],
    ['list --path-template <template>', 'unknown'],
  ])('%s: %s', (what, kind) => {
    const of = taken.find(([one]) => one === what)?.[1];
    expect(of && kindOf(of)).toBe(kind);
  });
});
