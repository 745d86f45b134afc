import type { Argument, Command, Option } from 'commander';
import { optionOf, type Place, partsOf } from './complete-place.ts';

export interface Candidate {
  /** The whole word, as the program is to get it. */
  readonly word: string;
  readonly says?: string | undefined;
}

/**
 * What can stand at a place: words that the declarations tell, or the value of an option or argument that
 * only somebody who knows what it means can tell. `before` is what of the word is no part of the value:
 * `--env-file=`.
 */
export type Wanted =
  | { readonly kind: 'words'; readonly candidates: readonly Candidate[] }
  | {
      readonly kind: 'value';
      readonly of: Option | Argument;
      readonly before: string;
      readonly typed: string;
    };

/** `typed` is the word under the cursor as far as the cursor. */
export function whatIsWanted(place: Place, typed: string): Wanted {
  const { command, option, argument, verbatim, help, args } = place;
  if (option) return valueWanted(option, '', typed);
  if (!verbatim && typed.startsWith('--') && typed.includes('=')) {
    const { name, value = '' } = partsOf(typed);
    const found = optionOf(command, name);
    return found && (found.required || found.optional)
      ? valueWanted(found, `${name}=`, value)
      : { kind: 'words', candidates: [] };
  }
  if (!verbatim && typed.startsWith('-')) return words(flagsOf(place), typed);
  if (help || command.commands.length > 0) {
    return words(args.length === 0 ? commandsOf(command) : [], typed);
  }
  if (argument) return valueWanted(argument, '', typed);
  return words(verbatim || typed !== '' ? [] : flagsOf(place), typed);
}

function words(candidates: readonly Candidate[], typed: string): Wanted {
  return { kind: 'words', candidates: candidates.filter(({ word }) => word.startsWith(typed)) };
}

/** Where the declaration has choices, they are all that is wanted. */
function valueWanted(of: Option | Argument, before: string, typed: string): Wanted {
  const { argChoices } = of;
  if (argChoices === undefined) return { kind: 'value', of, before, typed };
  const choices = argChoices.filter((choice) => choice.startsWith(typed));
  return { kind: 'words', candidates: choices.map((choice) => ({ word: `${before}${choice}` })) };
}

function commandsOf(command: Command): readonly Candidate[] {
  const own = command.commands.map((one) => ({
    word: one.name(),
    says: one.summary() || one.description(),
  }));
  return command.parent ? own : [...own, { word: 'help', says: 'show help for a command' }];
}

/** Those of the command itself, which has the global ones as well; one that was given and takes one value is left out. */
function flagsOf({ command, given }: Place): readonly Candidate[] {
  const options = command.options.filter(
    (option) => !option.hidden && (!given.has(option.attributeName()) || takesMany(option)),
  );
  return [
    ...options.flatMap(({ long, short, description: says }) =>
      [long, short?.startsWith('--') ? short : undefined]
        .filter((word) => word !== undefined)
        .map((word) => ({ word, says })),
    ),
    { word: '--help', says: 'show help' },
  ];
}

/** What collects values has a parser of its own. */
function takesMany({ variadic, parseArg }: Option): boolean {
  return variadic || parseArg !== undefined;
}
