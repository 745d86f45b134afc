import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerJson, type StubAws, stubAws } from '../aws/stub/stub-aws.ts';
import { workFolder } from '../support/run-cli.ts';
import { type Program, programInto, startProgram } from './program.ts';

const hour = 3_600_000;
const folder = workFolder();
let program: Program;
let home: string;
let stub: StubAws;

beforeAll(() => {
  program = programInto(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  home = mkdtempSync(join(folder, 'home-'));
  mkdirSync(join(home, '.aws/sso/cache'), { recursive: true });
  writeFileSync(
    join(home, '.aws/config'),
    [
      '[profile admin-cli-sso]',
      'sso_session = company',
      'sso_account_id = 123456789012',
      'sso_role_name = Admin',
      'region = eu-west-1',
      '[sso-session company]',
      'sso_start_url = https://company.awsapps.com/start',
      'sso_region = eu-west-1',
      'sso_registration_scopes = sso:account:access',
    ].join('\n'),
  );
  // The portal of IAM Identity Center and Parameter Store, played by one server.
  stub = await stubAws((request, response) => {
    if (!request.path.startsWith('/federation/credentials')) {
      answerJson(response, 200, { Parameters: [], InvalidParameters: [] });
      return;
    }
    const roleCredentials = {
      accessKeyId: 'ASIAFROMSSO',
      secretAccessKey: 'example',
      sessionToken: 'session-of-sso',
      expiration: Date.now() + hour,
    };
    answerJson(response, 200, { roleCredentials });
  });
});
afterEach(() => stub.close());

/** What `aws sso login` leaves behind. */
function loggedIn(until: number): void {
  const name = createHash('sha1').update('company').digest('hex');
  const token = {
    startUrl: 'https://company.awsapps.com/start',
    region: 'eu-west-1',
    accessToken: 'canary-sso-token',
    expiresAt: new Date(until).toISOString(),
  };
  writeFileSync(join(home, `.aws/sso/cache/${name}.json`), JSON.stringify(token));
}

const list = () =>
  startProgram(program, ['list', '--profile', 'admin-cli-sso', '--raw'], {
    cwd: home,
    env: {
      PATH: '/nonexistent',
      HOME: home,
      AWS_ENDPOINT_URL_SSO: stub.url,
      AWS_ENDPOINT_URL_SSM: stub.url,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  }).ended;

describe('a profile of IAM Identity Center', () => {
  it('after aws sso login: its role signs the call, in its Region', async () => {
    loggedIn(Date.now() + hour);
    const { exitCode, stderr } = await list();
    expect([exitCode, stderr]).toEqual([0, '']);
    const [portal, call] = stub.seen;
    expect(portal?.path).toContain('role_name=Admin');
    expect(portal?.path).toContain('account_id=123456789012');
    expect(portal?.headers['x-amz-sso_bearer_token']).toBe('canary-sso-token');
    expect(call).toMatchObject({
      accessKeyId: 'ASIAFROMSSO',
      region: 'eu-west-1',
      operation: 'GetParametersByPath',
    });
    expect(call?.headers['x-amz-security-token']).toBe('session-of-sso');
  });

  it.each([
    ['never logged in', undefined],
    ['expired', -hour],
  ])('%s: says which command to run, and sends nothing to Parameter Store', async (_title, until) => {
    if (until !== undefined) loggedIn(Date.now() + until);
    const { exitCode, stderr, stdout } = await list();
    expect(exitCode).toBe(5);
    expect(stdout).toBe('');
    expect(stderr).toContain('Run: aws sso login --profile admin-cli-sso');
    expect(stderr).not.toContain('canary');
    expect(stub.seen).toEqual([]);
  });
});
