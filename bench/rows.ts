import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBenchServer } from './embedded.ts';
import { alternate, type Ran, run, summarize, type Times } from './measure.ts';
import { awsEnvironment, exportByShell, seedByShell } from './programs.ts';
import type { Row } from './row.ts';
import { envFile, folder, put, ssmkit, where } from './scene.ts';

/** A key of the shell loop takes as long as any other, so it is timed on some and counted for all. */
const shellKeys = 10;

const seedArgs = (file: string, layer: string) => [
  ...['seed', ...where, '--environment', 'prod', '--env-file', file, '--extra-tag-file', layer],
  ...['--apply', '--quiet'],
];

function inputs(): { readonly env: string; readonly layer: string } {
  const env = join(folder, 'env.100');
  const layer = join(folder, 'layer.json');
  writeFileSync(env, envFile(100));
  writeFileSync(layer, JSON.stringify([{ Key: 'Project', Value: 'mow' }]));
  return { env, layer };
}

export async function seeds(quick: boolean): Promise<readonly Row[]> {
  const { env, layer } = inputs();
  const ours: number[] = [];
  const theirs: number[] = [];
  let calls = new Map<string, number>();
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    const server = await startBenchServer();
    ours.push((await ssmkit(server.url, seedArgs(env, layer))).ms);
    calls = new Map(server.calls);
    const shell = { COUNT: String(shellKeys), LAYER: layer, ...awsEnvironment(server.url) };
    if (round < 2) {
      const { ms } = await run({ command: 'bash', args: ['-c', seedByShell], env: shell });
      theirs.push((ms * 100) / shellKeys);
    }
    await server.close();
  }
  const [a, b] = [summarize(ours), summarize(theirs)];
  const times = b.median / a.median;
  const puts = calls.get('PutParameter') ?? 0;
  const tags = calls.get('AddTagsToResource') ?? 0;
  const created: Row = {
    what: 'seed 100 new parameters with tags',
    ours: a,
    reference: `the shell loop (${shellKeys} keys timed, ×${100 / shellKeys})`,
    theirs: b,
    figure: `${times.toFixed(0)} × faster; ${(a.median / 100).toFixed(1)} ms a put; ${puts} PutParameter, ${tags} AddTagsToResource`,
    budget: '≥ 100 × faster, ≤ 20 ms a put, 100 and 0 calls',
    met: times >= 100 && a.median / 100 <= 20 && puts === 100 && tags === 0,
  };
  return [created, await unchanged(env, layer, quick ? 2 : 5)];
}

async function unchanged(env: string, layer: string, rounds: number): Promise<Row> {
  const server = await startBenchServer();
  await put(
    server,
    Array.from({ length: 5000 }, (_, index) => `/foreign/s${index % 50}/k${index}`),
  );
  await ssmkit(server.url, seedArgs(env, layer));
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    server.forget();
    times.push((await ssmkit(server.url, seedArgs(env, layer))).ms);
  }
  const calls = [...server.calls].map(([operation, count]) => `${count} ${operation}`).join(', ');
  const writes = ['PutParameter', 'AddTagsToResource', 'DeleteParameters'].some((each) =>
    server.calls.has(each),
  );
  await server.close();
  return {
    what: 're-seed 100 unchanged with tags among 5,000 foreign parameters',
    ours: summarize(times),
    reference: 'none',
    theirs: undefined,
    figure: calls,
    budget: '0 writes',
    met: !writes,
  };
}

export async function exports(quick: boolean): Promise<readonly Row[]> {
  const server = await startBenchServer();
  const names = Array.from({ length: 100 }, (_, key) => `/mow/backend/app${key % 5}/prod/KEY_${key}`);
  await put(server, names);
  server.store.setFaults({ rules: [{ fault: { kind: 'latency', ms: 30 } }] });
  const out = join(folder, 'out.env');
  const args = ['export', ...where, '--env', 'prod', '--quiet', out];
  const named = [0, 1, 2, 3, 4].flatMap((service) => ['--service', `app${service}`]);
  const env = { OUT: `${out}.sh`, ...awsEnvironment(server.url) };
  let depth = 0;
  const times = await alternate(quick ? 2 : 10, {
    ours: () => ssmkit(server.url, args),
    named: async () => {
      server.forget();
      const ran = await ssmkit(server.url, [...args, ...named]);
      depth = server.depth();
      return ran;
    },
    theirs: () => run({ command: 'bash', args: ['-c', exportByShell], env }),
  });
  await server.close();
  const row = (what: string, ours: Times): Row => {
    const ratio = ours.median / times.theirs.median;
    const figure = `${ratio.toFixed(2)} ×`;
    const reference = '`aws ssm get-parameters-by-path` and jq';
    return { what, ours, reference, theirs: times.theirs, figure, budget: '≤ 0.5 ×', met: ratio <= 0.5 };
  };
  const byName = row('the same with --service named', times.named);
  return [
    row('export 100 in 5 services, 30 ms latency', times.ours),
    {
      ...byName,
      figure: `${byName.figure}, ${depth} round trips deep`,
      budget: `${byName.budget}, 2 round trips deep`,
      met: byName.met === true && depth <= 2,
    },
  ];
}

export async function tenThousand(): Promise<readonly Row[]> {
  const small = await everyBulkCommand(1000);
  const large = await everyBulkCommand(10_000);
  return bulkCommands.map((name): Row => {
    const [a, b] = [large[name], small[name]];
    const ratio = a.ms / b.ms;
    return {
      what: `10,000 parameters: ${name}`,
      ours: summarize([a.ms]),
      reference: '1,000 parameters',
      theirs: summarize([b.ms]),
      figure: `${ratio.toFixed(1)} × the time, ${a.peakMb.toFixed(0)} MB`,
      budget: '≤ 12 ×, ≤ 200 MB',
      met: ratio <= 12 && a.peakMb <= 200,
    };
  });
}

const bulkCommands = ['first seed', 'list', 'export', 'delete-by-path'] as const;

async function everyBulkCommand(
  count: number,
): Promise<Readonly<Record<(typeof bulkCommands)[number], Ran>>> {
  const server = await startBenchServer();
  const env = join(folder, `env.${count}`);
  writeFileSync(env, envFile(count, 5));
  const layer = join(folder, 'layer.json');
  writeFileSync(layer, JSON.stringify([{ Key: 'Project', Value: 'mow' }]));
  const run = (...args: readonly string[]) => ssmkit(server.url, args);
  const ran = {
    'first seed': await run(...seedArgs(env, layer)),
    list: await run('list', '--prefix', '/mow', '--output', 'json'),
    export: await run('export', ...where, '--env', 'prod', '--quiet', join(folder, 'big.env')),
    'delete-by-path': await run('delete-by-path', '--path-prefix', '/mow/backend', '--apply', '--quiet'),
  };
  await server.close();
  return ran;
}
