import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fillStore } from './fill-store.ts';
import { makeFolder } from './open-store.ts';

const count = 10_000;
const program = fileURLToPath(new URL('./server-process.ts', import.meta.url));
const mebibyte = 1024 * 1024;

interface Report {
  readonly times: readonly number[];
  readonly bytes: number;
  readonly rss: number;
}

/** One page over the socket; the plainest of clients, so that the server is what is measured. */
function page(agent: Agent, port: number, token: string | undefined): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-amz-target': 'AmazonSSM.GetParametersByPath', authorization: 'local' };
    const call = request({ agent, host: '127.0.0.1', port, method: 'POST', headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    call.on('error', reject);
    call.end(JSON.stringify({ Path: '/big', Recursive: true, WithDecryption: true, NextToken: token }));
  });
}

test('10,000 parameters: a page takes under 5 ms at the server, and its memory stays flat', async () => {
  const folder = makeFolder();
  fillStore(folder, count);
  const key = Buffer.from(folder.key).toString('hex');
  const child = fork(program, [folder.databasePath, key], { execArgv: ['--no-warnings', '--expose-gc'] });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const [{ port }] = (await once(child, 'message')) as [{ port: number }];
    const walk = async (): Promise<Report> => {
      let token: string | undefined;
      let found = 0;
      do {
        const answer = await page(agent, port, token);
        found += (answer.Parameters as readonly unknown[]).length;
        token = answer.NextToken as string | undefined;
      } while (token);
      expect(found).toBe(count);
      child.send('report');
      const [report] = (await once(child, 'message')) as [Report];
      return report;
    };
    const [first, second, third] = [await walk(), await walk(), await walk()];
    const times = [...first.times, ...second.times, ...third.times].toSorted((a, b) => a - b);
    expect(times).toHaveLength((3 * count) / 10);
    const median = times[times.length / 2] ?? Number.POSITIVE_INFINITY;
    const grown = third.bytes - first.bytes;
    process.stdout.write(
      `GetParametersByPath, 10,000 parameters: median ${median.toFixed(2)} ms at the server; ` +
        `heap ${(first.bytes / mebibyte).toFixed(1)} → ${(third.bytes / mebibyte).toFixed(1)} MiB over 3,000 pages, ` +
        `RSS ${Math.round(third.rss / mebibyte)} MiB\n`,
    );
    expect(median).toBeLessThan(5);
    // The second walk and the third hold nothing that the first did not; 2 MiB are the collector's own.
    expect(grown).toBeLessThan(2 * mebibyte);
    expect(third.rss).toBeLessThan(200 * mebibyte);
  } finally {
    agent.destroy();
    child.kill();
  }
});
