import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { oldNames } from '../../../src/cli/old-names.ts';
import { repository } from '../../support/run-cli.ts';
import { linkingText } from './migration-page.ts';

/** A way to call ssmkit: prepares a working folder, then says how a `ssmkit <subcommand>` line is written there. */
interface Launcher {
  readonly title: string;
  /** Tried against moto as well; what only starts the same program in another way need not be. */
  readonly everywhere: boolean;
  /** Answers what PATH must begin with. */
  readonly install: (folder: string) => string;
  readonly rewrite: (line: string) => string;
}

export const bundle = join(repository, 'dist/ssmkit.cjs');
const binary = join(repository, 'dist/ssmkit');
/** CI always builds the binary first; elsewhere its part is left out when it is not there. */
export const binaryIsThere = existsSync(binary);

const scriptOf = new Map(Object.entries(oldNames).map(([script, subcommand]) => [subcommand, script]));

/** `ssmkit put …` as a call of the old script. */
function byScript(line: string, call: (script: string) => string): string {
  return line.replace(/\bssmkit ([a-z-]+)/, (_, subcommand: string) => call(scriptOf.get(subcommand) ?? ''));
}

function folderWith(folder: string, name: string, target: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(target, join(bin, name));
  return bin;
}

/** Where `#!/usr/bin/env node` finds the Node that runs the tests. */
const nodeFolder = dirname(process.execPath);

/** Runs the page's own text for making the links. */
function linkedByThePage(folder: string, target: string): string {
  const bin = folderWith(folder, 'ssmkit', target);
  const path = [bin, nodeFolder, '/usr/bin', '/bin'].join(delimiter);
  execFileSync('bash', ['--norc', '-euc', linkingText], { cwd: folder, env: { PATH: path } });
  return nodeFolder;
}

const oldLine = (line: string) => byScript(line, (script) => `./aws/scripts/${script}.sh`);

const byNode: readonly Launcher[] = [
  {
    title: 'node -- dist/ssmkit.cjs',
    everywhere: true,
    install(folder) {
      const bin = join(folder, 'bin');
      mkdirSync(bin);
      writeFileSync(join(bin, 'ssmkit'), `#!/bin/sh\nexec '${process.execPath}' -- '${bundle}' "$@"\n`);
      chmodSync(join(bin, 'ssmkit'), 0o755);
      return bin;
    },
    rewrite: (line) => line,
  },
  {
    title: 'links of the npm launcher with .sh',
    everywhere: false,
    install: (folder) => linkedByThePage(folder, join(repository, 'bin/ssmkit.mjs')),
    rewrite: oldLine,
  },
];

const byBinary: readonly Launcher[] = [
  {
    title: 'the binary as ssmkit',
    everywhere: false,
    install: (folder) => folderWith(folder, 'ssmkit', binary),
    rewrite: (line) => line,
  },
  {
    title: 'links of the binary with .sh',
    everywhere: true,
    install: (folder) => linkedByThePage(folder, binary),
    rewrite: oldLine,
  },
  {
    title: 'links of the binary without .sh, in PATH',
    everywhere: true,
    install(folder) {
      const bin = join(folder, 'bin');
      mkdirSync(bin);
      for (const script of Object.keys(oldNames)) symlinkSync(binary, join(bin, script));
      return bin;
    },
    rewrite: (line) => byScript(line, (script) => script),
  },
];

export const launchers: readonly Launcher[] = [...byNode, ...(binaryIsThere ? byBinary : [])];
