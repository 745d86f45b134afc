import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { GetParameterCommand, paginateGetParameterHistory } from '@aws-sdk/client-ssm';
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

test('six processes write at once, three are killed: nothing acknowledged is lost, no version missing or doubled', async () => {
  const folder = makeFolder();
  // The first three would go on for ever: only the kill ends them.
  const writers = ['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) =>
    startWriter(folder, name, index < 3 ? 1_000_000 : 15),
  );
  const [a, b, c] = writers;
  if (!a || !b || !c) throw new Error('There are six.');
  await Promise.all([
    killAfter(a.child, a.lines, 2),
    killAfter(b.child, b.lines, 7),
    killAfter(c.child, c.lines, 12),
  ]);
  const ends = await Promise.all(writers.map((writer) => writer.ended));
  expect(ends.slice(0, 3).map((end) => end.signal)).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
  expect(ends.slice(3)).toEqual(Array(3).fill({ signal: null, err: '' }));

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
  expect(acknowledged.length).toBeGreaterThanOrEqual(2 + 7 + 12 + 3 * 30);
  const shared = acknowledged.filter(({ name }) => name === '/shared');
  expect(new Set(shared.map(({ version }) => version)).size).toBe(shared.length);
  for (const { name, version, value } of acknowledged) {
    if (name === '/shared') {
      expect(version).toBeLessThanOrEqual(last);
      if (version >= first) expect(history.get(version)).toBe(value);
    } else {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
      expect(Parameter).toMatchObject({ Version: 1, Value: value });
    }
  }
}, 60_000);
