// What there is to say of every command, from the declarations; the pages only lay it out.
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addApplyOptions, addGlobalOptions } from '../src/cli/global-options.ts';
import { makeProgram } from '../src/cli/program.ts';
import { groups, registry } from '../src/commands/registry.ts';

/** Options that several commands share are told once; by the heading that --help has for them. */
const sharedGroups = ['Apply options:', 'Pacing options:', 'Global options:'];

export function manualModel() {
  const shared = sharedOptions();
  const program = makeProgram({
    registry,
    groups,
    version: '',
    out: () => {},
    err: () => {},
    columns: 80,
    colors: false,
    onCommand: () => {},
  });
  return {
    shared,
    commands: registry.map((module) => describe(program, module, shared)),
    exitCodes: exitCodes(),
  };
}

/** Group → its options, of a command that has them all. */
function sharedOptions() {
  const command = new Command();
  addApplyOptions(command, { deletes: true });
  addGlobalOptions(command);
  const all = command.options.map(optionOf);
  return new Map(sharedGroups.map((group) => [group, all.filter((option) => option.group === group)]));
}

function describe(program, module, shared) {
  const command = module.name
    .split(' ')
    .reduce((above, name) => above.commands.find((child) => child.name() === name), program);
  const options = command.options.map(optionOf);
  const isShared = ({ group, flags, text }) =>
    shared.get(group)?.some((one) => one.flags === flags && one.text === text) ?? false;
  return {
    name: module.name,
    summary: module.summary,
    about: module.about,
    examples: module.examples ?? [],
    usage: `ssmkit ${module.name} ${command.usage()}`,
    arguments: command.registeredArguments.map((argument) => ({
      flags: argument.required ? `<${nameOf(argument)}>` : `[${nameOf(argument)}]`,
      text: textOf(argument),
    })),
    options: options.filter((option) => !isShared(option)),
    shared: sharedGroups
      .map((group) => ({
        group,
        flags: options.filter((option) => option.group === group && isShared(option)),
      }))
      .filter(({ flags }) => flags.length > 0),
  };
}

const nameOf = (argument) => (argument.variadic ? `${argument.name()}...` : argument.name());

const optionOf = (option) => ({
  flags: option.flags,
  text: textOf(option),
  group: option.helpGroupHeading,
});

/** The description, with what else is declared in its last brackets. */
function textOf({ description, argChoices, defaultValue, defaultValueDescription, envVar }) {
  const [, words, inside] = description.match(/^(.*) \(([^()]*)\)$/) ?? [undefined, description];
  const isShown = defaultValue !== undefined && typeof defaultValue !== 'boolean';
  const notes = [
    ...(inside === undefined ? [] : [inside]),
    ...(argChoices ? [`one of ${argChoices.join(', ')}`] : []),
    ...(isShown ? [`default: ${defaultValueDescription ?? defaultValue}`] : []),
    ...(envVar ? [`variable: ${envVar}`] : []),
  ];
  return notes.length === 0 ? words : `${words} (${notes.join('; ')})`;
}

/** Rows of the table in docs/output.md, the one place that says what they mean. */
function exitCodes() {
  const [, section = ''] = readFileSync('docs/output.md', 'utf8').split('## Exit codes\n');
  const [table] = section.split('\n## ');
  return [...table.matchAll(/^\| (\d[\d, ]*) \| (.*) \|$/gm)].map(([, code, meaning]) => [code, meaning]);
}
