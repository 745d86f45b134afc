import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { paginateGetParameterHistory, paginateGetParametersByPath } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { makeFolder, openTestStore } from './open-store.ts';

interface Acknowledged {
  readonly name: string;
  readonly version: number;
  readonly value: string;
}

const program = fileURLToPath(new URL('./writer-process.ts', import.meta.url));

function startWriter(folder: ReturnType<typeof makeFolder>, writer: string, count: number) {
  const key = Buffer.from(folder.key).toString('hex');
  const child = spawn(
    process.execPath,
    ['--no-warnings', program, folder.databasePath, key, writer, `${count}`],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk;
  });
  const ended = once(child, 'close').then(() => ({ signal: child.signalCode, err }));
  // A line cut off by the kill was not acknowledged to anybody.
  const lines = (): Acknowledged[] =>
    out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  return { child, ended, lines };
}

/** Kills once the writer has got somewhere, in the middle of what it does. */
async function killAfter(
  child: ChildProcess,
  lines: () => readonly Acknowledged[],
  count: number,
): Promise<void> {
  while (lines().length < count && child.exitCode === null)
    await new Promise((resolve) => setImmediate(resolve));
  child.kill('SIGKILL');
}

/** Each writes its names, and every tenth time a version of `/shared` too. */
const each = 250;
const kills = [20, 60];

test('eight processes write 2,000 parameters at once, two are killed: every acknowledged write is there', async () => {
  const folder = makeFolder();
  const writers = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => startWriter(folder, name, each));
  await Promise.all(
    kills.map((count, index) => {
      const writer = writers[index];
      return writer && killAfter(writer.child, writer.lines, count);
    }),
  );
  const ends = await Promise.all(writers.map((writer) => writer.ended));
  expect(ends.slice(0, 2).map((end) => end.signal)).toEqual(['SIGKILL', 'SIGKILL']);
  expect(ends.slice(2)).toEqual(Array(6).fill({ signal: null, err: '' }));

  const { ssm } = openTestStore({ folder, now: Date.now });
  const history = new Map<number | undefined, string | undefined>();
  const pages = paginateGetParameterHistory({ client: ssm }, { Name: '/shared', WithDecryption: true });
  for await (const page of pages) {
    for (const entry of page.Parameters ?? []) {
      expect(history.has(entry.Version)).toBe(false);
      history.set(entry.Version, entry.Value);
    }
  }
  // 100 versions are kept; those that are there follow each other without a gap.
  const last = Math.max(...[...history.keys()].map(Number));
  const first = Math.max(1, last - 99);
  expect([...history.keys()]).toEqual(Array.from({ length: last - first + 1 }, (_, index) => first + index));
  const acknowledged = writers.flatMap((writer) => writer.lines());
  const shared = acknowledged.filter(({ name }) => name === '/shared');
  expect(new Set(shared.map(({ version }) => version)).size).toBe(shared.length);
  for (const { version, value } of shared) {
    expect(version).toBeLessThanOrEqual(last);
    if (version >= first) expect(history.get(version)).toBe(value);
  }
  const own = acknowledged.filter(({ name }) => name !== '/shared');
  expect(own.length).toBeGreaterThanOrEqual(6 * each + 70);
  const stored = new Map<string | undefined, { readonly version?: number; readonly value?: string }>();
  const paths = paginateGetParametersByPath(
    { client: ssm },
    { Path: '/own', Recursive: true, WithDecryption: true },
  );
  for await (const page of paths) {
    for (const { Name, Version = 0, Value = '' } of page.Parameters ?? []) {
      expect(stored.has(Name)).toBe(false);
      stored.set(Name, { version: Version, value: Value });
    }
  }
  for (const { name, value } of own) expect([name, stored.get(name)]).toEqual([name, { version: 1, value }]);
  // A killed writer may have had one commit that it could not report any more, never two.
  expect(stored.size - own.length).toBeLessThanOrEqual(kills.length);
}, 60_000);
