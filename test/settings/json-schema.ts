type Schema = Readonly<Record<string, unknown>>;

/** The keywords of draft 2020-12 that the published schema uses; any other one is an error of the test. */
const known = new Set([
  '$schema',
  'type',
  'description',
  'properties',
  'additionalProperties',
  'propertyNames',
  'items',
  'enum',
  'pattern',
]);

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
};

/** Every keyword a schema uses that this checker does not know, or uses in a form that it does not. */
export function misuse(schema: unknown, at = '#'): readonly string[] {
  if (typeof schema === 'boolean') return [];
  if (!types.object?.(schema)) return [`${at} is no schema`];
  const own = schema as Schema;
  const wrong = Object.keys(own)
    .filter((keyword) => !known.has(keyword))
    .map((keyword) => `${at}/${keyword} is not known`);
  if (own.type !== undefined && types[String(own.type)] === undefined) wrong.push(`${at}/type`);
  if (own.enum !== undefined && !Array.isArray(own.enum)) wrong.push(`${at}/enum`);
  // By the specification a pattern is ECMA-262 with Unicode semantics.
  if (own.pattern !== undefined) new RegExp(String(own.pattern), 'u');
  const inner = Object.entries((own.properties ?? {}) as Schema);
  const parts = ['additionalProperties', 'propertyNames', 'items'].filter((part) => own[part] !== undefined);
  return [
    ...wrong,
    ...inner.flatMap(([name, part]) => misuse(part, `${at}/properties/${name}`)),
    ...parts.flatMap((part) => misuse(own[part], `${at}/${part}`)),
  ];
}

/** Where a value does not fit a schema. */
export function violations(schema: unknown, value: unknown, at = ''): readonly string[] {
  if (schema === true || schema === undefined) return [];
  if (schema === false) return [`${at} is not allowed`];
  const own = schema as Schema;
  const found: string[] = [];
  if (own.type !== undefined && !types[String(own.type)]?.(value))
    return [`${at} is not of type ${own.type}`];
  if (Array.isArray(own.enum) && !own.enum.includes(value)) found.push(`${at} is not one of the values`);
  if (own.pattern !== undefined && typeof value === 'string') {
    if (!new RegExp(String(own.pattern), 'u').test(value)) found.push(`${at} does not match`);
  }
  if (Array.isArray(value)) {
    return [...found, ...value.flatMap((item, index) => violations(own.items, item, `${at}/${index}`))];
  }
  if (types.object?.(value) !== true) return found;
  const properties = (own.properties ?? {}) as Schema;
  for (const [name, part] of Object.entries(value as Schema)) {
    found.push(...violations(own.propertyNames, name, `${at}/${name} (the name)`));
    const rule = Object.hasOwn(properties, name) ? properties[name] : own.additionalProperties;
    found.push(...violations(rule, part, `${at}/${name}`));
  }
  return found;
}
