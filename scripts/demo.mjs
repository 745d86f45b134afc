// The main job on the embedded store: preview, seed, export; real files in, a real file out.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { bundle } from './bundle.mjs';

const program = 'dist/ssmkit.cjs';
const input = 'examples/env.prod';
const output = 'demo/out.env';
const color = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text) => (color ? `\u001b[1m${text}\u001b[22m` : text);

/** Runs one command line as a user would type it, and shows both. */
function show(args, env = {}) {
  const prefix = Object.entries(env).map(([name, value]) => `${name}=${value} `);
  console.log(bold(`\n$ ${prefix.join('')}ssmkit ${args.join(' ')}`));
  const { status, error } = spawnSync(process.execPath, ['--', program, ...args, '--local-dir', store], {
    stdio: 'inherit',
    env: { ...withoutAws(process.env), ...env },
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`ssmkit ${args[0]} ended with exit code ${status}`);
}

/** The demo needs no AWS, and must not be led to one by the shell it is run from. */
function withoutAws(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(AWS_|SSMKIT_|DRY_RUN$)/.test(name)));
}

/** Every section of an env file as `section/KEY` → value, read by the dotenv package. */
function values(file) {
  const sections = readFileSync(file, 'utf8').split(/^# service=(.*)$/m);
  const all = new Map();
  for (let at = 1; at < sections.length; at += 2) {
    for (const [key, value] of Object.entries(parse(sections[at + 1])))
      all.set(`${sections[at].trim()}/${key}`, value);
  }
  return all;
}

await bundle(program);
const store = mkdtempSync(join(tmpdir(), 'ssmkit-demo-'));
mkdirSync('demo', { recursive: true });
rmSync(output, { force: true });
try {
  const where = ['--local', '--region', 'us-east-1', '--project', 'mow'];
  const seed = ['seed', ...where, '--environment', 'prod', '--env-file', input];
  show(seed);
  show(seed, { DRY_RUN: '0' });
  show(['export', ...where, '--env', 'prod', output]);
  console.log(bold(`\n$ cat ${output}`));
  process.stdout.write(readFileSync(output, 'utf8'));
  const [before, after] = [values(input), values(output)];
  const same = before.size === after.size && [...before].every(([key, value]) => after.get(key) === value);
  if (!same) throw new Error(`${output} does not hold the values of ${input}`);
  console.log(bold(`\n${after.size} values in ${output} equal those in ${input}.`));
} finally {
  rmSync(store, { recursive: true, force: true });
}
