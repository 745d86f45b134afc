import { SchemaError, type SchemaIssue } from './errors.ts';
import { type Read, valuesOf } from './parameter-values.ts';
import type { StandardIssue, StandardSchema } from './standard-schema.ts';

/** What the schema makes of the values; without one, the values. @throws SchemaError */
export async function checked(read: Read, schema: StandardSchema | undefined): Promise<unknown> {
  const values = valuesOf(read);
  if (schema === undefined) return values;
  // A copy with Object's prototype: some validators want a plain object.
  const result = await schema['~standard'].validate({ ...values });
  if (result.issues === undefined) return result.value;
  const issues = result.issues.map((issue) => issueOf(issue, values));
  const list = issues
    .map(({ key, message }) => `  ${key === undefined ? '' : `${key}: `}${message}`)
    .join('\n');
  throw new SchemaError(`The parameters do not fit the schema:\n${list}`, issues);
}

/** Validators like to repeat what they were given; a message that holds any value is not passed on. */
function issueOf({ message, path }: StandardIssue, values: Readonly<Record<string, string>>): SchemaIssue {
  const first = path?.[0];
  const name = typeof first === 'object' ? first.key : first;
  const key = name === undefined ? undefined : String(name);
  if (key !== undefined && !Object.hasOwn(values, key)) return { key, message: 'is missing' };
  const repeats = Object.values(values).some((value) => value !== '' && holds(message, value));
  return { key, message: repeats ? 'does not fit' : message };
}

/** The value itself, or as JSON or a validator would quote it. */
function holds(message: string, value: string): boolean {
  return message.includes(value) || message.includes(JSON.stringify(value).slice(1, -1));
}
