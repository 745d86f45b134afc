import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** All in milliseconds. */
export interface Times {
  readonly runs: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function summarize(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return {
    runs: sorted.length,
    median: at(Math.floor(sorted.length / 2)),
    min: at(0),
    max: at(sorted.length - 1),
  };
}

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface Ran {
  readonly ms: number;
  /** Megabytes that it held at most; NaN where there is no /proc. */
  readonly peakMb: number;
  readonly stdout: string;
}

/** Runs a program to its end. @throws Error when it fails: a failed run is no measurement. */
export async function run({ command, args, env, cwd }: Command): Promise<Ran> {
  const begun = performance.now();
  const child = spawn(command, args, {
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  let peakMb = Number.NaN;
  const watch = setInterval(() => {
    peakMb = highWaterMark(child.pid) ?? peakMb;
  }, lookEveryMs);
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearInterval(watch);
  const ms = performance.now() - begun;
  if (code !== 0) {
    const said = Buffer.concat([...out, ...err])
      .toString()
      .slice(-600);
    throw new Error(`${command} ${args.slice(0, 6).join(' ')} ended with ${code}: ${said}`);
  }
  return { ms, peakMb, stdout: Buffer.concat(out).toString() };
}

/** Seldom enough to leave the time of a short run alone. */
const lookEveryMs = 40;

/** Megabytes; undefined for a process that has ended. */
function highWaterMark(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}

/** Every contestant in turn, `rounds` times, so that a busy moment of the machine hits all of them. */
export async function alternate<K extends string>(
  rounds: number,
  contestants: Readonly<Record<K, () => Promise<Ran>>>,
): Promise<Readonly<Record<K, Times>>> {
  const names = Object.keys(contestants) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (const name of names) await contestants[name]();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) times.get(name)?.push((await contestants[name]()).ms);
  }
  const entries = names.map((name) => [name, summarize(times.get(name) ?? [])]);
  return Object.fromEntries(entries) as Record<K, Times>;
}
