import { envNameOf } from '../core/parameter/env-name.ts';
import type { ExportedParameter } from '../core/parameter/exported.ts';
import { nameKeys, prefixedEnvName } from '../render/dialect/env-name.ts';

export interface VariableChoice {
  /** Names to take; none means all. */
  readonly only: readonly string[];
  readonly except: readonly string[];
  readonly prefixKeys: boolean;
  readonly allowNames: ReadonlySet<string>;
  /** `--no-overwrite`: what is set already stays. */
  readonly taken: Readonly<Record<string, string | undefined>>;
}

export interface Variable {
  readonly name: string;
  readonly parameter: ExportedParameter;
}

export interface ChosenVariables {
  /** Sorted by name. */
  readonly variables: readonly Variable[];
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Variables of a program from layers of parameters, the last one winning with a warning. Within a layer a name
 * given twice is a problem, and so is a name that no variable has or that steers a loader.
 */
export function chooseVariables(
  layers: readonly (readonly ExportedParameter[])[],
  choice: VariableChoice,
): ChosenVariables {
  const chosen = new Map<string, ExportedParameter>();
  const warnings: string[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const layer of layers) {
    const wanted = layer.filter((parameter) => {
      const name = nameOf(parameter, choice.prefixKeys);
      seen.add(name);
      return (choice.only.length === 0 || choice.only.includes(name)) && !choice.except.includes(name);
    });
    const named = namedLayer(wanted, choice);
    problems.push(...named.problems);
    for (const { name, parameter } of named.variables) {
      if (Object.hasOwn(choice.taken, name) && choice.taken[name] !== undefined) continue;
      const earlier = chosen.get(name);
      if (earlier) warnings.push(`${name}: ${parameter.stored.name} replaces ${earlier.stored.name}.`);
      chosen.set(name, parameter);
    }
  }
  for (const name of choice.only.filter((name) => !seen.has(name))) {
    problems.push(`${name} is missing; --only asks for it.`);
  }
  for (const name of choice.except.filter((name) => !seen.has(name))) {
    warnings.push(`--except ${name}: there is no such variable.`);
  }
  const variables = [...chosen].map(([name, parameter]) => ({ name, parameter }));
  return { variables: variables.toSorted((a, b) => (a.name < b.name ? -1 : 1)), warnings, problems };
}

function nameOf({ service, key }: ExportedParameter, prefix: boolean): string {
  return prefix ? prefixedEnvName(service, key) : envNameOf(key);
}

function namedLayer(
  parameters: readonly ExportedParameter[],
  { prefixKeys, allowNames }: VariableChoice,
): { readonly variables: readonly Variable[]; readonly problems: readonly string[] } {
  const namings = nameKeys(
    parameters.map(({ service, key, stored }) => ({ service, key, parameter: stored.name })),
    { prefix: prefixKeys, allow: allowNames },
  );
  const owners = new Map<string, ExportedParameter>();
  const problems: string[] = [];
  for (const [index, naming] of namings.entries()) {
    const parameter = parameters[index];
    if (parameter === undefined) continue;
    if ('reason' in naming) {
      problems.push(`${naming.from.parameter} ${naming.reason}. ${naming.hint}`);
      continue;
    }
    const owner = owners.get(naming.name);
    if (owner === undefined) owners.set(naming.name, parameter);
    else {
      problems.push(
        `${naming.name} is the name of ${owner.stored.name} and of ${parameter.stored.name}. Narrow with --service, or use --prefix-keys.`,
      );
    }
  }
  return { variables: [...owners].map(([name, parameter]) => ({ name, parameter })), problems };
}
