import { startBenchServer } from './embedded.ts';
import { alternate, run, type Times } from './measure.ts';
import { awsEnvironment } from './programs.ts';
import type { Row } from './row.ts';
import { put, ssmkit } from './scene.ts';

/** Each row in turn; the shortest counts, since a shared machine only ever adds. */
export async function startUp(quick: boolean): Promise<readonly Row[]> {
  const server = await startBenchServer();
  await put(server, ['/mow/one']);
  const get = () => ssmkit(server.url, ['get', '/mow/one']);
  const times = await alternate(quick ? 10 : 40, {
    node: () => run({ command: process.execPath, args: ['-e', '0'] }),
    version: () => ssmkit(server.url, ['--version']),
    help: () => ssmkit(server.url, ['--help']),
    get,
  });
  const env = awsEnvironment(server.url);
  const question = ['--name', '/mow/one', '--query', 'Parameter.Value', '--output', 'text'];
  const beside = await alternate(quick ? 3 : 10, {
    get,
    aws: () => run({ command: 'aws', args: ['ssm', 'get-parameter', ...question], env }),
  });
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
    row('`get` of one parameter', beside.get, 0.25, beside.aws, '`aws ssm get-parameter`'),
  ];
}
