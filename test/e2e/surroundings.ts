import { bareEnvironment, type Started, start } from './bundled.ts';
import type { Program } from './program.ts';

/** What a program finds around it when it is started. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
  /** A line of POSIX shell that is run before it, in its own process: `umask 077`. */
  readonly before?: string;
  /** Redirections: `<&-`. */
  readonly redirected?: string;
}

/** Who they are that only root can become. */
export const somebodyElse = { uid: 65_534, gid: 65_534 } as const;

export const isRoot = process.getuid?.() === 0;

export function without(
  env: Readonly<Record<string, string>>,
  ...names: readonly string[]
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}

/** With `url` an endpoint over HTTP; without it nothing at all, for `--local`. */
export function quiet(cwd: string, url?: string): Surroundings {
  return { cwd, env: bareEnvironment(url) };
}

function startIn(around: Surroundings, { argv }: Program, args: readonly string[]): Started {
  const { before, redirected, ...options } = around;
  if (before === undefined && redirected === undefined) {
    const [command, ...first] = argv;
    return start(command, [...first, ...args], options);
  }
  const line = `${before ?? ':'}\nexec "$@" ${redirected ?? ''}`;
  return start('/bin/sh', ['-c', line, 'sh', ...argv, ...args], options);
}

export async function runIn(around: Surroundings, program: Program, args: readonly string[]) {
  const { stdout, stderr, exitCode, signal } = await startIn(around, program, args).ended;
  return { stdout, stderr, exitCode: exitCode ?? signal };
}
