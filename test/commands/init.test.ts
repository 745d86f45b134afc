import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, workFolder } from '../support/run-cli.ts';

const schema = { $schema: './node_modules/ssmkit/ssmkit.schema.json' };
const written = (cwd: string) => readFileSync(join(cwd, 'ssmkit.json'), 'utf8');
const isWritten = (cwd: string) => existsSync(join(cwd, 'ssmkit.json'));
const dryRun = 'Dry run: "ssmkit.json" was not written. To write it, add --apply or set DRY_RUN=0.\n';

describe('init by flags', () => {
  const flags = [
    ...['--project', 'mow', '--component', 'backend', '--region', 'us-east-1', '--tags-dir', 'tags'],
    ...['--env', 'stage', '--environment', 'prod', '--account', 'prod=123456789012'],
    ...[
      '--profile',
      'prod=acme-prod',
      '--profile',
      'stage=acme-stage',
      '--key-id',
      'prod=alias/k',
      '--service',
      'db',
    ],
  ];
  const settings = {
    ...schema,
    project: 'mow',
    component: 'backend',
    region: 'us-east-1',
    tagsDir: 'tags',
    services: ['db'],
    environments: {
      stage: { profile: 'acme-stage' },
      prod: { account: '123456789012', keyId: 'alias/k', profile: 'acme-prod', protected: true },
    },
  };

  it('shows the file, which is all there is on stdout', async () => {
    const cwd = workFolder();
    const { stdout, stderr, exitCode } = await cli(['init', ...flags], { cwd });
    expect([JSON.parse(stdout), stderr, exitCode]).toEqual([settings, dryRun, 0]);
    expect(isWritten(cwd)).toBe(false);
  });

  it.each([
    [['--apply'], {}],
    [['--no-dry-run'], {}],
    [[], { DRY_RUN: '0' }],
  ])('writes it with %j %j, and every command reads it', async (how, env) => {
    const cwd = workFolder();
    const said = await cli(['init', ...flags, ...how], { cwd, env });
    expect(said).toEqual({ stdout: 'ssmkit.json is written.\n', stderr: '', exitCode: 0 });
    expect(JSON.parse(written(cwd))).toEqual(settings);
    expect(statSync(join(cwd, 'ssmkit.json')).mode & 0o777).toBe(0o644);
    const { stdout } = await cli(['config', '--output', 'json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ project: 'mow', 'environments.prod.profile': 'acme-prod' });
  });

  it('only shows it where DRY_RUN and a flag say so', async () => {
    const cwd = workFolder();
    await cli(['init', '--project', 'mow', '--dry-run'], { cwd, env: { DRY_RUN: '0' } });
    expect(isWritten(cwd)).toBe(false);
    expect((await cli(['init', '--project', 'mow', '--dry-run', '--apply'], { cwd })).exitCode).toBe(2);
  });

  it('as JSON and as markdown', async () => {
    const cwd = workFolder();
    const { stdout } = await cli(['init', '--project', 'mow', '--output', 'json'], { cwd });
    expect(JSON.parse(stdout)).toEqual({
      ...{ command: 'init', mode: 'preview', file: 'ssmkit.json', written: false },
      ...{ settings: { ...schema, project: 'mow' }, notes: [] },
    });
    const applied = await cli(['init', '--project', 'mow', '--output', 'json', '--apply'], { cwd });
    expect(JSON.parse(applied.stdout)).toMatchObject({ mode: 'apply', written: true });
    const markdown = await cli(['init', '--project', 'mow', '--output', 'markdown', '--force'], { cwd });
    expect(markdown.stdout).toBe(`### ssmkit.json (dry run)\n\n\`\`\`json\n${written(cwd)}\`\`\`\n`);
  });

  it.each<[string, readonly string[], object]>([
    ['production is', [], { prod: { protected: true }, stage: {}, 'prod-eu': { protected: true } }],
    [
      'those that are named',
      ['--protected', 'stage'],
      { prod: {}, stage: { protected: true }, 'prod-eu': {} },
    ],
    ['none', ['--no-protected'], { prod: {}, stage: {}, 'prod-eu': {} }],
  ])('what is protected: %s', async (_what, more, environments) => {
    const names = ['prod', 'stage', 'prod-eu'].flatMap((name) => ['--env', name]);
    const { stdout } = await cli(['init', ...names, ...more]);
    expect(JSON.parse(stdout)).toEqual({ ...schema, environments });
  });

  it('variables of ssmkit count, the default convention is left out, another is not', async () => {
    const env = { SSMKIT_PROJECT: 'mow', SSMKIT_COMPONENT: 'web' };
    expect(JSON.parse((await cli(['init'], { env })).stdout)).toEqual({
      ...schema,
      project: 'mow',
      component: 'web',
    });
    const text = '/{environment}/{service}/{key}';
    const other = await cli(['init', '--path-template', text]);
    expect(JSON.parse(other.stdout)).toEqual({ ...schema, pathTemplate: text });
    const usual = ['--path-template', '/{project}/{component}/{service}/{environment}/{key}'];
    expect(JSON.parse((await cli(['init', '--project', 'x', ...usual])).stdout)).toEqual({
      ...schema,
      project: 'x',
    });
  });

  it.each<[string, readonly string[], string]>([
    ['nothing', [], 'Nothing is known that could be written.'],
    ['an account of nothing', ['--account', '123456789012'], 'Write it like --account prod=123456789012.'],
    ['an account that is none', ['--account', 'prod=12'], '"environments.prod.account" must be 12 digits'],
    ['an environment that is none', ['--env', 'a b'], 'must be one level of a name'],
    ['a convention that is none', ['--path-template', '/{key}'], 'has no {environment}'],
    ['another folder', ['--from-folder', 'nowhere'], 'There is no folder nowhere/tags.'],
  ])('refuses %s', async (_what, args, words) => {
    const cwd = workFolder();
    const { stdout, stderr, exitCode } = await cli(['init', '--apply', ...args], { cwd });
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(words);
    expect(isWritten(cwd)).toBe(false);
  });
});

describe('a settings file that is there', () => {
  const old = '{"project":"old"}';

  it.each([[[]], [['--apply']], [['--apply', '--yes']]])('is left alone with %j', async (how) => {
    const cwd = workFolder();
    writeFileSync(join(cwd, 'ssmkit.json'), old);
    const { stdout, stderr, exitCode } = await cli(['init', '--project', 'new', ...how], { cwd });
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr).toContain('is there already');
    expect(written(cwd)).toBe(old);
  });

  it('is replaced with --force, and nothing of it stays', async () => {
    const cwd = workFolder();
    writeFileSync(join(cwd, 'ssmkit.json'), '{"project":"old","component":"c"}');
    await cli(['init', '--env', 'dev', '--force', '--apply'], { cwd });
    expect(JSON.parse(written(cwd))).toEqual({ ...schema, environments: { dev: {} } });
  });

  it('may be broken', async () => {
    const cwd = workFolder();
    writeFileSync(join(cwd, 'ssmkit.json'), '{"projct":');
    expect((await cli(['init', '--project', 'x', '--apply'], { cwd })).exitCode).toBe(1);
    expect((await cli(['init', '--project', 'x', '--apply', '--force'], { cwd })).exitCode).toBe(0);
    expect(JSON.parse(written(cwd))).toMatchObject({ project: 'x' });
  });

  it('further up is not hidden by chance', async () => {
    const root = workFolder();
    const cwd = join(root, 'below');
    mkdirSync(cwd);
    mkdirSync(join(root, '.git'));
    writeFileSync(join(root, 'ssmkit.json'), old);
    const { stderr, exitCode } = await cli(['init', '--project', 'x', '--apply'], { cwd });
    expect([exitCode, isWritten(cwd)]).toEqual([1, false]);
    expect(stderr).toContain(`"${root}/ssmkit.json" is in force here`);
    expect((await cli(['init', '--project', 'x', '--apply', '--force'], { cwd })).exitCode).toBe(0);
    expect([isWritten(cwd), written(root)]).toEqual([true, old]);
  });

  it('is the one that --config names, and paths in it are its own', async () => {
    const cwd = workFolder();
    mkdirSync(join(cwd, 'deep/er'), { recursive: true });
    const args = ['--config', 'deep/er/x.json', '--tags-dir', 'aws/tags', '--apply'];
    const { stdout, exitCode } = await cli(['init', ...args], { cwd });
    expect([stdout, exitCode]).toEqual(['deep/er/x.json is written.\n', 0]);
    expect(JSON.parse(readFileSync(join(cwd, 'deep/er/x.json'), 'utf8')).tagsDir).toBe('../../aws/tags');
  });

  it('that is a link stays one', async () => {
    const cwd = workFolder();
    writeFileSync(join(cwd, 'real.json'), old);
    symlinkSync('real.json', join(cwd, 'ssmkit.json'));
    await cli(['init', '--project', 'x', '--apply', '--force'], { cwd });
    expect(JSON.parse(readFileSync(join(cwd, 'real.json'), 'utf8'))).toMatchObject({ project: 'x' });
  });

  it('stays as it was where it cannot be written', async () => {
    const cwd = join(workFolder(), 'none');
    const { stderr, exitCode } = await cli(['init', '--project', 'x', '--apply'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('there is no folder');
  });
});
