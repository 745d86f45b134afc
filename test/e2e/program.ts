import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { inject } from 'vitest';
import { repository } from '../support/run-cli.ts';
import { bundleInto, type Started, start } from './bundled.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What the suite runs on: npm's bundle in `npm test`, dist/ssmkit in `npm run test:binary`. */
    readonly program: ProgramKind;
  }
}

export type ProgramKind = 'bundle' | 'binary';

/** The program as somebody has it, for tests that start it. */
export interface Program {
  readonly kind: ProgramKind;
  /** The one file that it is, alone in a folder of its own. */
  readonly file: string;
  /** What to start, and what comes before the program's own arguments. */
  readonly argv: readonly [string, ...string[]];
}

/** The bundle, freshly made, or a copy of the binary, below a folder. */
export function programInto(folder: string, kind: ProgramKind = inject('program')): Program {
  const own = mkdtempSync(join(folder, 'program-'));
  // Other users run it, too.
  chmodSync(own, 0o755);
  if (kind === 'bundle') {
    const file = bundleInto(own);
    return { kind, file, argv: [process.execPath, '--', file] };
  }
  const file = join(own, 'ssmkit');
  copyFileSync(join(repository, 'dist/ssmkit'), file);
  chmodSync(file, 0o755);
  return { kind, file, argv: [file] };
}

/** The same bundle with a script that Node loads before it; there is no such thing with the binary. */
export function withHook(program: Program, script: string): Program {
  return { ...program, argv: [process.execPath, '--require', script, '--', program.file] };
}

export function startProgram(
  { argv: [command, ...first] }: Program,
  args: readonly string[],
  options: Parameters<typeof start>[2],
): Started {
  return start(command, [...first, ...args], options);
}

/** Makes the program a command: a link to the binary, or what npm's launcher does. */
export function installAs(path: string, { kind, file }: Program): void {
  if (kind === 'binary') symlinkSync(file, path);
  else writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' -- '${file}' "$@"\n`, { mode: 0o755 });
}

/** A folder to be a PATH: links to the programs named, as far as they are here, and no Node. */
export function toolsInto(folder: string, names: readonly string[]): string {
  const tools = join(folder, 'tools');
  mkdirSync(tools);
  for (const name of names) {
    const found = (process.env.PATH ?? '')
      .split(delimiter)
      .map((path) => join(path, name))
      .find((path) => existsSync(path));
    if (found) symlinkSync(found, join(tools, name));
  }
  return tools;
}
