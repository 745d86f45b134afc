const prefix = 'bm90aGluZyBoZXJl';
const listings: ReadonlySet<string> = new Set([
  'GetParametersByPath',
  'DescribeParameters',
  'GetParameterHistory',
]);

type Json = Readonly<Record<string, unknown>>;

export function isListing(operation: string): boolean {
  return listings.has(operation);
}

/** An empty page whose token leads to the page that was asked for. */
export function emptyPage(input: unknown): object {
  const token = asObject(input).NextToken;
  return { Parameters: [], NextToken: prefix + (typeof token === 'string' ? token : '') };
}

/** True for the call that follows an empty page: it gets the real one. */
export function followsEmptyPage(input: unknown): boolean {
  const token = asObject(input).NextToken;
  return typeof token === 'string' && token.startsWith(prefix);
}

/** The input as it was before the empty page was put in front of it. */
export function withoutEmptyPage(input: unknown): unknown {
  if (!followsEmptyPage(input)) return input;
  const { NextToken, ...rest } = asObject(input);
  const token = String(NextToken).slice(prefix.length);
  return token === '' ? rest : { ...rest, NextToken: token };
}

function asObject(input: unknown): Json {
  return typeof input === 'object' && input !== null ? (input as Json) : {};
}
