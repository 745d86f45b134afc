// Copied into a folder where the packed ssmkit is installed, and run there by the Node under test: uses its command and
// its library as a user would, and ends with another exit code than 0 when something is wrong.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

const [envFile] = process.argv.slice(2);
const folder = process.cwd();
const bin = join(folder, 'node_modules/.bin');
const { version } = JSON.parse(readFileSync('node_modules/ssmkit/package.json', 'utf8'));

/** Starts the installed command; its `#!` finds the Node that runs this script. */
const environment = (more) => ({
  PATH: [dirname(process.execPath), bin, '/usr/bin', '/bin'].join(delimiter),
  HOME: folder,
  AWS_EC2_METADATA_DISABLED: 'true',
  ...more,
});
function run(command, args, more = {}) {
  const { status, stdout, stderr } = spawnSync(join(bin, command), args, {
    env: environment(more),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
function ok(command, args, more) {
  const result = run(command, args, more);
  assert.equal(result.status, 0, `${command} ${args.join(' ')}: ${result.stderr}`);
  return result;
}

// The command, and an old name of it.
assert.equal(ok('ssmkit', ['--version']).stdout, `${version}\n`);
assert.match(ok('ssm-list-param-keys', ['--help']).stdout, /^Usage: ssmkit list/);

// The embedded store: what it says on stderr is ours alone, no warning of Node's about SQLite.
const where = ['--local', '--region', 'us-east-1', '--project', 'mow', '--tags-dir', 'no-tags'];
const seed = ['seed', ...where, '--environment', 'prod', '--env-file', envFile];
const quiet = (result) => assert.doesNotMatch(result.stderr, /Warning|experimental/i);
quiet(ok('ssmkit', [...seed, '--apply', '--quiet']));
quiet(ok('ssmkit', ['export', ...where, '--env', 'prod', '--no-timestamp', 'out.env']));
assert.match(readFileSync('out.env', 'utf8'), /^POSTGRES_PASSWORD='super-secret'$/m);
assert.match(ok('ssmkit', [...seed.slice(0, -1), 'out.env']).stdout, /^5 unchanged\.$/m);

// Every other warning still shows, before the store is opened and after.
writeFileSync(
  'warn.cjs',
  `process.emitWarning('early', 'ExperimentalWarning');
   process.emitWarning('old', 'DeprecationWarning');
   process.once('beforeExit', () => process.emitWarning('late', 'ExperimentalWarning'));`,
);
const warned = ok('ssmkit', ['list', ...where.slice(0, 3), '--prefix', '/mow'], {
  NODE_OPTIONS: `--require ${join(folder, 'warn.cjs')}`,
});
for (const word of ['ExperimentalWarning: early', 'DeprecationWarning: old', 'ExperimentalWarning: late'])
  assert.match(warned.stderr, new RegExp(word));
assert.doesNotMatch(warned.stderr, /SQLite/i);

// exec: in this program's place where Node can, else as a child.
const shown = ['exec', ...where, '--env', 'prod', '--', '/bin/sh', '-c', 'printf %s "$POSTGRES_DB"; exit 7'];
const executed = run('ssmkit', shown);
assert.deepEqual([executed.stdout, executed.status], ['mow', 7], executed.stderr);

// The library, by import and by require, from the embedded store behind a socket.
const server = spawn(join(bin, 'ssmkit'), ['local', 'serve', '--port', '0'], {
  env: environment(),
  stdio: ['ignore', 'pipe', 'ignore'],
});
try {
  let said = '';
  while (!said.includes('AWS_REGION')) said += String((await once(server.stdout, 'data'))[0]);
  const [endpoint] = said.match(/http:\/\/127\.0\.0\.1:\d+/);
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'us-east-1', HOME: folder },
    ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_EC2_METADATA_DISABLED: 'true' },
  });
  const require = createRequire(import.meta.url);
  for (const { loadParameters } of [await import('ssmkit'), require('ssmkit')]) {
    const parameters = await loadParameters({ path: '/mow/backend/postgres/prod' });
    assert.equal(parameters.get('POSTGRES_PASSWORD'), 'super-secret');
  }
} finally {
  server.kill('SIGTERM');
  await once(server, 'exit');
}
assert.equal(existsSync('node_modules/commander'), false);
console.log(`Node ${process.version}: command, embedded store, exec and library work.`);
