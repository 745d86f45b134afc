import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Cost {
  /** The most memory held at one time, MiB. */
  readonly mb: number;
  /** Of CPU: it does not depend on who else uses the machine. */
  readonly seconds: number;
}

/** Linux counts CPU time in hundredths of a second, whatever the kernel's own tick. */
const ticksPerSecond = 100;
const lookEveryMs = 10;

/**
 * For a program that nothing can be loaded into: looks at /proc until it ends, and whenever it says something, since
 * it says most at its end. What the last few milliseconds cost is not seen. Linux only.
 */
export function watchCost(child: ChildProcess): () => Cost {
  let cost: Cost | undefined;
  const look = () => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
      // Fields 14 and 15 of proc(5), counted behind the name, which can hold anything.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const seconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
      const kb = Number(/VmHWM:\s*(\d+)/.exec(status)?.[1]);
      if (kb > 0) cost = { mb: kb / 1024, seconds };
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, lookEveryMs);
  child.stdout?.on('data', look);
  child.once('exit', () => clearInterval(timer));
  return () => {
    if (!cost) throw new Error('The program ended before it was looked at.');
    return cost;
  };
}
