import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Turns one CommonJS file into one executable: a copy of the Node that runs this, and a V8 startup snapshot of the
 * program, which must name its main function by `v8.startupSnapshot.setDeserializeMainFunction`.
 */
export function buildBinary(main, output) {
  const folder = `${resolve(output)}.build`;
  const node = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  rmSync(output, { force: true });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  try {
    // npm puts the Node of the dev dependency first in PATH; it is the one that goes into the binary.
    copyFileSync(process.execPath, node);
    strip(node);
    writeFileSync(join(folder, 'main.cjs'), forgetful + readFileSync(main, 'utf8'));
    const settings = {
      // The snapshot holds its whole path; this one is the same on every machine, where there is a /proc.
      main: existsSync('/proc/self/cwd') ? '/proc/self/cwd/main.cjs' : 'main.cjs',
      output: 'output',
      disableExperimentalSEAWarning: true,
      useSnapshot: true,
      useCodeCache: false,
      // Node itself reads every `--env-file` on its command line, even a program's own, and obeys the NODE_OPTIONS
      // in it. It stops looking at `--`; and NODE_OPTIONS of the environment is not for this program either.
      execArgv: ['--'],
      execArgvExtension: 'none',
    };
    writeFileSync(join(folder, 'sea.json'), JSON.stringify(settings));
    // They hold for the building process alone, and leave two builds the same but for some ten bytes.
    const sameEveryTime = ['--predictable', '--predictable-gc-schedule', '--random-seed=1', '--hash-seed=1'];
    // Nothing of the building machine is to get into the snapshot.
    const { SystemRoot } = process.env;
    const { status, stderr } = spawnSync(node, [...sameEveryTime, '--build-sea', 'sea.json'], {
      argv0: 'node',
      cwd: folder,
      encoding: 'utf8',
      env: { TZ: 'UTC', ...(SystemRoot && { SystemRoot }) },
    });
    // Node makes a binary even of a program that failed, and then only says so.
    if (status !== 0 || stderr !== '')
      throw new Error(`The snapshot of ${main} could not be made. ${stderr}`);
    renameSync(join(folder, 'output'), output);
    sign(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Node fills these in at every start; until then they would tell where the binary was built. */
const forgetful = `require('node:v8').startupSnapshot.addSerializeCallback(() => {
  Object.assign(process, { argv: [], execArgv: [], execPath: '' });
});
`;

/** Takes Node's symbols off, a fifth of its size. Before --build-sea: afterwards it would take the program along. */
function strip(file) {
  // Elsewhere Node comes without symbols, and macOS would not start what no longer fits its signature.
  if (process.platform !== 'linux') return;
  const { error, status } = spawnSync('strip', [file], { stdio: 'inherit' });
  if (error) console.warn('There is no strip (of binutils): the binary is 30 MiB larger than it could be.');
  else if (status !== 0) throw new Error('strip failed');
}

/**
 * macOS starts no program whose signature does not fit, and what was put in has broken Node's own. Ad hoc: it names
 * nobody, so whoever downloads a binary goes by its checksum and provenance. Windows starts a program without any.
 */
function sign(file) {
  if (process.platform !== 'darwin') return;
  const { error, status, stderr } = spawnSync('codesign', ['--sign', '-', '--force', file], {
    encoding: 'utf8',
  });
  if (error || status !== 0) throw new Error(`codesign failed. ${error?.message ?? stderr}`);
}
