import { type Shape, serializationError, violation } from './shape.ts';

export function list<T>(item: Shape<T>, min: number, max: number): Shape<readonly T[]> {
  return {
    read(json, path, problems) {
      if (!Array.isArray(json)) throw serializationError(json, 'a List');
      const shown = `'[${json.filter((entry) => typeof entry === 'string').join(', ')}]'`;
      if (json.length > max)
        problems.push(violation(path, shown, `Member must have length less than or equal to ${max}`));
      if (json.length < min)
        problems.push(violation(path, shown, `Member must have length greater than or equal to ${min}`));
      return json.map((entry: unknown, index) => {
        const at = `${path}.${index + 1}.member`;
        if (entry === null) problems.push(violation(at, 'null', 'Member must not be null'));
        return entry === null ? (undefined as T) : item.read(entry, at, problems);
      });
    },
  };
}

/** A JSON object from text to text, such as an encryption context. Its order means nothing. */
export function textMap(value: Shape<string>): Shape<Readonly<Record<string, string>>> {
  return {
    read(json, path, problems) {
      const entries = Object.entries(asObject(json));
      return Object.fromEntries(
        entries.map(([key, entry]) => [key, value.read(entry, `${path}.${key}.member`, problems)]),
      );
    },
  };
}

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type Required<M extends Shapes> = { readonly [K in keyof M]: M[K] extends Shape<infer T> ? T : never };
type Optional<M extends Shapes> = {
  readonly [K in keyof M]?: (M[K] extends Shape<infer T> ? T : never) | undefined;
};

/** Members AWS does not know are ignored; JSON null means absent. */
export function structure<R extends Shapes, O extends Shapes>(
  required: R,
  optional: O,
): Shape<Required<R> & Optional<O>> {
  return {
    read(json, path, problems) {
      const source = asObject(json);
      const result: Record<string, unknown> = {};
      const at = (member: string) => (path === '' ? lowerCamel(member) : `${path}.${lowerCamel(member)}`);
      for (const [member, shape] of Object.entries(required)) {
        const value = own(source, member);
        if (value === undefined) problems.push(violation(at(member), 'null', 'Member must not be null'));
        else result[member] = shape.read(value, at(member), problems);
      }
      for (const [member, shape] of Object.entries(optional)) {
        const value = own(source, member);
        if (value !== undefined) result[member] = shape.read(value, at(member), problems);
      }
      return result as Required<R> & Optional<O>;
    },
  };
}

function own(source: Readonly<Record<string, unknown>>, member: string): unknown {
  return Object.hasOwn(source, member) ? (source[member] ?? undefined) : undefined;
}

function asObject(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw serializationError(json, 'a Structure');
  }
  return json as Readonly<Record<string, unknown>>;
}

function lowerCamel(member: string): string {
  return member.charAt(0).toLowerCase() + member.slice(1);
}
