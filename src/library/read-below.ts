import { createCallRunner } from '../apply/call-runner.ts';
import type { ConnectOptions } from '../aws/connect-options.ts';
import { connectPathReader, foreignPathReader } from '../aws/path-reader.ts';
import type { Clock } from '../core/ports.ts';
import { readPath } from '../gather/read-path.ts';
import type { ReadBelow } from './loader.ts';

export interface Machine extends Pick<ConnectOptions, 'version' | 'env' | 'nodeVersion'> {
  readonly clock: Clock;
}

/** Reads through the application's client, or through one that lives only for the load. */
export function createReadBelow(machine: () => Machine): ReadBelow {
  return async (path, options) => {
    const { clock, ...surroundings } = machine();
    const runner = createCallRunner({ clock, random: Math.random, maxTimeMs: options.maxTimeMs });
    const { client, region, profile, roleArn, endpointUrl } = options;
    const reader =
      client === undefined
        ? await connectPathReader({ ...surroundings, region, profile, roleArn, endpointUrl }, runner)
        : foreignPathReader(client, runner);
    try {
      const found = await readPath(reader, path, true);
      return new Map(
        found
          // A root parameter may be answered without its slash.
          .map(({ name, value }) => [name.startsWith(path) ? name.slice(path.length) : name, value] as const)
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      );
    } finally {
      reader.destroy();
    }
  };
}
