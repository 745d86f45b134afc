import { envNameOf, isEnvName, upperSnake } from '../../core/parameter/env-name.ts';
import { loaderNameReason } from '../../core/parameter/loader-names.ts';

/** A parameter's key below its service: `POSTGRES_DB`, `database/host`. */
export interface NamedKey {
  readonly service?: string | undefined;
  readonly key: string;
  /** The parameter's full name. */
  readonly parameter: string;
}

export interface EnvNameOptions {
  /** `--prefix-keys`: the service, uppercased, and `_` before every name. */
  readonly prefix: boolean;
  /** From `--allow-name`. */
  readonly allow: ReadonlySet<string> | 'all';
}

export type EnvNaming =
  | { readonly from: NamedKey; readonly name: string }
  | { readonly from: NamedKey; readonly reason: string; readonly hint: string };

/** As envNameOf, with the service before it: `POSTGRES_` + name. */
export function prefixedEnvName(service: string | undefined, key: string): string {
  return service === undefined ? envNameOf(key) : `${upperSnake(service)}_${envNameOf(key)}`;
}

/**
 * Names all keys, in their order. Refused: what is no name, what steers a loader or an interpreter, and
 * two keys of one service that become one name (across services see duplicate-names.ts).
 */
export function nameKeys(keys: readonly NamedKey[], options: EnvNameOptions): readonly EnvNaming[] {
  const owners = new Map<string, NamedKey[]>();
  const names = keys.map((from) => {
    const name = options.prefix ? prefixedEnvName(from.service, from.key) : envNameOf(from.key);
    const slot = `${from.service ?? ''}\n${name}`;
    const owner = owners.get(slot);
    if (owner) owner.push(from);
    else owners.set(slot, [from]);
    return { from, name };
  });
  return names.map(({ from, name }) => {
    const others = (owners.get(`${from.service ?? ''}\n${name}`) ?? []).filter((other) => other !== from);
    return judged(from, name, others, options.allow);
  });
}

function judged(
  from: NamedKey,
  name: string,
  others: readonly NamedKey[],
  allow: ReadonlySet<string> | 'all',
): EnvNaming {
  if (!isEnvName(name)) {
    const hint = /^[0-9]/.test(name)
      ? 'A name cannot start with a digit: rename the key, or put the service before it with --prefix-keys.'
      : 'Rename the key: letters, digits, _ and the separators / . - can become a name.';
    return { from, reason: `cannot become an environment variable name (${JSON.stringify(name)})`, hint };
  }
  if (others.length > 0) {
    const list = others.map((other) => other.parameter).join(', ');
    return { from, reason: `becomes ${name}, as does ${list}`, hint: 'Rename one of the keys.' };
  }
  const steers = loaderNameReason(name);
  if (steers !== undefined && allow !== 'all' && !allow.has(name)) {
    return {
      from,
      reason: `becomes ${name}, which ${steers}`,
      hint: `If that is meant, give --allow-name ${name}.`,
    };
  }
  return { from, name };
}
