// Draws docs/preview.svg from what a preview really prints; a test fails when it is stale.
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileReader } from '../src/files/read-bytes.ts';
import { runCli } from '../src/run-cli.ts';
import { terminalPicture } from './terminal-picture.mjs';

const line = 'ssmkit seed --local --project mow --env prod --env-file env.prod --prune';

/** The picture: a store that has what examples/env.prod says, and a file that says something else by now. */
export async function previewPicture() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ssmkit-picture-')));
  try {
    cpSync('tags', join(folder, 'tags'), { recursive: true });
    const before = readFileSync('examples/env.prod', 'utf8');
    const file = join(folder, 'env.prod');
    writeFileSync(file, before);
    await run(folder, `${line} --apply`);
    writeFileSync(file, changed(before));
    const output = await run(folder, line);
    return terminalPicture({
      title: 'A preview of ssmkit seed',
      line,
      output: output.replaceAll(folder, '/home/you/mow').trimEnd(),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One value is new, one key is added, one is gone. */
function changed(text) {
  const edits = [
    ['POSTGRES_PASSWORD=super-secret', 'POSTGRES_PASSWORD=another-secret'],
    ['DEBUG=False', 'ALLOWED_HOSTS=mow.example.com'],
  ];
  return edits.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`examples/env.prod has no ${from}`);
    return now.replace(from, to);
  }, text);
}

/** Time stands still but for short pauses; a long one is a call's time limit, which is never over. */
function ownClock() {
  let now = Date.UTC(2026, 0, 2, 3, 4, 5);
  return {
    now: () => now,
    sleep: async (ms, signal) => {
      if (ms > 5000) return await once(signal, 'abort');
      now += ms;
      await setImmediate();
    },
  };
}

/** What one run prints in colours. */
async function run(cwd, command) {
  let output = '';
  const stream = {
    write: (text) => {
      output += Buffer.from(text).toString();
      return true;
    },
  };
  const exitCode = await runCli({
    calledAs: 'ssmkit',
    args: command.split(' ').slice(1),
    env: { FORCE_COLOR: '1', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
    cwd,
    files: {
      read: (path) => fileReader.read(resolve(cwd, path)),
      exists: (path) => fileReader.exists(resolve(cwd, path)),
    },
    pid: process.pid,
    nodeVersion: process.version,
    stdin: { async *[Symbol.asyncIterator]() {} },
    stdout: stream,
    stderr: stream,
    onSignal: () => () => {},
    clock: ownClock(),
    platform: process.platform,
  });
  if (exitCode !== 0) throw new Error(`${command}: exit code ${exitCode}\n${output}`);
  return output;
}

if (process.argv[1] === import.meta.filename) writeFileSync('docs/preview.svg', await previewPicture());
