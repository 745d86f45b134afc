import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** What install.sh may use of a machine, besides what fetches. */
const everywhere = [
  ...['awk', 'chmod', 'cut', 'dirname', 'grep', 'ln', 'mkdir', 'mktemp', 'mv', 'printf', 'readlink', 'rm'],
  ...['rmdir', 'sed', 'sha256sum', 'tar', 'uname', 'xz', 'cat'],
];

function where(name: string): string {
  const found = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin']
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
  if (found === undefined) throw new Error(`${name} is not here: run scripts/conformance.sh`);
  return found;
}

/** A PATH of exactly these programs: what is missing from it is missing from the machine. */
function pathOf(folder: string, programs: Readonly<Record<string, string>>): string {
  mkdirSync(folder);
  for (const [name, file] of Object.entries(programs)) symlinkSync(file, join(folder, name));
  return folder;
}

/** A machine of Debian's programs, with curl, wget or neither. */
export function debianTools(folder: string, fetchers: readonly string[]): string {
  const names = [...everywhere, 'getconf', ...fetchers];
  return pathOf(folder, Object.fromEntries(names.map((name) => [name, where(name)])));
}

/** A machine where every program is busybox's; Debian's glibc alone is not, or there would be no binary for it. */
export function busyboxTools(folder: string): string {
  const busybox = where('busybox');
  const applets = new Set(execFileSync(busybox, ['--list'], { encoding: 'utf8' }).split('\n'));
  const missing = [...everywhere, 'wget'].filter((name) => !applets.has(name));
  if (missing.length > 0) throw new Error(`busybox has no ${missing.join(', ')}`);
  const own = [...everywhere, 'wget', 'ash'].map((name) => [name, busybox]);
  return pathOf(folder, { ...Object.fromEntries(own), getconf: where('getconf') });
}

export const dash = () => where('dash');
export const bash = () => where('bash');
