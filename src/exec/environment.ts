import { SsmkitError } from '../core/errors.ts';
import type { Program } from '../core/program.ts';
import type { Secret } from '../core/secret/secret.ts';

/**
 * The program's whole environment, values letter for letter.
 * @throws SsmkitError `program-unusable` naming the variables that no environment can carry.
 */
export function environmentOf({ inherited, variables }: Program): Readonly<Record<string, string>> {
  const bad = [...variables].flatMap(([name, value]) => {
    const problem = carryProblem(value);
    return problem === undefined ? [] : [`${name} ${problem}`];
  });
  if (bad.length > 0) {
    throw new SsmkitError('program-unusable', `The environment cannot carry it all: ${bad.join('; ')}.`, {
      hint: 'Nothing was started. Leave it out with --except, or store it base64-encoded.',
    });
  }
  const environment: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(inherited)) if (value !== undefined) environment[name] = value;
  for (const [name, value] of variables) environment[name] = value.reveal();
  return environment;
}

/** Variables are C strings of UTF-8. */
function carryProblem(value: Secret): string | undefined {
  const text = value.reveal();
  if (text.includes('\0')) return 'holds a NUL character';
  return text.isWellFormed() ? undefined : 'holds half a character (a lone surrogate)';
}
