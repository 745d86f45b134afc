import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { type BenchServer, startBenchServer } from './embedded.ts';
import { alternate, peakEnvironment, peakHook, run, summarize, type Times, takePeak } from './measure.ts';
import { awsEnvironment, bundleLine, exportByShell, programUnderTest, seedByShell } from './programs.ts';

export interface Row {
  readonly what: string;
  readonly ours: Times;
  readonly reference: string;
  readonly theirs: Times | undefined;
  /** Ours over theirs, or what the budget speaks of. */
  readonly figure: string;
  readonly budget: string;
  /** Undefined for what is shown for comparison only. */
  readonly met: boolean | undefined;
}

const folder = mkdtempSync(join(tmpdir(), 'ssmkit-bench-work-'));
const { line } = programUnderTest();
const [program = '', ...first] = line;
const where = ['--project', 'mow'];
/** A key of the shell loop takes as long as any other, so it is timed on some and counted for all. */
const shellKeys = 10;

function ssmkit(url: string, args: readonly string[]) {
  return run({ command: program, args: [...first, ...args], cwd: folder, env: awsEnvironment(url) });
}

async function put(server: BenchServer, names: readonly string[]): Promise<void> {
  for (const Name of names)
    await server.ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String' }));
}

const envFile = (keys: number, services = 1) =>
  Array.from({ length: keys }, (_, key) => {
    const header =
      key % (keys / services) === 0 ? `# service=app${Math.floor((key * services) / keys)}\n` : '';
    return `${header}KEY_${key}=value ${key}\n`;
  }).join('');

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

export async function startUp(): Promise<readonly Row[]> {
  const server = await startBenchServer();
  await put(server, ['/mow/one']);
  const env = awsEnvironment(server.url);
  const get = [
    'ssm',
    'get-parameter',
    '--name',
    '/mow/one',
    '--query',
    'Parameter.Value',
    '--output',
    'text',
  ];
  const times = await alternate(20, {
    node: () => run({ command: process.execPath, args: ['-e', '0'] }),
    version: () => ssmkit(server.url, ['--version']),
    help: () => ssmkit(server.url, ['--help']),
    get: () => ssmkit(server.url, ['get', '/mow/one']),
  });
  const { aws } = await alternate(5, { aws: () => run({ command: 'aws', args: get, env }) });
  await server.close();
  const row = (what: string, ours: Times, limit: number, theirs: Times, reference: string): Row => {
    const ratio = ours.min / theirs.min;
    const figure = `${ratio.toFixed(2)} × (minima)`;
    return { what, ours, reference, theirs, figure, budget: `≤ ${limit} ×`, met: ratio <= limit };
  };
  return [
    row('`--version`', times.version, 1.75, times.node, '`node -e 0`'),
    row('`--help`', times.help, 1.75, times.node, '`node -e 0`'),
    row('`get` of one parameter', times.get, 3, times.node, '`node -e 0`'),
    row('`get` of one parameter', times.get, 0.25, aws, '`aws ssm get-parameter`'),
  ];
}

export async function seeds(): Promise<readonly Row[]> {
  const { env, layer } = inputs();
  const ours: number[] = [];
  const theirs: number[] = [];
  let calls = new Map<string, number>();
  for (let round = 0; round < 3; round += 1) {
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
  return [created, await unchanged(env, layer)];
}

async function unchanged(env: string, layer: string): Promise<Row> {
  const server = await startBenchServer();
  await put(
    server,
    Array.from({ length: 5000 }, (_, index) => `/foreign/s${index % 50}/k${index}`),
  );
  await ssmkit(server.url, seedArgs(env, layer));
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
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

export async function exports(): Promise<readonly Row[]> {
  const server = await startBenchServer();
  const names = Array.from({ length: 100 }, (_, key) => `/mow/backend/app${key % 5}/prod/KEY_${key}`);
  await put(server, names);
  server.store.setFaults({ rules: [{ fault: { kind: 'latency', ms: 30 } }] });
  const out = join(folder, 'out.env');
  const args = ['export', ...where, '--env', 'prod', '--quiet', out];
  const named = [0, 1, 2, 3, 4].flatMap((service) => ['--service', `app${service}`]);
  const env = { OUT: `${out}.sh`, ...awsEnvironment(server.url) };
  const times = await alternate(5, {
    ours: () => ssmkit(server.url, args),
    named: () => ssmkit(server.url, [...args, ...named]),
    theirs: () => run({ command: 'bash', args: ['-c', exportByShell], env }),
  });
  await server.close();
  const row = (what: string, ours: Times): Row => {
    const ratio = ours.median / times.theirs.median;
    const figure = `${ratio.toFixed(2)} ×`;
    const reference = '`aws ssm get-parameters-by-path` and jq';
    return { what, ours, reference, theirs: times.theirs, figure, budget: '≤ 0.5 ×', met: ratio <= 0.5 };
  };
  return [
    row('export 100 in 5 services, 30 ms latency', times.ours),
    row('the same with --service named', times.named),
  ];
}

export async function tenThousand(): Promise<readonly Row[]> {
  const measured = async (count: number) => {
    const server = await startBenchServer();
    const services = Array.from({ length: count }, (_, key) => `/mow/backend/s${key % 5}/prod/KEY_${key}`);
    await put(server, services);
    const [command, ...flags] = bundleLine('--require', peakHook);
    const env = { ...awsEnvironment(server.url), ...peakEnvironment };
    const cost = async (args: readonly string[]) => {
      const { ms } = await run({ command, args: [...flags, ...args], cwd: folder, env });
      return { ms, mb: takePeak() };
    };
    const costs = {
      list: await cost(['list', '--prefix', '/mow', '--output', 'json']),
      export: await cost(['export', ...where, '--env', 'prod', '--quiet', join(folder, 'big.env')]),
      'delete-by-path': await cost(['delete-by-path', '--path-prefix', '/mow/backend', '--apply', '--quiet']),
    };
    await server.close();
    return costs;
  };
  const small = await measured(1000);
  const large = await measured(10_000);
  return (['list', 'export', 'delete-by-path'] as const).map((name): Row => {
    const [a, b] = [large[name], small[name]];
    const ratio = a.ms / b.ms;
    return {
      what: `10,000 parameters: ${name}`,
      ours: summarize([a.ms]),
      reference: '1,000 parameters',
      theirs: summarize([b.ms]),
      figure: `${ratio.toFixed(1)} × the time, ${a.mb.toFixed(0)} MB`,
      budget: '≤ 12 ×, ≤ 200 MB',
      met: ratio <= 12 && a.mb <= 200,
    };
  });
}
