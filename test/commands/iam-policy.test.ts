import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CliOptions, cli, workFolder } from '../support/run-cli.ts';

const account = '123456789012';
const ssm = `arn:aws:ssm:us-east-1:${account}:parameter`;
const keyArn = `arn:aws:kms:us-east-1:${account}:key`;

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

const settings = (content: object) => writeFileSync(join(folder, 'ssmkit.json'), JSON.stringify(content));
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

describe('the policy of a role', () => {
  const application = [...known, 'application', '--project', 'mow', '--env', 'prod'];

  it('is for the services that are named', async () => {
    const { policy, notes } = await made([...application, '--service', 'api', '--service', 'web']);
    expect(policy.Statement).toEqual([
      {
        Sid: 'ReadParameters',
        Effect: 'Allow',
        Action: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'],
        Resource: ['api/prod', 'api/prod/*', 'web/prod', 'web/prod/*'].map(
          (end) => `${ssm}/mow/backend/${end}`,
        ),
      },
    ]);
    expect(notes).toContain('No statement about KMS: the key is alias/aws/ssm');
  });

  it('is for those of the settings, else for all with what finds them', async () => {
    const wide = await made(application);
    expect(resourcesOf(wide.policy, 'ReadPaths')).toContain(`${ssm}/mow/backend`);
    expect(wide.notes).toContain('with the plain values of every environment there');
    settings({ services: ['api'] });
    const { policy, notes } = await made(application);
    expect(policy.Statement.map(({ Sid }) => Sid)).toEqual(['ReadParameters']);
    expect(resourcesOf(policy, 'ReadParameters')).toEqual([
      `${ssm}/mow/backend/api/prod`,
      `${ssm}/mow/backend/api/prod/*`,
    ]);
    expect(notes).toContain('For the services of ssmkit.json: api.');
  });

  it('shows no other environment where the path template keeps them apart', async () => {
    const template = ['--path-template', '/{environment}/{service}/{key}'];
    const { policy, notes } = await made([...application, ...template]);
    expect(policy.Statement.flatMap(({ Resource }) => Resource)).toEqual([
      `${ssm}/prod/*`,
      `${ssm}/prod`,
      `${ssm}/prod/*`,
    ]);
    expect(notes).not.toContain('every environment');
  });

  it('takes account and key from the settings, the flags before them', async () => {
    settings({ environments: { prod: { account: '111111111111', keyId: 'alias/ssm-prod' } } });
    const plain = ['--region', 'us-east-1', 'application', '--project', 'mow', '--env', 'prod'];
    const first = JSON.stringify((await made(plain)).policy);
    expect(first).toContain('arn:aws:kms:us-east-1:111111111111:key/*');
    expect(first).toContain('"kms:ResourceAliases":"alias/ssm-prod"');
    const second = JSON.stringify((await made([...plain, '--account', account, '--key-id', 'k-1'])).policy);
    expect(second).toContain(`${keyArn}/k-1`);
    expect(second).not.toContain('111111111111');
    expect(second).not.toContain('ResourceAliases');
  });

  it.each([
    ['aws-cn', 'cn-north-1', 'ssm.cn-north-1.amazonaws.com.cn'],
    ['aws-us-gov', 'us-gov-west-1', 'ssm.us-gov-west-1.amazonaws.com'],
  ])('is of the partition of its Region: %s', async (partition, region, via) => {
    const args = ['--region', region, '--account', account, '--key-id', 'alias/x', 'seeder', '--env', 'prod'];
    const { policy } = await made([...args, '--project', 'mow']);
    const arns = policy.Statement.flatMap(({ Resource }) => Resource).filter((arn) => arn !== '*');
    for (const arn of arns) expect(arn).toMatch(new RegExp(`^arn:${partition}:(ssm|kms):${region}:`));
    expect(JSON.stringify(policy)).toContain(via);
    expect((await run([...args, '--project', 'mow', '--partition', partition])).exitCode).toBe(0);
    expect((await run([...args, '--project', 'mow', '--partition', 'aws-iso'])).exitCode).toBe(2);
  });

  it('has no double slash but for tags', async () => {
    const { policy } = await made([...known, 'developer', '--project', 'mow', '--env', 'prod']);
    for (const { Sid, Resource } of policy.Statement) {
      expect([Sid, JSON.stringify(Resource).includes('parameter//')]).toEqual([Sid, Sid.endsWith('Tags')]);
    }
  });

  it('fits, or says that it does not', async () => {
    const services = (count: number) =>
      Array.from({ length: count }, (_, index) => ['--service', `service-${index}`]).flat();
    const developer = [...known, 'developer', '--project', 'mow', '--env', 'prod', '--key-id', 'alias/x'];
    expect((await made([...developer, ...services(10)])).notes).not.toContain('characters');
    const { notes } = await made([...developer, ...services(14)]);
    expect(notes).toMatch(/It has [67]\d{3} characters\. AWS takes 6144 characters without white space/);
    const { exitCode, stdout, stderr } = await run([...developer, ...services(40)]);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('The policy would have');
  });
});

describe('the account', () => {
  const args = ['--region', 'us-east-1', 'application', '--project', 'mow', '--env', 'prod'];

  it('missing, without credentials: says what to give', async () => {
    const { exitCode, stdout, stderr } = await run(args);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('The account is not known');
    expect(stderr).toContain('Give --account; or set "account" of prod in ssmkit.json.');
  });

  it('of the credentials, where they carry it; an alias is looked up then', async () => {
    mkdirSync(join(folder, '.ssmkit'), { mode: 0o700 });
    const local = ['--local', '--local-dir', join(folder, '.ssmkit')];
    const plain = await run([...args, ...local]);
    expect(plain.stdout).toContain('arn:aws:ssm:us-east-1:000000000000:parameter');
    const missing = await run([...args, ...local, '--key-id', 'alias/none']);
    expect(missing.stderr).toContain('There is no key behind alias/none yet');
    expect(missing.stdout).toContain('"kms:ResourceAliases": "alias/none"');
    const ensured = await cli(['kms', 'ensure', '--env', 'prod', '--apply', ...local], { cwd: folder });
    expect(ensured.exitCode).toBe(0);
    const { stdout, stderr } = await run([...args, ...local, '--key-id', 'alias/ssm-prod']);
    expect(stderr).toMatch(/alias\/ssm-prod is arn:aws:kms:us-east-1:000000000000:key\/\S+ now/);
    expect(stdout).not.toContain('ResourceAliases');
  });

  it('of several environments: asks for one', async () => {
    settings({ environments: { prod: { account: '111111111111' }, stage: { account: '222222222222' } } });
    const { exitCode, stderr } = await run(['--region', 'us-east-1', '--', 'list', '--prefix', '/mow']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('The account is one of 111111111111, 222222222222.');
  });

  it('or Region that is wrong is refused', async () => {
    expect((await run([...args, '--account', '12'])).stderr).toContain('--account takes 12 digits');
    const nowhere = await run(['application', '--project', 'mow', '--env', 'prod', '--account', account]);
    expect(nowhere.stderr).toContain('No AWS Region is set.');
    expect(nowhere.exitCode).toBe(2);
  });
});

describe('the form of a policy', () => {
  const application = [...known, 'application', '--project', 'mow', '--env', 'prod', '--service', 'api'];

  it('is Terraform where that is asked for', async () => {
    const { stdout } = await run([...application, '--format', 'terraform']);
    expect(stdout).toMatch(
      /^data "aws_iam_policy_document" "ssmkit_application_prod" \{\n {2}statement \{\n/,
    );
  });

  it('is one document with --output json', async () => {
    const { stdout, stderr } = await run([...application, '--output', 'json', '--quiet']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'iam policy',
      role: 'application',
      line: null,
      partition: 'aws',
      region: 'us-east-1',
      account,
      characters: expect.any(Number),
      policy: { Version: '2012-10-17' },
      notes: [expect.stringContaining('No statement about KMS')],
    });
  });

  it('is a heading and a block with --output markdown', async () => {
    const { stdout } = await run([...application, '--output', 'markdown']);
    expect(stdout).toContain('### Policy: application of prod\n\n```json\n{\n');
    const terraform = await run([...application, '--output', 'markdown', '--format', 'terraform']);
    expect(terraform.stdout).toContain('```hcl\ndata ');
  });
});
