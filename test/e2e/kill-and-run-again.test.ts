import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  AddTagsToResourceCommand,
  GetParametersByPathCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../support/embedded-server.ts';
import { workFolder } from '../support/run-cli.ts';
import { bareEnvironment } from './bundled.ts';
import { type Program, programInto, startProgram } from './program.ts';

/** 200 in all in `.ci/run`; every kill is followed by a whole second run. */
const kills = Number(process.env.SSMKIT_KILLS ?? 40);
const keys = 24;
const folder = workFolder();
let program: Program;
let server: EmbeddedServer;

beforeAll(() => {
  program = programInto(folder);
  const lines = Array.from(
    { length: keys },
    (_, key) => `${key % 3 === 0 ? '# secret=true\n' : ''}# tag:team=new\nKEY_${key}=value ${key}\n`,
  );
  writeFileSync(join(folder, 'env.prod'), `# service=app\n${lines.join('')}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  server = await startEmbeddedServer();
});
afterEach(() => server.close());

const nameOf = (component: string, key: number) => `/mow/${component}/app/prod/KEY_${key}`;

/** What one turn finds: every second parameter is there, with another value and other tags, some above v1. */
async function setTheScene(component: string): Promise<void> {
  for (let key = 0; key < keys; key += 2) {
    const put = { Name: nameOf(component, key), Type: key % 3 === 0 ? 'SecureString' : 'String' } as const;
    await server.ssm.send(
      new PutParameterCommand({ ...put, Value: 'old', Tags: [{ Key: 'team', Value: 'old' }] }),
    );
    const Value = key % 4 === 0 ? `value ${key}` : 'older';
    if (key % 6 === 0) await server.ssm.send(new PutParameterCommand({ ...put, Value, Overwrite: true }));
    const Tags = [{ Key: 'spare', Value: 'x' }];
    await server.ssm.send(
      new AddTagsToResourceCommand({ ResourceType: 'Parameter', ResourceId: put.Name, Tags }),
    );
  }
}

/** Everything below a component, with versions and tags; and all files of its export. */
async function finalState(component: string): Promise<object> {
  const found: Record<string, unknown> = {};
  let NextToken: string | undefined;
  do {
    const page = await server.ssm.send(
      new GetParametersByPathCommand({
        Path: `/mow/${component}`,
        Recursive: true,
        WithDecryption: true,
        NextToken,
      }),
    );
    for (const { Name = '', Type, Value, Version } of page.Parameters ?? []) {
      const tags = await server.ssm.send(
        new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: Name }),
      );
      found[Name.replace(component, 'C')] = [Type, Value, Version, tags.TagList];
    }
    NextToken = page.NextToken;
  } while (NextToken);
  const files = readdirSync(join(folder, component)).map((file) => [
    file,
    readFileSync(join(folder, component, file), 'utf8').replaceAll(component, 'C'),
  ]);
  return { found, files };
}

type Job = (component: string) => readonly string[];
const where = (component: string) => ['--project', 'mow', '--component', component];
const jobs: Readonly<Record<string, Job>> = {
  seed: (component) => [
    ...['seed', ...where(component), '--environment', 'prod', '--env-file', 'env.prod', '--apply'],
  ],
  tag: (component) => [
    ...['tag', '--tag', 'team=new', '--tag', 'kind=k', '--prune-tags', '--apply', '--'],
    ...Array.from({ length: keys / 2 }, (_, key) => nameOf(component, 2 * key)),
  ],
  'delete-by-path': (component) => ['delete-by-path', '--path-prefix', `/mow/${component}/app`, '--apply'],
  export: (component) => [
    ...['export', ...where(component), '--env', 'prod', '--markers', 'full', '--no-timestamp'],
    join(component, 'out.env'),
  ],
};

/** Answers take a while, so that a kill meets some calls under way. */
async function run(job: Job, component: string, watch?: (kill: () => void) => Promise<unknown>) {
  server.store.setFaults({ rules: [{ fault: { kind: 'latency', ms: 1, jitterMs: 4 } }] });
  const { child, ended } = startProgram(program, job(component), {
    cwd: folder,
    env: bareEnvironment(server.url),
  });
  const moment = watch?.(() => child.kill('SIGKILL'));
  const end = await ended;
  await moment;
  server.store.setFaults();
  return end;
}

describe.each(Object.entries(jobs))('%s, killed at any moment', (title, job) => {
  it('is finished by a second run as if nothing had happened', { timeout: 600_000 }, async () => {
    const prepare = async (component: string) => {
      mkdirSync(join(folder, component));
      await setTheScene(component);
    };
    await prepare(`${title}-whole`);
    const before = await finalState(`${title}-whole`);
    let calls = 0;
    server.onCall(async () => {
      calls += 1;
    });
    const begun = performance.now();
    expect(await run(job, `${title}-whole`)).toMatchObject({ exitCode: 0 });
    const [whole, wholeMs] = [calls, performance.now() - begun];
    const expected = await finalState(`${title}-whole`);
    expect(expected).not.toEqual(before);

    let killed = 0;
    for (let turn = 0; turn < kills / 4; turn += 1) {
      const component = `${title}-${turn}`;
      await prepare(component);
      // Most of the time passes before the first call, so half of the moments are counted in calls.
      const byTime = turn % 4 === 0;
      const last = 1 + Math.floor(Math.random() * whole);
      let kill: (() => void) | undefined;
      calls = 0;
      server.onCall(async () => {
        calls += 1;
        if (byTime || calls !== last) return;
        await wait(Math.random() * 3);
        kill?.();
      });
      const { signal } = await run(job, component, async (now) => {
        kill = now;
        if (!byTime) return;
        await wait(Math.random() * wholeMs);
        now();
      });
      kill = undefined;
      if (signal === 'SIGKILL') killed += 1;
      const again = await run(job, component);
      expect({ turn, last, ...again }).toMatchObject({ exitCode: 0 });
      expect({ turn, last, ...(await finalState(component)) }).toEqual({ turn, last, ...expected });
    }
    // A run may end just before its moment comes.
    expect(killed).toBeGreaterThan((kills / 4) * 0.6);
  });
});
