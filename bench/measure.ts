import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const ms = performance.now() - begun;
  if (code !== 0) {
    const said = Buffer.concat([...out, ...err])
      .toString()
      .slice(-600);
    throw new Error(`${command} ${args.slice(0, 6).join(' ')} ended with ${code}: ${said}`);
  }
  return { ms, stdout: Buffer.concat(out).toString() };
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

const peakFile = join(tmpdir(), `ssmkit-bench-peak-${process.pid}`);
/** Loaded with --require: writes the peak when the program ends. */
export const peakHook = join(import.meta.dirname, 'peak.cjs');
export const peakEnvironment = { SSMKIT_BENCH_PEAK: peakFile };

/** Megabytes that the last run with `peakHook` held at most. */
export function takePeak(): number {
  const mb = Number(readFileSync(peakFile, 'utf8'));
  rmSync(peakFile);
  return mb;
}
