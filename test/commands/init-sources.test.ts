import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { local, workFolder } from '../support/run-cli.ts';
import { accountOfCaller, setGuarded } from './guarded.ts';
import { setStage } from './stage.ts';

const schema = { $schema: './node_modules/ssmkit/ssmkit.schema.json' };
const written = (cwd: string) => readFileSync(join(cwd, 'ssmkit.json'), 'utf8');
const dryRun = 'Dry run: "ssmkit.json" was not written. To write it, add --apply or set DRY_RUN=0.\n';

describe('init from what is there', () => {
  const names = [
    '/mow/backend/db/prod/PW',
    '/mow/backend/db/stage/PW',
    '/mow/backend/web/prod/X',
    '/mow/web/a/qa/B',
  ];

  async function scene() {
    const stage = await setStage();
    for (const name of names) await stage.put(name, 'value-of-it', { Type: 'SecureString' });
    stage.forget();
    return stage;
  }

  it('names of parameters tell it, and nothing is decrypted', async () => {
    const { run, calls } = await scene();
    const { stdout, stderr, exitCode } = await run(['init', '--from-path', '/mow/backend']);
    expect([JSON.parse(stdout), exitCode]).toEqual([
      {
        ...schema,
        project: 'mow',
        component: 'backend',
        services: ['db', 'web'],
        environments: { prod: { protected: true }, stage: {} },
      },
      0,
    ]);
    expect(stderr).toBe(
      `note: names read: 3 follow /{project}/{component}/{service}/{environment}/{key}\n${dryRun}`,
    );
    expect(calls.map(({ operation, body }) => [operation, body.WithDecryption ?? false])).toEqual([
      ['GetParametersByPath', false],
    ]);
  });

  it('what can be read in two ways is refused where nobody can be asked', async () => {
    const { run } = await scene();
    const { stdout, stderr, exitCode } = await run(['init', '--from-path', '/', '--apply']);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain("Give --component 'backend' or --component 'web'.");
    const { stdout: chosen } = await run(['init', '--from-path', '/', '--component', 'web', '--quiet']);
    expect(JSON.parse(chosen)).toMatchObject({ component: 'web', environments: { qa: {} } });
  });

  it('--discover asks for the account, and only that', async () => {
    const guarded = await setGuarded();
    await guarded.ssm.send(
      new PutParameterCommand({ Name: '/mow/backend/db/prod/A', Value: 'v', Type: 'String' }),
    );
    const { stdout } = await guarded.run(['init', '--discover', '--env', 'later']);
    expect(JSON.parse(stdout)).toEqual({
      ...schema,
      project: 'mow',
      component: 'backend',
      region: 'us-east-1',
      services: ['db'],
      environments: { later: {}, prod: { account: accountOfCaller, protected: true } },
    });
    expect(guarded.operations).toEqual(['GetParametersByPath', 'GetCallerIdentity']);
  });

  it('the embedded store has no account of its own', async () => {
    const cwd = workFolder();
    const run = local(cwd);
    await run(['put', '--name', '/mow/backend/db/prod/A', '--value', 'v', '--apply']);
    const { stdout } = await run(['init', '--discover']);
    expect(JSON.parse(stdout)).toEqual({
      ...schema,
      ...{
        project: 'mow',
        component: 'backend',
        services: ['db'],
        environments: { prod: { protected: true } },
      },
    });
  });

  it("the old toolkit's folder tells it, together with the names", async () => {
    const { run, cwd } = await scene();
    mkdirSync(join(cwd, 'aws/tags/backend'), { recursive: true });
    for (const name of ['base', 'db', 'dev', 'cache'])
      writeFileSync(join(cwd, `aws/tags/backend/${name}.json`), '[]');
    const args = ['init', '--from-folder', 'aws/', '--from-path', '/mow/backend', '--output', 'json'];
    expect(JSON.parse((await run(args)).stdout)).toMatchObject({
      settings: {
        ...schema,
        project: 'mow',
        component: 'backend',
        tagsDir: 'aws/tags',
        services: ['cache', 'db', 'web'],
        environments: { dev: {}, prod: { protected: true }, stage: {} },
      },
      notes: [
        'names read: 3 follow /{project}/{component}/{service}/{environment}/{key}',
        'aws/tags/backend was read as services cache, db and environments dev.',
      ],
    });
    writeFileSync(join(cwd, 'aws/tags/backend/base.json'), '[{"Key":"Project","Value":"other"}]');
    const { stderr, exitCode } = await run(args);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining("Give --project 'mow' or --project 'other'."),
    ]);
  });

  it('one file is not replaced by another that came meanwhile', async () => {
    const { run, cwd, onCall } = await scene();
    onCall(async () => writeFileSync(join(cwd, 'ssmkit.json'), 'theirs'));
    const { exitCode } = await run(['init', '--from-path', '/mow/backend', '--apply']);
    expect([exitCode, written(cwd)]).toEqual([1, 'theirs']);
  });
});
