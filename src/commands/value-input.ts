import type { Command } from 'commander';
import { SsmkitError } from '../core/errors.ts';
import { secretFromBytes } from '../core/secret/from-bytes.ts';
import { Secret } from '../core/secret/secret.ts';
import type { Context } from './context.ts';
import { switchOption, textOption } from './options.ts';

type Options = Readonly<Record<string, unknown>>;

const inputs = ['value', 'valueFile', 'valueStdin', 'valueEnv'] as const;

export function addValueOptions(command: Command): void {
  command
    .option('--value <text>', 'the value, verbatim (other users of the machine can see it while ssmkit runs)')
    .option('--value-file <file>', 'the value is the content of this file, verbatim')
    .option('--value-stdin', 'the value is standard input, without one final newline')
    .option('--keep-newline', 'keep the final newline of --value-stdin')
    .option('--value-env <name>', 'the value is that of this environment variable');
}

/**
 * The value by exactly one of the ways in, or by a hidden prompt on a terminal.
 * @throws SsmkitError `usage` for none or several, `input` for a value that cannot be read.
 */
export async function readValue(context: Context, options: Options): Promise<Secret> {
  const given = inputs.filter((name) => options[name] !== undefined);
  if (given.length > 1)
    throw new SsmkitError('usage', 'The value is given in more than one way.', { hint: oneOf });
  const keepNewline = switchOption(options, 'keepNewline');
  if (keepNewline && options.valueStdin === undefined) {
    throw new SsmkitError('usage', '--keep-newline goes with --value-stdin.');
  }
  const text = textOption(options, 'value');
  if (text !== undefined) return new Secret(text);
  const file = textOption(options, 'valueFile');
  if (file !== undefined) return decoded(await context.files.read(file), file, false);
  if (switchOption(options, 'valueStdin'))
    return decoded(await context.readStdin(), 'standard input', !keepNewline);
  const variable = textOption(options, 'valueEnv');
  if (variable !== undefined) {
    const value = Object.hasOwn(context.env, variable) ? context.env[variable] : undefined;
    // Not named: whoever gave the value itself must not find it in a log.
    if (value === undefined) {
      throw new SsmkitError('input', 'The environment variable that --value-env names is not set.', {
        hint: 'Give the name of a variable, not its value, and export it.',
      });
    }
    return new Secret(value);
  }
  const typed = await context.askHidden('Value: ');
  if (typed === undefined) throw new SsmkitError('usage', 'No value was given.', { hint: oneOf });
  return typed;
}

const oneOf = 'Give one of --value, --value-file, --value-stdin or --value-env.';

function decoded(bytes: Uint8Array, from: string, dropNewline: boolean): Secret {
  const value = secretFromBytes(bytes, { dropNewline });
  if (!value) {
    throw new SsmkitError(
      'input',
      `The value in ${from} is not UTF-8 text, which is all Parameter Store holds.`,
      {
        hint: 'Store it base64-encoded.',
      },
    );
  }
  return value;
}
