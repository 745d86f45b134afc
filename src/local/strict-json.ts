/**
 * Reads a part of a JSON document. What is wrong is added to `problems`, each with the path of the member and
 * never with what stood there; the answer counts only when there are none.
 */
export type Reader<T> = (json: unknown, path: string, problems: string[]) => T;

type Members = Readonly<Record<string, Reader<unknown>>>;
type Required<M extends Members> = { readonly [K in keyof M]: ReturnType<M[K]> };
type Optional<M extends Members> = { readonly [K in keyof M]?: ReturnType<M[K]> };

/** An object with these members and no others. */
export function object<R extends Members, O extends Members>(
  required: R,
  optional: O,
): Reader<Required<R> & Optional<O>> {
  const members: Members = { ...required, ...optional };
  return (json, path, problems) => {
    const read: Record<string, unknown> = {};
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      problems.push(`${path} must be an object.`);
      return read as Required<R> & Optional<O>;
    }
    for (const [name, value] of Object.entries(json)) {
      const reader = Object.hasOwn(members, name) ? members[name] : undefined;
      if (reader) read[name] = reader(value, `${path}.${name}`, problems);
      else problems.push(`${path} has the unknown member ${JSON.stringify(name)}.`);
    }
    for (const name of Object.keys(required)) {
      if (!Object.hasOwn(json, name)) problems.push(`${path}.${name} is missing.`);
    }
    return read as Required<R> & Optional<O>;
  };
}

export function listOf<T>(item: Reader<T>): Reader<readonly T[]> {
  return (json, path, problems) => {
    if (Array.isArray(json)) return json.map((entry, index) => item(entry, `${path}[${index}]`, problems));
    problems.push(`${path} must be a list.`);
    return [];
  };
}

export function numberFrom(min: number, max: number, { whole = true } = {}): Reader<number> {
  return (json, path, problems) => {
    const good =
      typeof json === 'number' && json >= min && json <= max && (!whole || Number.isSafeInteger(json));
    if (!good) {
      const kind = whole ? 'a whole number' : 'a number';
      const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
      problems.push(`${path} must be ${kind} ${range}.`);
    }
    return good ? json : min;
  };
}

/** @param what says which texts are good, after `must be`. */
export function textLike(pattern: RegExp, what: string): Reader<string> {
  return (json, path, problems) => {
    if (typeof json === 'string' && pattern.test(json)) return json;
    problems.push(`${path} must be ${what}.`);
    return '';
  };
}

export function oneOfTexts<const T extends string>(values: readonly T[]): Reader<T> {
  return (json, path, problems) => {
    const found = values.find((value) => value === json);
    if (found === undefined) problems.push(`${path} must be one of ${values.join(', ')}.`);
    return found ?? (values[0] as T);
  };
}

export const yesOrNo: Reader<boolean> = (json, path, problems) => {
  if (typeof json !== 'boolean') problems.push(`${path} must be true or false.`);
  return json === true;
};
