import { AwsError } from './aws-error.ts';
import type { Call } from './operation.ts';

/**
 * Pages are cut by key, not by offset, so that nothing is lost or doubled while others write. The token is the
 * last key, sealed and bound to the listing it belongs to.
 */
export interface Paging {
  readonly after: string;
  readonly limit: number;
}

/** @param listing everything that must be the same on the next page. @throws AwsError InvalidNextToken */
export function openPage(call: Call, listing: string, token: string | undefined, limit: number): Paging {
  if (token === undefined || token === '') return { after: '', limit };
  try {
    const bytes = call.sealer.open(Buffer.from(token, 'base64'), binding(call, listing));
    return { after: Buffer.from(bytes).toString('utf8'), limit };
  } catch {
    throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
  }
}

/** Cuts a page off `items`, which were read with `limit + 1`; the token is absent on the last page. */
export function cutPage<T>(
  call: Call,
  listing: string,
  paging: Paging,
  items: readonly T[],
  keyOf: (item: T) => string,
): { readonly page: readonly T[]; readonly NextToken: string | undefined } {
  const page = items.slice(0, paging.limit);
  const last = page.at(-1);
  if (items.length <= paging.limit || last === undefined) return { page, NextToken: undefined };
  const sealed = call.sealer.seal(Buffer.from(keyOf(last)), binding(call, listing));
  return { page, NextToken: Buffer.from(sealed).toString('base64') };
}

function binding(call: Call, listing: string): string {
  return `page ${call.scope.account} ${call.scope.region} ${listing}`;
}
