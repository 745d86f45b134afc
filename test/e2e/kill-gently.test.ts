import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { workFolder } from '../support/run-cli.ts';
import { bareEnvironment } from './bundled.ts';
import { type Program, programInto, startProgram } from './program.ts';

/** Ctrl-C on tag and delete-by-path; that on seed stands in interrupted-seed.test.ts. */
const folder = workFolder();
const count = 200;
const names = Array.from({ length: count }, (_, index) => `/mow/backend/app/prod/KEY_${index}`);
let program: Program;
let server: EmbeddedServer;

beforeAll(() => {
  program = programInto(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  server = await startEmbeddedServer();
  for (const Name of names)
    await server.ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String' }));
});
afterEach(() => server.close());

const jobs = [
  ['tag', 'AddTagsToResource', ['tag', '--tag', 'a=b', '--apply', '--output', 'json', '--', ...names]],
  [
    'delete-by-path',
    'DeleteParameters',
    ['delete-by-path', '--path-prefix', '/mow/backend', '--apply', '--output', 'json'],
  ],
] as const;

interface Report {
  readonly totals: Readonly<Record<string, number>>;
  readonly steps: readonly { readonly status: string; readonly detail?: string }[];
}

const begin = (args: readonly string[]) =>
  startProgram(program, args, { cwd: folder, env: bareEnvironment(server.url) });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(5);
}

describe.each(jobs)('%s', (_title, operation, args) => {
  const sent = () => server.store.counts()[operation] ?? 0;

  it('stopped once finishes what is under way; a second run does the rest', async () => {
    server.store.setFaults({ rules: [{ fault: { kind: 'latency', ms: 80 }, operations: [operation] }] });
    const { child, ended } = begin(args);
    await until(() => sent() >= 3);
    child.kill('SIGINT');
    const { stdout, exitCode } = await ended;
    expect(exitCode).toBe(130);
    const { steps, totals } = JSON.parse(stdout) as Report;
    const { applied = 0, interrupted = 0 } = totals;
    expect([steps.length, applied + interrupted]).toEqual([count, count]);
    expect(applied).toBeGreaterThan(0);
    expect(interrupted).toBeGreaterThan(0);
    server.store.setFaults();
    const again = await begin(args).ended;
    expect(again.exitCode).toBe(0);
    expect((JSON.parse(again.stdout) as Report).totals.applied).toBe(interrupted);
  });

  it('stopped twice does not wait, and says what may have been done', async () => {
    server.store.setFaults({ rules: [{ fault: { kind: 'hang', when: 'after' }, operations: [operation] }] });
    const { child, ended } = begin(args);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await until(() => sent() >= 1);
    child.kill('SIGINT');
    await until(() => said.includes('Once more stops at once'));
    child.kill('SIGINT');
    const { stdout, exitCode } = await ended;
    expect(exitCode).toBe(130);
    const { steps, totals } = JSON.parse(stdout) as Report;
    expect(totals.interrupted).toBe(count);
    const perhaps = steps.filter(({ detail }) => detail?.includes('may have been written')).length;
    // A call that was cut off on its way is counted by us and not by the server; never the other way round.
    expect(perhaps).toBeGreaterThanOrEqual(operation === 'DeleteParameters' ? 10 * sent() : sent());
    expect(perhaps).toBeLessThan(count);
  });
});
