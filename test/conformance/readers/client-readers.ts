import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type AbsentReader,
  folder,
  isInstalled,
  type Pairs,
  type RealReader,
  writeTexts,
} from './real-reader.ts';

const run = promisify(execFile);

/** The docker and kubectl commands, which read the file themselves and then talk to a server. */
export function clientReaders(): readonly (RealReader | AbsentReader)[] {
  return [
    isInstalled('docker')
      ? { name: 'docker create --env-file', format: 'docker', read: readByDocker }
      : { name: 'docker create --env-file', missing: 'docker' },
    isInstalled('kubectl')
      ? { name: 'kubectl', format: 'k8s-secret', read: readByKubectl }
      : { name: 'kubectl', missing: 'kubectl' },
  ];
}

/** No engine is needed: a socket that takes the request in which the client sends what it read. */
async function readByDocker(texts: readonly string[]): Promise<readonly (Pairs | undefined)[]> {
  writeTexts(texts);
  const received = new Map<string, readonly string[]>();
  const engine = createServer(async (request, response) => {
    const body = await bodyOf(request);
    response.setHeader('Api-Version', '1.43');
    response.setHeader('Content-Type', 'application/json');
    if (!request.url?.includes('/containers/create')) return void response.end('OK');
    received.set('env', (JSON.parse(body) as { readonly Env?: readonly string[] }).Env ?? []);
    response.writeHead(201).end('{"Id":"0123456789ab","Warnings":[]}');
  });
  const socket = join(folder, 'engine.sock');
  await new Promise<void>((resolve) => engine.listen(socket, resolve));
  try {
    const all: (Pairs | undefined)[] = [];
    for (const index of texts.keys()) {
      received.clear();
      const args = [
        '-H',
        `unix://${socket}`,
        'create',
        '--pull',
        'never',
        '--env-file',
        join(folder, `${index}`),
      ];
      await run('docker', [...args, 'image'], { env: { PATH: process.env.PATH, HOME: folder } }).catch(
        () => undefined,
      );
      all.push(received.get('env')?.map(pairOf));
    }
    return all;
  } finally {
    await new Promise((resolve) => engine.close(resolve));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function pairOf(line: string): readonly [string, string] {
  const equals = line.indexOf('=');
  return [line.slice(0, equals), line.slice(equals + 1)];
}

/** `kubectl label --local` reads a manifest and prints what it understood, without a cluster. */
async function readByKubectl(texts: readonly string[]): Promise<readonly (Pairs | undefined)[]> {
  writeTexts(texts);
  const all: (Pairs | undefined)[] = [];
  for (const index of texts.keys()) {
    const args = ['label', '--local', '-f', join(folder, `${index}`), 'read=1', '-o', 'json'];
    const { stdout } = await run('kubectl', args, {
      maxBuffer: 2 ** 30,
      env: { PATH: process.env.PATH, HOME: folder },
    });
    const { data = {} } = JSON.parse(stdout) as { readonly data?: Readonly<Record<string, string>> };
    all.push(
      Object.entries(data).map(([name, value]) => [name, Buffer.from(value, 'base64').toString('utf8')]),
    );
  }
  return all;
}
