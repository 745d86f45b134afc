import { AwsError } from '../aws-error.ts';
import { type Shape, serializationError, violation } from './shape.ts';

export interface StringLimits {
  readonly min?: number;
  readonly max?: number;
  /** Matched against the whole text, with the `u` flag; shown in the error as it stands. */
  readonly pattern?: string;
  /** A sensitive member's text never appears in an error. */
  readonly sensitive?: boolean;
}

export function text(limits: StringLimits = {}): Shape<string> {
  const pattern = limits.pattern === undefined ? undefined : new RegExp(`^(?:${limits.pattern})$`, 'u');
  return {
    read(json, path, problems) {
      const value = readText(json);
      const shown = limits.sensitive ? undefined : `'${value}'`;
      // One message for each broken constraint, in the order AWS checks them.
      if (limits.max !== undefined && value.length > limits.max) {
        problems.push(violation(path, shown, `Member must have length less than or equal to ${limits.max}`));
      }
      if (limits.min !== undefined && value.length < limits.min) {
        problems.push(
          violation(path, shown, `Member must have length greater than or equal to ${limits.min}`),
        );
      }
      if (pattern && !pattern.test(value)) {
        problems.push(
          violation(path, shown, `Member must satisfy regular expression pattern: ${limits.pattern}`),
        );
      }
      return value;
    },
  };
}

export function oneOf<T extends string>(values: readonly T[]): Shape<T> {
  return {
    read(json, path, problems) {
      const value = readText(json);
      const found = values.find((candidate) => candidate === value);
      if (found !== undefined) return found;
      const rule = `Member must satisfy enum value set: [${values.join(', ')}]`;
      problems.push(violation(path, `'${value}'`, rule));
      return value as T;
    },
  };
}

export function integer(min: number, max: number): Shape<number> {
  return {
    read(json, path, problems) {
      if (typeof json !== 'number' || !Number.isFinite(json)) throw serializationError(json, 'an Integer');
      const value = Math.trunc(json);
      if (value > max)
        problems.push(violation(path, `'${value}'`, `Member must have value less than or equal to ${max}`));
      if (value < min)
        problems.push(
          violation(path, `'${value}'`, `Member must have value greater than or equal to ${min}`),
        );
      return value;
    },
  };
}

export const boolean: Shape<boolean> = {
  read(json) {
    if (typeof json !== 'boolean') throw serializationError(json, 'a Boolean');
    return json;
  },
};

/** A base64 text of 1 to `max` bytes; always sensitive. */
export function blob(max: number): Shape<Uint8Array> {
  return {
    read(json, path, problems) {
      const value = readText(json);
      if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value) || value.length % 4 !== 0) {
        throw new AwsError('SerializationException', 'Unable to decode a Base64 member');
      }
      const bytes = Buffer.from(value, 'base64');
      if (bytes.length > max)
        problems.push(violation(path, undefined, `Member must have length less than or equal to ${max}`));
      if (bytes.length < 1)
        problems.push(violation(path, undefined, 'Member must have length greater than or equal to 1'));
      return bytes;
    },
  };
}

function readText(json: unknown): string {
  if (typeof json !== 'string') throw serializationError(json, 'a String');
  // A lone surrogate has no UTF-8 form; storing it would silently change the value.
  if (!json.isWellFormed())
    throw new AwsError('SerializationException', 'Invalid UTF-16 surrogate in a String');
  return json;
}
