/**
 * The parameters as they were when they were loaded, in memory. Keys have the path stripped: `database/host`.
 * Values are plain strings, as Parameter Store has them; a StringList is one string with commas. The object itself
 * prints its keys with `[redacted]` values, in the inspector and as JSON.
 */
export interface LoadedParameters<Values = Readonly<Record<string, string>>> {
  /** `/mow/backend/django/prod`: what the keys were below. */
  readonly path: string;
  /** How many there are. */
  readonly size: number;
  /** What the schema made of them; without a schema all strings by key. */
  readonly values: Values;
  /** All keys, sorted. */
  keys(): readonly string[];
  /** Is there a parameter of this key? */
  has(key: string): boolean;
  /** The value of a key. @throws ParameterNotFoundError `not-found`. */
  get(key: string): string;
  /** The value of a key, or undefined. */
  find(key: string): string | undefined;
  /**
   * The value of the only key that is `suffix` or ends with it at a slash: `host` finds `database/host`, `ost` does not.
   * @throws ParameterNotFoundError `not-found`, or `ambiguous` where several do.
   */
  bySuffix(suffix: string): string;
  /**
   * Loads anew and, when that has succeeded and fits the schema, replaces the values here; nothing else ever does.
   * Callers at the same time share one load. @throws ParametersError; the old values then stay.
   */
  refresh(): Promise<void>;
  /** Keys with `[redacted]` for every value. */
  toJSON(): Readonly<Record<string, string>>;
}
