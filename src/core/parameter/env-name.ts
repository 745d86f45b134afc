export function isEnvName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/**
 * The env name of a key: a key that is a name is itself, letter for letter; any other is uppercased with
 * `/ . -` as `_`. The result may still be no name (`2FA`): nothing is made up to repair it.
 */
export function envNameOf(key: string): string {
  return isEnvName(key) ? key : upperSnake(key);
}

/** Letters upper case, separators as `_`. */
export function upperSnake(text: string): string {
  return text.toUpperCase().replaceAll(/[/.-]/g, '_');
}
