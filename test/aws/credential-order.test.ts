import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectFrom, createHome, type Home, type Machine, readOnce } from './stub/machine.ts';
import { answerRole, emptyAnswer, type StubAws, stubAws } from './stub/stub-aws.ts';

let aws: StubAws;
let home: Home;

beforeAll(async () => {
  home = await createHome();
  aws = await stubAws((request, response) => {
    if (request.operation.startsWith('AssumeRole')) {
      answerRole(response, request.operation, `ROLE-${request.accessKeyId ?? 'WEB'}`, '999988887777');
    } else emptyAnswer(request, response);
  });
});
beforeEach(() => {
  aws.seen.length = 0;
});
afterAll(async () => {
  await aws.close();
  await home.remove();
});

const keys = (prefix: string) => ({ AWS_ACCESS_KEY_ID: prefix, AWS_SECRET_ACCESS_KEY: 's' });
const profiles = `
[default]
aws_access_key_id = DEFAULT
aws_secret_access_key = s
[one]
aws_access_key_id = ONE
aws_secret_access_key = s
aws_session_token = token
[two]
aws_access_key_id = TWO
aws_secret_access_key = s
`;
const roles = `
[profile role]
role_arn = arn:aws:iam::999988887777:role/r
source_profile = one
[profile chain]
role_arn = arn:aws:iam::999988887777:role/r2
source_profile = role
[profile itself]
role_arn = arn:aws:iam::999988887777:role/r
source_profile = itself
aws_access_key_id = ITSELF
aws_secret_access_key = s
[profile from-environment]
role_arn = arn:aws:iam::999988887777:role/r
credential_source = Environment
[profile bare]
region = us-west-2
`;

async function seenBy(machine: Machine): Promise<string | undefined> {
  const options = { region: 'us-east-1', endpointUrl: aws.url, ...machine.options };
  await readOnce(await connectFrom(home, { ...machine, options }));
  return aws.seen.at(-1)?.accessKeyId;
}

describe('whose credentials sign', () => {
  test.each<[string, Machine, string]>([
    ['--profile beats environment keys', { env: keys('ENV'), options: { profile: 'one' } }, 'ONE'],
    ['--profile beats AWS_PROFILE', { env: { AWS_PROFILE: 'two' }, options: { profile: 'one' } }, 'ONE'],
    ['environment keys beat AWS_PROFILE', { env: { ...keys('ENV'), AWS_PROFILE: 'one' } }, 'ENV'],
    ['environment keys beat the settings', { env: keys('ENV'), options: { settingsProfile: 'one' } }, 'ENV'],
    ['AWS_PROFILE beats the default profile', { env: { AWS_PROFILE: 'one' } }, 'ONE'],
    [
      'AWS_PROFILE beats the settings',
      { env: { AWS_PROFILE: 'one' }, options: { settingsProfile: 'two' } },
      'ONE',
    ],
    ['AWS_DEFAULT_PROFILE names a profile too', { env: { AWS_DEFAULT_PROFILE: 'two' } }, 'TWO'],
    ['empty variables are unset', { env: { AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '' } }, 'DEFAULT'],
    ['the settings beat the default profile', { options: { settingsProfile: 'two' } }, 'TWO'],
    ['settings that name no profile are passed over', { options: { settingsProfile: 'gone' } }, 'DEFAULT'],
    ['the default profile is the last of the files', {}, 'DEFAULT'],
    ['a role from a profile', { options: { profile: 'role' } }, 'ROLE-ONE'],
    ['a role from a role', { options: { profile: 'chain' } }, 'ROLE-ROLE-ONE'],
    ['a role from its own keys', { options: { profile: 'itself' } }, 'ROLE-ITSELF'],
    [
      'a role from the environment',
      { env: keys('ENV'), options: { profile: 'from-environment' } },
      'ROLE-ENV',
    ],
    [
      '--role-arn on top',
      { options: { profile: 'one', roleArn: 'arn:aws:iam::999988887777:role/x' } },
      'ROLE-ONE',
    ],
    [
      '--role-arn from the environment',
      { env: keys('ENV'), options: { roleArn: 'arn:aws:iam::999988887777:role/x' } },
      'ROLE-ENV',
    ],
  ])('%s', async (_what, machine, expected) => {
    expect(await seenBy({ credentials: profiles, config: roles, ...machine })).toBe(expected);
  });

  test('a session token goes with its keys', async () => {
    await seenBy({ credentials: profiles, options: { profile: 'one' } });
    expect(aws.seen.at(-1)?.headers['x-amz-security-token']).toBe('token');
  });

  test('the files win over each other as for the aws CLI: credentials over config', async () => {
    const config = '[profile one]\naws_access_key_id = CONFIG\naws_secret_access_key = s\n';
    expect(await seenBy({ credentials: profiles, config, options: { profile: 'one' } })).toBe('ONE');
    expect(await seenBy({ config, options: { profile: 'one' } })).toBe('CONFIG');
  });
});

describe('a web identity', () => {
  const env = (home: Home) => ({
    AWS_WEB_IDENTITY_TOKEN_FILE: `${home.path}/config`,
    AWS_ROLE_ARN: 'arn:aws:iam::999988887777:role/web',
  });
  test.each<[string, Machine, string]>([
    ['is used where there is no profile', { credentials: '' }, 'ROLE-WEB'],
    ['beats the settings', { options: { settingsProfile: 'one' } }, 'ROLE-WEB'],
    ['beats keys of the default profile, as for the aws CLI', {}, 'ROLE-WEB'],
    ['gives way to AWS_PROFILE', { env: { AWS_PROFILE: 'one' } }, 'ONE'],
    ['gives way to --profile', { options: { profile: 'one' } }, 'ONE'],
    ['gives way to environment keys', { env: keys('ENV') }, 'ENV'],
  ])('%s', async (_what, machine, expected) => {
    const found = await seenBy({
      credentials: profiles,
      config: '[profile token]\nregion = us-west-1\n',
      ...machine,
      env: { ...env(home), ...machine.env },
    });
    expect(found).toBe(expected);
  });

  test('sends the token of the file', async () => {
    await seenBy({ config: '[profile the-token]\nregion = x', env: env(home) });
    expect(new URLSearchParams(aws.seen[0]?.body).get('WebIdentityToken')).toContain('the-token');
  });
});

describe('what is wrong with credentials is said', () => {
  test.each<[string, Machine, RegExp, RegExp]>([
    [
      'unknown --profile',
      { options: { profile: 'gone' } },
      /no profile "gone" \(from --profile\)/,
      /list-profiles/,
    ],
    [
      'unknown AWS_PROFILE, even with keys',
      { env: { ...keys('E'), AWS_PROFILE: 'gone' } },
      /no profile "gone" \(from AWS_PROFILE\)/,
      /credentials/,
    ],
    [
      'half a pair',
      { env: { AWS_ACCESS_KEY_ID: 'E' } },
      /AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not/,
      /Set AWS_SECRET/,
    ],
    ['nothing at all', {}, /No AWS credentials were found/, /aws sso login.*AWS_ACCESS_KEY_ID.*role/],
    [
      'a profile with a Region only',
      { config: roles, options: { profile: 'bare' } },
      /No AWS credentials/,
      /sso login/,
    ],
    [
      'a lender that is not there',
      { config: roles, options: { profile: 'role' } },
      /no profile "one"/,
      /source_profile of "role"/,
    ],
    [
      'no lender',
      { config: '[profile a]\nrole_arn = arn:aws:iam::1:role/r', options: { profile: 'a' } },
      /nothing to assume it with/,
      /source_profile/,
    ],
    [
      'a circle',
      {
        config:
          '[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = a',
        options: { profile: 'a' },
      },
      /a → b → a form a circle/,
      /source_profile/,
    ],
    [
      'MFA',
      {
        config:
          '[profile a]\nrole_arn = r\nsource_profile = b\nmfa_serial = m\n[profile b]\naws_access_key_id = B\naws_secret_access_key = s',
        options: { profile: 'a' },
      },
      /MFA code/,
      /terminal/,
    ],
    [
      'no token file',
      { env: { AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token', AWS_ROLE_ARN: 'r' } },
      /"\/nowhere\/token" cannot be read \(ENOENT\)/,
      /WEB_IDENTITY/,
    ],
    [
      'SSO without a session',
      {
        config:
          '[profile a]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://x.invalid/start',
        options: { profile: 'a' },
      },
      /SSO session of profile "a"/,
      /^Run: aws sso login --profile a$/,
    ],
    [
      'an sso-session that is not there',
      {
        config: '[profile a]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r',
        options: { profile: 'a' },
      },
      /sso-session "s", which is not there/,
      /aws configure sso --profile a/,
    ],
    [
      'a process that fails',
      { config: '[profile a]\ncredential_process = exit 3', options: { profile: 'a' } },
      /profile "a"/,
      /.+/,
    ],
  ])('%s', async (_what, machine, message, hint) => {
    const error = await seenBy(machine).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ kind: 'credentials', code: 'credentials' });
    expect(error).toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    expect(aws.seen).toEqual([]);
  });

  test('an MFA code is asked for by the serial number', async () => {
    const config = '[profile a]\nrole_arn = r\nsource_profile = one\nmfa_serial = device-7';
    const asked: string[] = [];
    const mfaCode = async (serial: string) => {
      asked.push(serial);
      return '123456';
    };
    await seenBy({ credentials: profiles, config, options: { profile: 'a', mfaCode } });
    expect(asked).toEqual(['device-7']);
    expect(aws.seen[0]?.body).toContain('TokenCode=123456');
  });
});
