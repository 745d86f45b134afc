import type { Argument, Command, Option } from 'commander';

/** Where on a command line the cursor stands, by what commander was told of commands and options. */
export interface Place {
  readonly command: Command;
  /** By commander's camel-cased names, each with its values in their order; switches have none. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly args: readonly string[];
  /** The option whose value stands there. */
  readonly option: Option | undefined;
  /** The argument that stands there, if the command takes one more. */
  readonly argument: Argument | undefined;
  /** Behind `--`, where nothing is an option. */
  readonly verbatim: boolean;
  /** `help`, which takes the name of a command. */
  readonly help: boolean;
}

/** Reads the words before the cursor, without the program's name. Words that mean nothing are passed over. */
export function findPlace(program: Command, words: readonly string[]): Place {
  const given = new Map<string, string[]>();
  const args: string[] = [];
  let command = program;
  let option: Option | undefined;
  let verbatim = false;
  let help = false;
  const note = (name: string, ...values: string[]) => {
    given.set(name, [...(given.get(name) ?? []), ...values]);
  };
  for (const word of words) {
    const takes = option;
    option = undefined;
    if (verbatim) args.push(word);
    else if (takes && (takes.required || !word.startsWith('-'))) note(takes.attributeName(), word);
    else if (word === '--') verbatim = true;
    else if (word.startsWith('-') && word !== '-') {
      const { name, value } = partsOf(word);
      const found = optionOf(command, name);
      if (!found) continue;
      if (value !== undefined) note(found.attributeName(), value);
      else if (found.required || found.optional) option = found;
      else note(found.attributeName());
    } else {
      const next = args.length === 0 && !help ? subcommandOf(command, word) : undefined;
      if (next) command = next;
      else if (command === program && word === 'help') help = true;
      else args.push(word);
    }
  }
  const { registeredArguments } = command;
  const last = registeredArguments.at(-1);
  const argument = registeredArguments[args.length] ?? (last?.variadic ? last : undefined);
  return { command, given, args, option, argument, verbatim, help };
}

function subcommandOf(command: Command, word: string): Command | undefined {
  return command.commands.find((one) => one.name() === word || one.aliases().includes(word));
}

/** `--output=json`, `-f` and `-flayer.json`. */
export function partsOf(word: string): { readonly name: string; readonly value: string | undefined } {
  if (!word.startsWith('--')) {
    return { name: word.slice(0, 2), value: word.length > 2 ? word.slice(2) : undefined };
  }
  const at = word.indexOf('=');
  return at === -1
    ? { name: word, value: undefined }
    : { name: word.slice(0, at), value: word.slice(at + 1) };
}

/** An option of the command, or of one that stands before it on the line. */
export function optionOf(command: Command, flag: string): Option | undefined {
  for (let at: Command | null = command; at; at = at.parent) {
    const found = at.options.find(({ short, long }) => short === flag || long === flag);
    if (found) return found;
  }
  return undefined;
}
