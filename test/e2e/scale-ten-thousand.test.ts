import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { workFolder } from '../support/run-cli.ts';
import { bareEnvironment } from './bundled.ts';
import { type Program, programInto, startProgram, withHook } from './program.ts';
import { type Cost, watchCost } from './watch-cost.ts';

const folder = workFolder();
const services = 5;
const limitMb = 200;
let program: Program;

/** For the bundle: says at the end how much memory the process held at most, and how much work it was. */
const measure = `
  const { readFileSync, writeFileSync } = require('node:fs');
  process.on('exit', () => {
    let kb = process.resourceUsage().maxRSS;
    // On Linux that number can be the parent's, so its own high-water mark is read where there is one.
    try { kb = Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]); } catch {}
    const { user, system } = process.cpuUsage();
    writeFileSync(process.env.MEASURED, JSON.stringify({ mb: kb / 1024, seconds: (user + system) / 1e6 }));
  });`;

beforeAll(() => {
  program = programInto(folder);
  writeFileSync(join(folder, 'measure.cjs'), measure);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Measured extends Cost {
  readonly stdout: string;
}

async function measured(server: EmbeddedServer, args: readonly string[]): Promise<Measured> {
  const file = join(folder, 'measured.json');
  const hooked = program.kind === 'bundle' ? withHook(program, join(folder, 'measure.cjs')) : program;
  const { child, ended } = startProgram(hooked, args, {
    cwd: folder,
    env: { ...bareEnvironment(server.url), MEASURED: file },
  });
  const seen = program.kind === 'binary' ? watchCost(child) : undefined;
  const { exitCode, stdout, stderr } = await ended;
  expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
  return { ...(seen?.() ?? JSON.parse(readFileSync(file, 'utf8'))), stdout };
}

const envFile = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const header = index % (count / services) === 0 ? `# service=s${(index * services) / count}\n` : '';
    return `${header}${index % 2 === 0 ? '# secret=true\n' : ''}KEY_${index}='the value number ${index}'\n`;
  }).join('');

/** Every bulk command in turn, from nothing to nothing; what each of them cost. */
async function round(count: number): Promise<Readonly<Record<string, Measured>>> {
  const server = await startEmbeddedServer();
  try {
    const env = join(folder, `env.${count}`);
    writeFileSync(env, envFile(count));
    const where = ['--project', 'mow'];
    const seed = ['seed', ...where, '--environment', 'prod', '--env-file', env, '--tag', 'a=b', '--apply'];
    const costs = {
      seed: await measured(server, seed),
      list: await measured(server, ['list', '--prefix', '/mow', '--output', 'json']),
      export: await measured(server, ['export', ...where, '--env', 'prod', join(folder, `out.${count}`)]),
      tag: await measured(server, [
        ...['tag', '--tag', 'a=c', '--apply', '--'],
        ...Array.from({ length: count / 10 }, (_, index) => {
          const service = Math.floor((index * services) / count);
          return `/mow/backend/s${service}/prod/KEY_${index}`;
        }),
      ]),
      delete: await measured(server, ['delete-by-path', '--path-prefix', '/mow/backend', '--apply']),
    };
    expect(JSON.parse(costs.list.stdout).parameters).toHaveLength(count);
    expect(readFileSync(join(folder, `out.${count}`), 'utf8').match(/^KEY_/gm)).toHaveLength(count);
    expect(server.store.inventory().reduce((sum, { parameters }) => sum + parameters, 0)).toBe(0);
    // As few calls as AWS allows: tags on create, pages and deletes of ten.
    expect(server.store.counts()).toMatchObject({ DeleteParameters: count / 10 });
    expect(server.store.counts().AddTagsToResource).toBe(count / 10);
    return costs;
  } finally {
    await server.close();
  }
}

describe('ten times the parameters', () => {
  // Measured on whatever else the machine is doing, so a bad measurement is taken again, twice at most.
  it('take at most twelve times the work, and a bounded memory', { timeout: 600_000, retry: 2 }, async () => {
    const small = await round(1000);
    const large = await round(10_000);
    const table = Object.entries(large).map(([command, { mb, seconds }]) => ({
      command,
      mb: Math.round(mb),
      times: seconds / (small[command]?.seconds ?? 0),
    }));
    expect(table.filter(({ times }) => !(times <= 12))).toEqual([]);
    expect(table.filter(({ mb }) => !(mb <= limitMb))).toEqual([]);
  });
});
