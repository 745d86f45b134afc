/** Command lines for advice, with the flags of this run that they need as well. */
export interface CommandLines {
  /** This very run again, with more flags. */
  again(...more: readonly string[]): string;
  /** The same for another environment. */
  environment(name: string): string;
  ssmkit(...words: readonly string[]): string;
  aws(...words: readonly string[]): string;
}

export interface LineOptions {
  /** Flags of the way and the hierarchy as they were given: `--profile`, `admin`. */
  readonly flags: readonly string[];
  /** What this run is about: `--environment`, `prod`. */
  readonly about: readonly string[];
  readonly region: string | undefined;
  readonly profile: string | undefined;
  /** A custom endpoint's URL. */
  readonly endpoint: string | undefined;
}

export function commandLines({ flags, about, region, profile, endpoint }: LineOptions): CommandLines {
  const line = (...words: readonly string[]) => words.map(shellWord).join(' ');
  const way = [
    ...(endpoint === undefined ? [] : ['--endpoint-url', endpoint]),
    ...(region === undefined ? [] : ['--region', region]),
    ...(profile === undefined ? [] : ['--profile', profile]),
  ];
  return {
    again: (...more) => line('ssmkit', 'doctor', ...about, ...flags, ...more),
    environment: (name) => line('ssmkit', 'doctor', '--environment', name, ...flags),
    ssmkit: (...words) => line('ssmkit', ...words, ...flags),
    aws: (...words) => line('aws', ...words, ...way),
  };
}

/** A word as POSIX shells read it back. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
