import type { Secret } from '../../core/secret/secret.ts';

/** One value as it is, for `$(…)`: asked for by its name. */
export function bareValue(value: Secret, newline: boolean): Uint8Array {
  return new TextEncoder().encode(newline ? `${value.reveal()}\n` : value.reveal());
}
