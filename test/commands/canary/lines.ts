import type { Argument, Command, Option } from 'commander';
import { files, keyAlias, names, root, targets, variable } from './scene.ts';
import { secret } from './secrets.ts';

export interface Line {
  readonly args: readonly string[];
  readonly stdin?: string;
}

/** What an option's name says about what it takes; the first that fits. */
const byName: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(^|-)value-file$/, ['in/value', 'in/not-utf8', 'in/missing']],
  [/(^|-)value-env$/, [variable, secret('mistaken-for-a-name')]],
  [/(^|-)(value|secret|password|token)$/, [secret('option')]],
  [/^env-file$|^example$/, files],
  [/(^|-)file$|^config$|^faults?$/, files],
  [/^backup$|^out(put)?(-file)?$/, targets.options],
  [/^(path-)?prefix$|^path$/, [root]],
  [/^environment$|^env$/, ['prod']],
  [/^project$/, ['mow']],
  [/^component$/, ['backend']],
  [/service$/, ['db']],
  [/^name$|^allow-plaintext$/, [names.secure]],
  [/^key-id$/, [keyAlias]],
  [/^confirm$/, [root]],
  [/^tag$/, ['k=v', '{"Key":"k","Value":"v"}', '{"Key":']],
  [/^port$/, ['0']],
  [/^account$/, ['000000000000']],
  [/^mode$/, ['600']],
  [/^modified-since$|^since$/, ['7d']],
  [/^policies$/, ['[]', '[']],
  [/^endpoint-url$/, ['http://127.0.0.1:9']],
];
/** Options without which a command has nothing to be about. */
const subjects = /^(name|environment|project|env-file|(path-)?prefix|path|port)$/;
/** Shows values by its very name. */
const asked = /^show-values$/;
const number = /<(number|seconds)>/;
/** So that a fault that never ends does not either, and writes come one after the other. */
const limits: readonly (readonly [string, string])[] = [
  ['max-attempts', '1'],
  ['max-time', '1'],
  ['concurrency', '1'],
];

/** Every way to give one option. */
function given(option: Option): readonly (readonly string[])[] {
  const flag = option.long ?? option.short ?? '';
  const name = flag.replace(/^--/, '');
  if (asked.test(name)) return [];
  if (!option.required && !option.optional) return [[flag]];
  if (option.argChoices) return option.argChoices.map((choice) => [flag, choice]);
  const known = byName.find(([pattern]) => pattern.test(name))?.[1];
  const values = known ?? (number.test(option.flags) ? ['1'] : ['x']);
  return [...values.map((value) => [flag, value]), ...(option.optional ? [[flag]] : [])];
}

/** What stands behind --; a program that is to be run does nothing. */
function argument(declared: Argument): readonly string[] {
  if (declared.argChoices) return declared.argChoices.slice(0, 1);
  const name = declared.name();
  if (/^(command|program)$/.test(name)) return [process.execPath, '-e', '0'];
  if (/^role/.test(name)) return ['application'];
  if (/file|out/.test(name)) return [targets.argument];
  if (/path|prefix/.test(name)) return [root];
  return declared.variadic ? [names.secure, names.plain] : [names.secure];
}

/** Command lines that a declaration allows, derived from it alone: right ones, odd ones and wrong ones. */
export function linesOf(path: string, command: Command): readonly Line[] {
  const options = command.options.filter(({ long }) => long !== undefined);
  const nameOf = (option: Option) => (option.long ?? '').replace(/^--/, '');
  const has = (name: string) => options.some((option) => nameOf(option) === name);
  const start = [...path.split(' '), ...limits.flatMap(([name, to]) => (has(name) ? [`--${name}`, to] : []))];
  const about = options
    .filter((option) => subjects.test(nameOf(option)))
    .flatMap((option) => given(option)[0] ?? []);
  const args = command.registeredArguments.flatMap(argument);
  const tail = args.length > 0 ? ['--', ...args] : [];
  const values = options.filter((option) => /^value(-|$)/.test(nameOf(option))).flatMap(given);
  const bases = [
    { head: [...start, ...about], tail },
    ...(args.length > 0 && about.length > 0
      ? [
          { head: [...start, ...about], tail: [] },
          { head: start, tail },
        ]
      : []),
  ];
  const lines: Line[] = [{ args: start }];
  for (const { head, tail: end } of bases) {
    const ways = values.length > 0 ? values : [[]];
    for (const way of ways) lines.push(line([...head, ...way], end));
    for (const option of options) {
      for (const one of given(option)) lines.push(line([...head, ...(ways[0] ?? []), ...one], end));
    }
    lines.push(line([...head, ...values.flat()], end));
    lines.push(line([...head, ...(ways[0] ?? []), `--unknown=${secret('unknown-option')}`], end));
    // Where any number of names may stand, one more is a name.
    const full = end.length > 0 || args.length === 0;
    if (full && !command.registeredArguments.some(({ variadic }) => variadic))
      lines.push(line([...head, ...(ways[0] ?? [])], [...(end.length > 0 ? end : ['--']), secret('astray')]));
  }
  return lines;
}

/** Standard input holds a secret where the line says that it is to be read as one. */
function line(head: readonly string[], tail: readonly string[]): Line {
  const args = [...head, ...tail];
  return head.some((arg) => arg.includes('stdin')) ? { args, stdin: `${secret('stdin')}\n` } : { args };
}
