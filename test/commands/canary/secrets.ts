import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every planted secret is full of this, so that a part of one gives itself away too. */
const token = 'Zq7canr';
/** The same for values that are no secrets, and may be shown where values are asked for. */
const plainToken = 'Wm3plai';

export function secret(what: string): string {
  return `${token}-${what}-${token}'"\\ ${token}`;
}

export function plainValue(what: string): string {
  return `${plainToken}-${what}-${plainToken}`;
}

/** 32 bytes, as the embedded store's key is. */
export const keyMaterial = Buffer.from(`${token}${token}${token}${token}`.padEnd(32, '0'));

/** What a text holds of the secrets, in whatever guise; of plain values as well, unless they may be shown. */
export function leaks(text: string, { plainShown = false } = {}): readonly string[] {
  const tokens = plainShown ? [token] : [token, plainToken];
  const lower = text.toLowerCase();
  return tokens.flatMap((one) =>
    guises(one)
      .filter(([form, exact]) => (exact ? text.includes(form) : lower.includes(form.toLowerCase())))
      .map(([form]) => form),
  );
}

/** The form, and whether its case counts. */
function guises(text: string): readonly (readonly [string, boolean])[] {
  const bytes = Buffer.from(text);
  // A base64 text starts in any of three positions; what its neighbours change is cut off.
  const base64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return [encoded.slice(offset === 0 ? 0 : offset + 1, -1), true] as const;
  });
  return [[text, false], [bytes.toString('hex'), false], ...base64];
}

/** The files below a folder that hold a secret; `except` by the start of their path in it. */
export function leakyFiles(folder: string, except: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !except.some((start) => path.startsWith(start)))
    .filter((path) => leaks(readFileSync(join(folder, path), 'latin1')).length > 0);
}
