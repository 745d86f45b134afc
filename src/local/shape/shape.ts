import { AwsError } from '../aws-error.ts';

/**
 * Reads one JSON value as the API model describes it. A wrong JSON type throws SerializationException at once,
 * as AWS does; broken constraints are collected, because AWS names them all in one ValidationException.
 */
export interface Shape<T> {
  readonly read: (json: unknown, path: string, problems: string[]) => T;
}

export type Read<S> = S extends Shape<infer T> ? T : never;

/** @throws AwsError SerializationException or ValidationException. */
export function readInput<T>(shape: Shape<T>, json: unknown): T {
  const problems: string[] = [];
  const input = shape.read(json, '', problems);
  if (problems.length === 0) return input;
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  throw new AwsError('ValidationException', `${count}: ${problems.join('; ')}`);
}

/** `Value '51' at 'maxResults' failed to satisfy constraint: …`; without `shown` the value stays unseen. */
export function violation(path: string, shown: string | undefined, rule: string): string {
  const value = shown === undefined ? 'Value' : `Value ${shown}`;
  return `${value} at '${path}' failed to satisfy constraint: ${rule}`;
}

export function serializationError(json: unknown, wanted: string): AwsError {
  if (Array.isArray(json))
    return new AwsError('SerializationException', 'Start of list found where not expected');
  switch (typeof json) {
    case 'object':
      return new AwsError('SerializationException', 'Start of structure or map found where not expected.');
    case 'string':
      return new AwsError('SerializationException', `STRING_VALUE can not be converted to ${wanted}`);
    case 'number':
      return new AwsError('SerializationException', `NUMBER_VALUE can not be converted to ${wanted}`);
    default:
      return new AwsError(
        'SerializationException',
        `${json === true ? 'TRUE' : 'FALSE'}_VALUE can not be converted to ${wanted}`,
      );
  }
}
