import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** `sh` is on every POSIX machine; bash and dash where they are installed. */
export function availableShells(): readonly string[] {
  return ['sh', 'bash', 'dash'].filter((shell) => shell === 'sh' || isInstalled(shell));
}

/** What every variable is after a real shell sourced each text in an empty folder, and what it left there. */
export function sourced(
  shell: string,
  files: readonly { readonly text: string; readonly names: readonly string[] }[],
): { readonly values: readonly (readonly string[])[]; readonly created: readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'ssmkit-shell-'));
  try {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const lines = files.flatMap(({ text, names }, index) => {
      writeFileSync(join(folder, `file${index}`), text);
      writeFileSync(join(folder, `print${index}`), names.map(printed).join('\n'));
      return [`( . ../file${index} && . ../print${index}; printf '\\000|' )`];
    });
    const output = execFileSync(shell, ['-c', `set -f; ${lines.join('\n')}`], {
      cwd: empty,
      // Not a socket: bash would take itself for started by rshd and read its start-up files.
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
      maxBuffer: 2 ** 30,
    }).toString('utf8');
    // Two NULs, since a value may begin with a bar.
    const values = output.split('\0\0|').slice(0, -1);
    return { values: values.map((line) => line.split('\0')), created: readdirSync(empty) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printed(name: string): string {
  return `printf '%s\\000' "\${${name}-unset}"`;
}

function isInstalled(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => folder !== '' && contains(folder, program));
}

function contains(folder: string, program: string): boolean {
  try {
    return readdirSync(folder).includes(program);
  } catch {
    return false;
  }
}
