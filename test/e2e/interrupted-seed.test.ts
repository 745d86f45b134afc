import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/local/fault-plan.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { workFolder } from '../support/run-cli.ts';
import { bareEnvironment } from './bundled.ts';
import { type Program, programInto, startProgram } from './program.ts';

const folder = workFolder();
const keys = 60;
let program: Program;
let server: EmbeddedServer;

beforeAll(() => {
  program = programInto(folder);
  const lines = Array.from({ length: keys }, (_, index) => `KEY_${index}=value ${index}\n`);
  writeFileSync(join(folder, 'env.stage'), `# service=app\n${lines.join('')}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  server = await startEmbeddedServer();
});
afterEach(() => server.close());

function slow(fault: Fault): void {
  server.store.setFaults({ rules: [{ fault, operations: ['PutParameter'] }] });
}

const seeding = () =>
  startProgram(
    program,
    [
      ...['seed', '--project', 'mow', '--environment', 'stage'],
      ...['--env-file', 'env.stage', '--output', 'json', '--apply'],
    ],
    { cwd: folder, env: bareEnvironment(server.url) },
  );

const puts = () => server.store.counts().PutParameter ?? 0;
const stored = () => server.store.inventory().reduce((sum, { parameters }) => sum + parameters, 0);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(5);
}

interface Report {
  readonly totals: Readonly<Record<string, number>>;
  readonly steps: readonly { readonly status: string }[];
}

describe('a seed that is stopped', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'by %s ends with %i and says of every step what became of it; a second run does the rest',
    async (signal, code) => {
      slow({ kind: 'latency', ms: 100 });
      const { child, ended } = seeding();
      await until(() => puts() >= 5);
      child.kill(signal);
      const { stdout, stderr, exitCode } = await ended;
      expect(exitCode).toBe(code);
      expect(stderr).toContain('Stopping');
      const report = JSON.parse(stdout) as Report;
      expect(report.steps).toHaveLength(keys);
      const { applied = 0, interrupted = 0, ...others } = report.totals;
      expect(applied).toBeGreaterThan(0);
      expect(interrupted).toBeGreaterThan(0);
      expect(applied + interrupted).toBe(keys);
      expect(Object.values(others).every((count) => count === 0)).toBe(true);
      // What is said to be done is there, and nothing else is.
      expect(stored()).toBe(applied);

      server.store.setFaults();
      const again = await seeding().ended;
      expect(again.exitCode).toBe(0);
      expect((JSON.parse(again.stdout) as Report).totals).toMatchObject({
        applied: interrupted,
        kept: applied,
      });
      expect(stored()).toBe(keys);
    },
  );

  it('by a second SIGINT does not wait for calls in flight', async () => {
    slow({ kind: 'hang', when: 'before' });
    const { child, ended } = seeding();
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await until(() => puts() >= 1);
    child.kill('SIGINT');
    await until(() => said.includes('Once more stops at once'));
    child.kill('SIGINT');
    const { stdout, exitCode } = await ended;
    expect(exitCode).toBe(130);
    expect((JSON.parse(stdout) as Report).totals.interrupted).toBe(keys);
    expect(stored()).toBe(0);
  });
});
