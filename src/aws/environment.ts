/** The process environment as it was handed in; this room never looks at the process itself. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The first of the variables that is set to something; an empty variable is unset, as for the aws CLI. */
export function variable(env: Environment, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = env[name];
    if (value !== undefined && value.trim() !== '') return value.trim();
  }
  return undefined;
}

export function isOn(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'true';
}
