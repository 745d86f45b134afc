import type { StoredParameter } from '../../core/parameter/stored.ts';
import type { Clock, ParameterStore } from '../../core/ports.ts';
import { type Answer, answerOf, isDenied } from './answer.ts';

/** As much of a list as there was time for. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly pages: number;
  readonly complete: boolean;
}

export interface ListingBound {
  readonly pages: number;
  readonly ms: number;
}

/** Takes pages up to a bound; at it, whether there is more is not known, and `complete` is false. */
export async function takePages<T>(
  pages: AsyncIterable<readonly T[]>,
  bound: ListingBound,
  clock: Pick<Clock, 'now'>,
): Promise<Listing<T>> {
  const until = clock.now() + bound.ms;
  const items: T[] = [];
  let count = 0;
  for await (const page of pages) {
    items.push(...page);
    count += 1;
    if (count >= bound.pages || clock.now() >= until) return { items, pages: count, complete: false };
  }
  return { items, pages: count, complete: true };
}

/** What is below a path, never decrypted. A policy may cover the path only with its trailing slash. */
export async function listBelow(
  store: Pick<ParameterStore, 'getParametersByPath'>,
  path: string,
  bound: ListingBound,
  clock: Pick<Clock, 'now'>,
): Promise<Answer<Listing<StoredParameter>>> {
  const read = (from: string) =>
    answerOf(() =>
      takePages(store.getParametersByPath(from, { recursive: true, decrypt: false }), bound, clock),
    );
  const first = await read(path);
  if ('value' in first || !isDenied(first.error) || path === '/') return first;
  const second = await read(`${path}/`);
  return 'value' in second ? second : first;
}
