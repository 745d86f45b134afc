import { SsmkitError } from '../core/errors.ts';
import { shown } from './file-problem.ts';
import { readBytes } from './read-bytes.ts';

/** Where names become numbers; the paths are parameters so that tests need no accounts. */
export interface AccountFiles {
  readonly passwd: string;
  readonly group: string;
}

const systemAccounts: AccountFiles = { passwd: '/etc/passwd', group: '/etc/group' };

/**
 * The number of `--owner` or `--group`: digits as they are, a name by /etc/passwd or /etc/group (what a
 * directory service alone knows must be given as a number).
 * @throws SsmkitError `input` for an unknown name.
 */
export async function accountNumber(
  kind: 'owner' | 'group',
  given: string,
  files: AccountFiles = systemAccounts,
): Promise<number> {
  if (/^[0-9]{1,10}$/.test(given) && Number(given) < 2 ** 32 - 1) return Number(given);
  const path = kind === 'owner' ? files.passwd : files.group;
  const text = new TextDecoder().decode(await readBytes(path));
  for (const line of text.split('\n')) {
    const [name, , id] = line.split(':');
    if (name === given && given !== '' && id !== undefined && /^[0-9]+$/.test(id)) return Number(id);
  }
  throw new SsmkitError('input', `--${kind} ${shown(given)} is not in ${path}.`, {
    hint: `Give a name from ${path}, or a number.`,
  });
}
