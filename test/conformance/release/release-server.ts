import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { callScript } from '../../release/call-script.ts';

const platform = `linux-${process.arch}`;

/** A release as scripts/pack-release.mjs makes it, around a shell script in the place of the binary. */
export function makeRelease(folder: string, version: string, program = `echo ${version}`): string {
  const output = join(folder, `v${version}`);
  mkdirSync(output);
  const binary = join(folder, `program-${version}`);
  writeFileSync(binary, `#!/bin/sh\n${program}\n`);
  callScript('pack-release.mjs', 'packArchive', {
    binary,
    platform,
    version,
    thirdParty: 'notices\n',
    output,
  });
  writeFileSync(join(output, 'SHA256SUMS'), String(callScript('pack-release.mjs', 'sums', output)));
  return output;
}

export const archiveOf = (version: string) => `ssmkit-${version}-${platform}.tar.xz`;

export interface ReleaseServer {
  readonly url: string;
  /** The folder of the newest release. */
  latest: string;
  /** What is served for a path in place of the file: other bytes, a part of it, a status, or nothing ever. */
  spoil: ReadonlyMap<string, Buffer | 'truncated' | 'silent' | number>;
  /** Paths that were asked for. */
  asked: string[];
  close(): Promise<void>;
}

/** Serves `<folder>/v…` below /download, and the newest below /latest/download, as GitHub does. */
export async function serveReleases(folder: string): Promise<ReleaseServer> {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    state.asked.push(path);
    const file = path
      .replace(/^\/latest\/download\//, `${state.latest}/`)
      .replace(/^\/download\//, `${folder}/`);
    const spoilt = state.spoil.get(path.split('/').at(-1) ?? '');
    if (spoilt === 'silent') return;
    if (typeof spoilt === 'number') return void response.writeHead(spoilt).end('no\n');
    let bytes: Buffer;
    try {
      bytes = Buffer.isBuffer(spoilt) ? spoilt : readFileSync(file);
    } catch {
      return void response.writeHead(404).end('not found\n');
    }
    response.writeHead(200, { 'content-length': bytes.length });
    if (spoilt !== 'truncated') return void response.end(bytes);
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: ReleaseServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    latest: '',
    spoil: new Map(),
    asked: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return state;
}
