/** A date of HTTP has whole seconds, cut off: on average it is half of one behind. */
const cutOff = 500;

/** Compares the server's clock with ours, by the `Date` of the first answer that has one. */
export interface ServerClock {
  /** By how many milliseconds the server's clock is ahead; undefined before an answer. */
  readonly skew: () => number | undefined;
  /**
   * A middleware of the SDK for the step `deserialize`, innermost: it sees the answer as it came, errors included.
   */
  readonly middleware: <Args, Result extends { readonly response: unknown }>(
    next: (args: Args) => Promise<Result>,
  ) => (args: Args) => Promise<Result>;
}

export const innermost = { step: 'deserialize', priority: 'low', name: 'ssmkitServerClock' } as const;

export function createServerClock(now: () => number): ServerClock {
  let skew: number | undefined;
  return {
    skew: () => skew,
    middleware: (next) => async (args) => {
      const sent = now();
      const result = await next(args);
      const server = dateOf(result.response);
      if (server !== undefined) skew ??= Math.round(server + cutOff - (sent + now()) / 2);
      return result;
    },
  };
}

function dateOf(response: unknown): number | undefined {
  const { headers } = (response ?? {}) as { readonly headers?: Readonly<Record<string, unknown>> };
  const [, date] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'date') ?? [];
  const time = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
