import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * How long the binary takes to start, beside `node -e 0` of the same Node: `npm run start-up [-- runs [other binary]]`.
 * One run of each after the other, and the shortest counts, since a shared machine only ever adds.
 */
const runs = Number(process.argv[2] ?? 40);
const binary = resolve(process.argv[3] ?? 'dist/ssmkit');
const folder = mkdtempSync(join(tmpdir(), 'ssmkit-start-up-'));
const server = spawn(process.execPath, ['--', resolve('dist/ssmkit.cjs'), 'local', 'serve', '--port', '0'], {
  cwd: folder,
  stdio: ['ignore', 'pipe', 'ignore'],
});
try {
  let said = '';
  while (!said.includes('AWS_REGION')) said += String((await once(server.stdout, 'data'))[0]);
  const [endpoint] = said.match(/http:\/\/127\.0\.0\.1:\d+/);
  const env = {
    ...{ AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    ...{ AWS_REGION: 'us-east-1', HOME: folder, AWS_EC2_METADATA_DISABLED: 'true' },
  };
  const run = (command, args) => {
    const before = performance.now();
    const { status } = spawnSync(command, args, { env, cwd: folder, stdio: 'ignore' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
    return performance.now() - before;
  };
  run(binary, ['put', '--name', '/a/b', '--value', 'c', '--apply']);
  const rows = [
    ['node -e 0', process.execPath, ['-e', '0']],
    ['ssmkit --version', binary, ['--version']],
    ['ssmkit --help', binary, ['--help']],
    ['ssmkit get /a/b', binary, ['get', '/a/b']],
  ].map(([name, command, args]) => ({ name, command, args, times: [] }));
  for (let index = 0; index < runs; index += 1)
    for (const row of rows) row.times.push(run(row.command, row.args));
  const [{ model }] = cpus();
  const size = (statSync(binary).size / 2 ** 20).toFixed(1);
  console.log(
    `${runs} runs each, in turn; Node ${process.version}, ${cpus().length} × ${model}; ${size} MiB\n`,
  );
  console.log('| | shortest, ms | median, ms | × node -e 0 |\n| --- | --- | --- | --- |');
  const reference = Math.min(...rows[0].times);
  for (const { name, times } of rows) {
    const shortest = Math.min(...times);
    const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
    const ratio = (shortest / reference).toFixed(2);
    console.log(`| \`${name}\` | ${shortest.toFixed(1)} | ${median.toFixed(1)} | ${ratio} |`);
  }
} finally {
  server.kill('SIGTERM');
  await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
}
