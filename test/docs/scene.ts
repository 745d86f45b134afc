import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { bareEnvironment, start } from '../e2e/bundled.ts';
import { repository } from '../support/run-cli.ts';

/** What a page's command lines find beside the examples; docs are read from the top, so this is little. */
export interface Preparation {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Run before the first block. */
  readonly before?: string;
}

export interface Scene {
  readonly folder: string;
  /** Answers the exit code, and both streams in one as on a terminal. */
  readonly sh: (text: string) => Promise<{ readonly output: string; readonly exitCode: number | null }>;
  /** Starts a server of ssmkit on a free port, waits until it listens, and stops it as Ctrl-C does. */
  readonly serve: (line: string) => Promise<{ readonly output: string; readonly exitCode: number | null }>;
  readonly close: () => void;
}

/** All that a machine with Node, npm and a shell is sure to have. A block that needs more belongs to the conformance tests. */
const programs = [
  ...['cat', 'chmod', 'cp', 'cut', 'diff', 'dirname', 'basename', 'echo', 'env', 'expr', 'false', 'grep'],
  ...['head', 'ls', 'ln', 'mkdir', 'mktemp', 'mv', 'printf', 'rm', 'rmdir', 'sed', 'sh', 'sleep', 'sort'],
  ...['tail', 'tee', 'test', 'touch', 'tr', 'true', 'uniq', 'wc'],
];

/** A fresh folder with the examples and an empty store; `program` is the bundle. */
export function setScene(program: string, { env = {}, files = {} }: Preparation = {}): Scene {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ssmkit-docs-')));
  cpSync(join(repository, 'examples'), join(folder, 'examples'), { recursive: true });
  cpSync(join(repository, 'tags'), join(folder, 'tags'), { recursive: true });
  cpSync(join(repository, 'examples/env.prod'), join(folder, 'env.prod'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const bin = mkdtempSync(join(tmpdir(), 'ssmkit-docs-bin-'));
  installPrograms(bin, program);
  const environment = {
    ...bareEnvironment(),
    HOME: folder,
    PATH: bin,
    SSMKIT_LOCAL: '1',
    ...env,
  };
  const shell = (text: string) =>
    start(join(bin, 'sh'), ['-euc', `exec 2>&1\n${text}`], { cwd: folder, env: environment });
  return {
    folder,
    sh: async (text) => {
      const { stdout, exitCode } = await shell(text).ended;
      return { output: stdout, exitCode };
    },
    serve: async (line) => {
      const { child, ended } = shell(`exec ${line} --port 0`);
      let said = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        if (said.includes('Listening on ')) return;
        said += chunk.toString();
        if (said.includes('Listening on ')) child.kill('SIGINT');
      });
      const { exitCode } = await ended;
      return { output: said, exitCode };
    },
    close: () => {
      for (const made of [folder, bin]) rmSync(made, { recursive: true, force: true });
    },
  };
}

function installPrograms(bin: string, program: string): void {
  const folders = (process.env.PATH ?? '').split(delimiter);
  mkdirSync(bin, { recursive: true });
  for (const name of programs) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    // Some are words of the shell alone.
    if (found !== undefined) symlinkSync(found, join(bin, name));
  }
  symlinkSync(process.execPath, join(bin, 'node'));
  writeFileSync(join(bin, 'ssmkit'), `#!/bin/sh\nexec '${process.execPath}' -- '${program}' "$@"\n`, {
    mode: 0o755,
  });
  for (const name of ['npm', 'npx']) {
    const beside = join(dirname(process.execPath), name);
    const found = [beside, ...folders.map((folder) => join(folder, name))].find((path) => existsSync(path));
    if (found !== undefined) symlinkSync(found, join(bin, name));
  }
}
