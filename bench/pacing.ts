import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { FaultPlan, RatePhase } from '../src/local/fault-plan.ts';
import { startBenchServer } from './embedded.ts';
import { run } from './measure.ts';

export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly writes: number;
  readonly phases: readonly RatePhase[];
}

/** One bucket of one second, 30 ms latency, one change of rate in the middle; nobody is told any of it. */
export const scenarios: readonly Scenario[] = [
  {
    id: 'quota-3-then-10',
    title: '300 PutParameter at 3/s, from second 50 on at 10/s',
    writes: 300,
    phases: [
      { afterMs: 0, perSecond: 3, burst: 3 },
      { afterMs: 50_000, perSecond: 10, burst: 10 },
    ],
  },
  {
    id: 'quota-10-then-3',
    title: '600 PutParameter at 10/s, from second 30 on at 3/s',
    writes: 600,
    phases: [
      { afterMs: 0, perSecond: 10, burst: 10 },
      { afterMs: 30_000, perSecond: 3, burst: 3 },
    ],
  },
];

/** Milliseconds from the first PutParameter to its answer, and whether it was throttled. */
export interface Write {
  readonly ms: number;
  readonly throttled: boolean;
}

export interface Course {
  readonly client: string;
  readonly writes: readonly Write[];
  readonly seconds: number;
  readonly stored: number;
  readonly failed: number;
  /** Throttled requests over all, after the first ten seconds. */
  readonly wasted: number;
}

const latency = { fault: { kind: 'latency', ms: 30 } } as const;

async function course(
  client: string,
  scenario: Scenario,
  work: (url: string) => Promise<unknown>,
): Promise<Course> {
  const plain: FaultPlan = { rules: [latency] };
  let begun: number | undefined;
  const writes: Write[] = [];
  const server = await startBenchServer({
    faults: plain,
    onRequest: (operation) => {
      if (operation !== 'PutParameter' || begun !== undefined) return;
      begun = performance.now();
      // The phases count from here, so that no client loses its start-up time.
      server.store.setFaults({ ...plain, throttle: { put: scenario.phases } });
    },
    onAccess: ({ operation, error }) => {
      if (operation !== 'PutParameter' || begun === undefined) return;
      writes.push({ ms: performance.now() - begun, throttled: error === 'ThrottlingException' });
    },
  });
  try {
    await work(server.url);
    const stored = server.store.inventory().reduce((sum, { parameters }) => sum + parameters, 0);
    const late = writes.filter(({ ms }) => ms > 10_000);
    const wasted = late.filter(({ throttled }) => throttled).length / Math.max(1, late.length);
    const seconds = (writes.at(-1)?.ms ?? 0) / 1000;
    return { client, writes, seconds, stored, failed: scenario.writes - stored, wasted };
  } finally {
    await server.close();
  }
}

async function bySdk(mode: 'standard' | 'adaptive', count: number, url: string): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SSMClient({ region: 'us-east-1', endpoint: url, credentials, retryMode: mode });
  const indexes = Array.from({ length: count }, (_, index) => index).values();
  const worker = async () => {
    for (const index of indexes) {
      const put = new PutParameterCommand({ Name: `/mow/n${index}`, Value: 'v', Type: 'String' });
      await client.send(put).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  client.destroy();
}

/** The three clients side by side, each with a server of its own, in real time. */
export async function runScenario(
  scenario: Scenario,
  program: readonly string[],
  environment: (url: string) => Readonly<Record<string, string>>,
): Promise<readonly Course[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ssmkit-pacing-'));
  const keys = Array.from({ length: scenario.writes }, (_, index) => `KEY_${index}=value ${index}\n`);
  writeFileSync(join(folder, 'env'), `# service=app\n${keys.join('')}`);
  const [command = '', ...args] = program;
  const seed = [
    'seed',
    '--project',
    'mow',
    '--environment',
    'prod',
    '--env-file',
    'env',
    '--apply',
    '--quiet',
  ];
  try {
    return await Promise.all([
      course('ssmkit', scenario, (url) =>
        run({ command, args: [...args, ...seed], cwd: folder, env: environment(url) }),
      ),
      course('SDK standard', scenario, (url) => bySdk('standard', scenario.writes, url)),
      course('SDK adaptive', scenario, (url) => bySdk('adaptive', scenario.writes, url)),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The shortest time in seconds in which the quota lets so many calls through, without its burst. */
export function idealSeconds({ writes, phases }: Scenario): number {
  let left = writes;
  for (const [index, phase] of phases.entries()) {
    const until = phases[index + 1]?.afterMs ?? Number.POSITIVE_INFINITY;
    const fits = ((until - phase.afterMs) * phase.perSecond) / 1000;
    if (fits >= left) return phase.afterMs / 1000 + left / phase.perSecond;
    left -= fits;
  }
  return Number.POSITIVE_INFINITY;
}
