import { CallError } from '../core/call-error.ts';
import type { StoredParameter } from '../core/parameter/stored.ts';
import type { ParameterStore } from '../core/ports.ts';

/** All pages of a path; `onFound` hears of each parameter as it comes. A policy may cover the path only with its trailing slash, so that is tried once. */
export async function readPath(
  store: Pick<ParameterStore, 'getParametersByPath'>,
  path: string,
  decrypt: boolean,
  onFound: (stored: StoredParameter) => void = () => {},
): Promise<readonly StoredParameter[]> {
  const bare = path.length > 1 ? path.replace(/\/$/, '') : path;
  try {
    return await allPages(store, bare, decrypt, onFound);
  } catch (error) {
    if (!(error instanceof CallError) || error.kind !== 'denied' || isKeyDenial(error) || bare === path)
      throw error;
    try {
      return await allPages(store, path, decrypt, onFound);
    } catch (second) {
      if (!(second instanceof CallError) || second.kind !== 'denied' || isKeyDenial(second)) throw second;
      throw new CallError('denied', `ssm:GetParametersByPath is denied on parameter${bare}.`, {
        hint: `Allow it on parameter${bare} itself; a policy of parameter${bare}/* alone does not cover the path.`,
        action: 'ssm:GetParametersByPath',
        cause: error,
      });
    }
  }
}

async function allPages(
  store: Pick<ParameterStore, 'getParametersByPath'>,
  path: string,
  decrypt: boolean,
  onFound: (stored: StoredParameter) => void,
): Promise<readonly StoredParameter[]> {
  const all: StoredParameter[] = [];
  for await (const page of store.getParametersByPath(path, { recursive: true, decrypt })) {
    for (const stored of page) {
      all.push(stored);
      onFound(stored);
    }
  }
  return all;
}

function isKeyDenial(error: CallError): boolean {
  return error.action?.startsWith('kms:') === true;
}
