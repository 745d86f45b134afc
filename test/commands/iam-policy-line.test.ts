import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CliOptions, cli, workFolder } from '../support/run-cli.ts';

const account = '123456789012';
const ssm = `arn:aws:ssm:us-east-1:${account}:parameter`;

interface Policy {
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: unknown;
  }[];
}

let folder: string;
beforeEach(() => {
  folder = workFolder();
});

const run = (args: readonly string[], options: CliOptions = {}) =>
  cli(['iam', 'policy', ...args], { cwd: folder, ...options });
const known = ['--region', 'us-east-1', '--account', account];

/** The policy of a run that goes well, and its notes. */
async function made(args: readonly string[]): Promise<{ readonly policy: Policy; readonly notes: string }> {
  const { stdout, stderr, exitCode } = await run(args);
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, '']);
  return { policy: JSON.parse(stdout), notes: stderr };
}

const resourcesOf = ({ Statement }: Policy, sid: string) =>
  Statement.find(({ Sid }) => Sid === sid)?.Resource;

describe('the policy of a command line', () => {
  const name = '/mow/backend/db/prod/A';

  it('is of what stands after --, with its own settings, else with those before', async () => {
    const { policy } = await made([...known, '--', 'get', name, '--region', 'eu-west-1']);
    expect(resourcesOf(policy, 'ReadParameters')).toBe(`arn:aws:ssm:eu-west-1:${account}:parameter${name}`);
    const before = await made([
      ...known,
      '--project',
      'mow',
      '--',
      'exec',
      '--env',
      'prod',
      '--service',
      'db',
      '--',
      'x',
    ]);
    expect(resourcesOf(before.policy, 'ReadPaths')).toBe(`${ssm}/mow/backend/db/prod`);
  });

  it.each([
    [['ssmkit', 'get', name]],
    [['/usr/bin/ssmkit', 'get', name]],
    [['get', `${name}:3`]],
    [['get', `arn:aws:ssm:us-east-1:${account}:parameter${name}:label`]],
  ])('may have the program before it, and selectors: %j', async (line) => {
    const { policy } = await made([...known, '--', ...line]);
    expect(policy.Statement).toEqual([
      { Sid: 'ReadParameters', Effect: 'Allow', Action: 'ssm:GetParameter', Resource: `${ssm}${name}` },
    ]);
  });

  it('knows the old scripts', async () => {
    const line = ['./aws/scripts/ssm-list-param-keys.sh', '--contains', 'A'];
    expect(resourcesOf((await made([...known, '--', ...line])).policy, 'ReadPaths')).toBe(`${ssm}/`);
  });

  it('previews as the line does, and applies as it does', async () => {
    const line = ['put', '--name', name, '--value', 'x'];
    const preview = await made([...known, '--', ...line]);
    expect(JSON.stringify(preview.policy)).not.toContain('PutParameter');
    expect(preview.notes).toContain('The command line previews, and so does the policy.');
    for (const [args, env] of [
      [[...line, '--apply'], {}],
      [line, { DRY_RUN: '0' }],
    ] as const) {
      const { stdout } = await run([...known, '--', ...args], { env });
      expect(stdout).toContain('ssm:PutParameter');
    }
  });

  it('says of what calls nothing that it calls nothing', async () => {
    for (const line of [['config'], ['local', 'status'], ['seed', '--help'], ['iam', 'permissions']]) {
      const { exitCode, stdout, stderr } = await run(['--', ...line]);
      expect([exitCode, stdout]).toEqual([0, '']);
      expect(stderr).toContain('calls nothing in AWS, so it needs no policy.');
    }
    const { stdout } = await run(['--output', 'json', '--', 'config']);
    expect(JSON.parse(stdout)).toMatchObject({ line: 'config', policy: null, account: null });
  });

  it('is for the single names of an env file, or for its sections where they do not fit', async () => {
    const keys = (count: number) => Array.from({ length: count }, (_, index) => `KEY${index}=x`).join('\n');
    const seed = [
      'seed',
      '--project',
      'mow',
      '--env',
      'prod',
      '--env-file',
      'f.env',
      '--tag',
      'a=b',
      '--apply',
    ];
    writeFileSync(join(folder, 'f.env'), `# service=db\n${keys(3)}\n`);
    const few = await made([...known, '--', ...seed]);
    expect(resourcesOf(few.policy, 'ReadAndWriteParameters')).toEqual(
      [0, 1, 2].map((index) => `${ssm}/mow/backend/db/prod/KEY${index}`),
    );
    writeFileSync(join(folder, 'f.env'), `# service=db\n${keys(60)}\n`);
    const many = await made([...known, '--', ...seed]);
    expect(resourcesOf(many.policy, 'ReadAndWriteParameters')).toBe(`${ssm}/mow/backend/db/prod/*`);
    expect(many.notes).toMatch(/With every single name it has \d+ characters, so it is for all names/);
  });

  it('covers keys that only the live store tells', async () => {
    writeFileSync(join(folder, 'f.env'), '# service=db\nDATABASE_HOST=x\n');
    const seed = ['seed', '--env', 'prod', '--env-file', 'f.env', '--apply'];
    const levels = ['--path-template', '/{environment}/{service}/{key}'];
    const { policy } = await made([...known, ...levels, '--', ...seed]);
    expect(resourcesOf(policy, 'ReadAndWriteParameters')).toBe(`${ssm}/prod/db/*`);
    const free = await made([...known, '--project', 'mow', '--', ...seed]);
    expect(resourcesOf(free.policy, 'ReadPaths')).toBe(`${ssm}/mow/backend/db/prod`);
    expect(free.notes).toContain('Taken as keys as they stand: DATABASE_HOST.');
  });

  it('shows no value, of the line or of the files it names', async () => {
    const secret = 'k9-Zq4-very-secret';
    writeFileSync(join(folder, 'f.env'), `# service=db\n# secret=true\nA=${secret}\n`);
    writeFileSync(join(folder, 'broken.env'), `# service=db\nA=${secret}\nA: ${secret}\n`);
    const seed = ['seed', '--project', 'mow', '--env', 'prod', '--apply', '--env-file'];
    for (const line of [
      ['put-secure', '--name', name, '--value', secret, '--apply'],
      ['put', '--name', name, `--valu=${secret}`],
      [...seed, 'f.env'],
      [...seed, 'broken.env'],
      ['exec', '--env', 'prod', '--project', 'mow', '--', 'x', secret],
    ]) {
      for (const output of ['text', 'json', 'markdown']) {
        const { stdout, stderr } = await run([...known, '--output', output, '--debug', '--', ...line]);
        expect([line, `${stdout}${stderr}`.includes(secret)]).toEqual([line, false]);
      }
    }
  });

  it('is not run, and writes nothing', async () => {
    writeFileSync(join(folder, 'f.env'), '# service=db\nA=x\n');
    const { stdout } = await run([...known, '--project', 'mow', '--', 'export', '--env', 'prod', 'out.env']);
    expect(stdout).toContain('ssm:GetParametersByPath');
    expect(existsSync(join(folder, 'out.env'))).toBe(false);
  });

  it.each([
    [[], 'Neither a role nor a command line was given.'],
    [['deployer'], 'That is neither a role nor a command line of ssmkit.'],
    [['application', 'seeder'], 'A policy is for one role.'],
    [['--env', 'prod', '--', 'list'], '--env stands before --'],
    [['--', 'seed', '--frob'], 'Unknown option --frob.'],
    [['--', 'seed', '--env', 'prod', '--project', 'mow', '--env-file', 'none'], 'none'],
    [['--format', 'terraform', '--output', 'json', 'application'], 'contradict each other'],
    [['application', '--project', 'mow', '--env', 'pr od'], 'has characters AWS refuses'],
    [['application', '--project', 'mow', '--env', 'prod', '--key-id', 'a key'], 'is no KMS key'],
  ])('is refused: %j', async (args, words) => {
    const { exitCode, stdout, stderr } = await run([...known, ...args]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
});
