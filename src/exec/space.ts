import { SsmkitError } from '../core/errors.ts';

/** How much a new program may be given; undefined where that is not known. */
export interface SpaceLimits {
  /** Bytes of all arguments and variables, with a pointer for each. */
  readonly total: number | undefined;
  /** Bytes of one argument or one `NAME=value`, with its end. */
  readonly one: number | undefined;
}

const mebibyte = 1024 * 1024;
const pointer = 8;
/** Kept free, as xargs does: a `#!` line and `env` add a little of their own. */
const spare = 2048;

/**
 * Linux: a quarter of the stack limit, at least 128 KiB and at most 6 MiB, and 128 KiB a string; the Mac: 1 MiB.
 * `limits` is the text of /proc/self/limits. Source: execve(2), "Limits on size of arguments and environment".
 */
export function spaceLimits(platform: string, limits: string | undefined): SpaceLimits {
  if (platform === 'darwin') return { total: mebibyte, one: undefined };
  if (platform !== 'linux') return { total: undefined, one: undefined };
  const soft = /^Max stack size\s+(\S+)/m.exec(limits ?? '')?.[1];
  const most = 6 * mebibyte;
  if (soft === undefined || !/^\d+$/.test(soft))
    return { total: soft === 'unlimited' ? most : undefined, one: 131_072 };
  return { total: Math.max(131_072, Math.min(most, Math.floor(Number(soft) / 4))), one: 131_072 };
}

/** @throws SsmkitError `program-unusable`, naming a variable that is too large by itself. */
export function requireSpace(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  { total, one }: SpaceLimits,
): void {
  const variables = Object.entries(environment).map(
    ([name, value]) => [name, Buffer.byteLength(name) + Buffer.byteLength(value) + 2] as const,
  );
  const large = variables.filter(([, bytes]) => one !== undefined && bytes > one).map(([name]) => name);
  const hint = 'Nothing was started. Pass fewer: --only, --except, --service or --pristine.';
  if (large.length > 0) {
    const message = `${large.join(', ')}: too large for an environment variable (${one} bytes at most).`;
    throw new SsmkitError('program-unusable', message, { hint });
  }
  const strings = args.reduce((sum, arg) => sum + Buffer.byteLength(arg) + 1 + pointer, 0);
  const needed = variables.reduce((sum, [, bytes]) => sum + bytes + pointer, strings) + spare;
  if (total !== undefined && needed > total) {
    const message = `The environment is too large: ${needed} bytes, and this system lets a program have ${total} (E2BIG).`;
    throw new SsmkitError('program-unusable', message, { hint });
  }
}
