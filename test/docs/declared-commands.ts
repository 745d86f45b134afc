import type { Command } from 'commander';
import { makeProgram } from '../../src/cli/program.ts';
import { groups, registry } from '../../src/commands/registry.ts';

/** Flags of each command by its name (`local serve`; `` for what stands before a command), as declared. */
export const declaredFlags: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  walk(
    makeProgram({
      registry,
      groups,
      version: '',
      out: () => {},
      err: () => {},
      columns: 80,
      colors: false,
      onCommand: () => {},
    }),
    '',
  ),
);

function walk(command: Command, name: string): readonly (readonly [string, ReadonlySet<string>])[] {
  const options = [...command.options, ...command.createHelp().visibleOptions(command)];
  const flags = new Set(
    options.flatMap(({ short, long }) => [short, long]).filter((flag) => flag !== undefined),
  );
  const children = command.commands.flatMap((child) => walk(child, `${name} ${child.name()}`.trim()));
  return [[name, flags], ...children];
}

/** The longest name of a command that words begin with, and the words behind it. */
export function commandOf(words: readonly string[]): {
  readonly name: string;
  readonly rest: readonly string[];
} {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    if (words.length >= length && declaredFlags.has(name)) return { name, rest: words.slice(length) };
  }
  return { name: '', rest: words };
}
