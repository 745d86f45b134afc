import type { Machine } from '../../aws/stub/machine.ts';

/** `access key @ Region`, or `refused`. */
export type Seen = string;

interface Row extends Machine {
  readonly what: string;
  readonly seen: Seen;
  /** What the aws CLI (version 1) does instead, and why we do not. */
  readonly cli?: { readonly seen: Seen; readonly because: string };
}

const keys = (id: string) => ({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: 's' });
const role = 'arn:aws:iam::999988887777:role/r';
const inMatrix = '/latest/container';

/** `{stub}` stands for the stub's address. */
export const rows: readonly Row[] = [
  // Who
  { what: 'the default profile', seen: 'DEFAULT@eu-north-1' },
  { what: 'environment keys', env: keys('ENV'), seen: 'ENV@eu-north-1' },
  {
    what: 'environment keys against AWS_PROFILE',
    env: { ...keys('ENV'), AWS_PROFILE: 'one' },
    seen: 'ENV@eu-west-1',
  },
  {
    what: '--profile against environment keys',
    env: keys('ENV'),
    options: { profile: 'one' },
    seen: 'ONE@eu-west-1',
  },
  {
    what: '--profile against AWS_PROFILE',
    env: { AWS_PROFILE: 'two' },
    options: { profile: 'one' },
    seen: 'ONE@eu-west-1',
  },
  { what: 'AWS_PROFILE', env: { AWS_PROFILE: 'one' }, seen: 'ONE@eu-west-1' },
  { what: 'AWS_DEFAULT_PROFILE', env: { AWS_DEFAULT_PROFILE: 'one' }, seen: 'ONE@eu-west-1' },
  {
    what: 'AWS_DEFAULT_PROFILE against AWS_PROFILE',
    env: { AWS_DEFAULT_PROFILE: 'one', AWS_PROFILE: 'config-only' },
    seen: 'CONFIG@us-west-2',
    cli: {
      seen: 'ONE@eu-west-1',
      because: 'the specification names AWS_PROFILE; the other is a leftover of old versions',
    },
  },
  {
    what: 'an empty AWS_PROFILE',
    env: { AWS_PROFILE: '' },
    seen: 'DEFAULT@eu-north-1',
    cli: { seen: 'refused', because: 'CI systems set variables they have no value for' },
  },
  { what: 'keys in the config file', options: { profile: 'config-only' }, seen: 'CONFIG@us-west-2' },
  { what: 'keys in both files', options: { profile: 'both' }, seen: 'BOTH-CREDENTIALS@us-west-2' },
  { what: 'a credential_process', options: { profile: 'process' }, seen: 'PROCESS@us-west-2' },
  { what: 'a role', options: { profile: 'role' }, seen: 'ROLE-ONE@us-west-2' },
  { what: 'a role of a role', options: { profile: 'chain' }, seen: 'ROLE-ROLE-ONE@us-west-2' },
  { what: 'a role of its own keys', options: { profile: 'itself' }, seen: 'ROLE-ITSELF@us-west-2' },
  {
    what: 'a role of the environment',
    env: keys('ENV'),
    options: { profile: 'from-environment' },
    seen: 'ROLE-ENV@us-west-2',
  },
  {
    what: 'a role of the instance',
    options: { profile: 'from-instance' },
    env: { AWS_EC2_METADATA_DISABLED: 'false' },
    seen: 'ROLE-INSTANCE@us-west-2',
  },
  { what: 'a web identity of a profile', options: { profile: 'web' }, seen: 'ROLE-WEB@us-west-2' },
  {
    what: 'a web identity against the default keys',
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: '{home}/config', AWS_ROLE_ARN: role },
    seen: 'ROLE-WEB@eu-north-1',
  },
  {
    what: 'a web identity against --profile',
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: '{home}/config', AWS_ROLE_ARN: role },
    options: { profile: 'one' },
    seen: 'ONE@eu-west-1',
  },
  {
    what: 'a web identity against AWS_PROFILE',
    env: { AWS_WEB_IDENTITY_TOKEN_FILE: '{home}/config', AWS_ROLE_ARN: role, AWS_PROFILE: 'one' },
    seen: 'ONE@eu-west-1',
    cli: {
      seen: 'ROLE-WEB@eu-west-1',
      because: 'the specification puts AWS_PROFILE before the chain, and whoever names a profile means it',
    },
  },
  {
    what: 'a container',
    credentials: '',
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `{stub}${inMatrix}` },
    seen: 'CONTAINER@eu-north-1',
  },
  {
    what: 'a container against the default keys',
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `{stub}${inMatrix}` },
    seen: 'DEFAULT@eu-north-1',
  },
  {
    what: 'a container for a profile without keys',
    env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `{stub}${inMatrix}` },
    options: { profile: 'place' },
    seen: 'CONTAINER@ap-south-1',
  },
  {
    what: 'the instance',
    credentials: '',
    env: { AWS_EC2_METADATA_DISABLED: 'false' },
    seen: 'INSTANCE@eu-north-1',
  },
  {
    what: 'the instance for a profile without keys',
    env: { AWS_EC2_METADATA_DISABLED: 'false', AWS_PROFILE: 'place' },
    seen: 'INSTANCE@ap-south-1',
  },
  { what: 'nothing', credentials: '', seen: 'refused' },
  { what: 'half a pair', env: { AWS_ACCESS_KEY_ID: 'ENV' }, seen: 'refused' },
  { what: 'a profile that is not there', options: { profile: 'gone' }, seen: 'refused' },
  {
    what: 'an AWS_PROFILE that is not there, with keys',
    env: { ...keys('ENV'), AWS_PROFILE: 'gone' },
    seen: 'refused',
  },
  { what: 'a role of nobody', options: { profile: 'lonely' }, seen: 'refused' },
  // Where
  {
    what: '--region',
    env: { AWS_DEFAULT_REGION: 'us-west-1' },
    options: { region: 'us-east-2', profile: 'one' },
    seen: 'ONE@us-east-2',
  },
  {
    what: 'AWS_DEFAULT_REGION against a profile',
    env: { AWS_DEFAULT_REGION: 'us-west-1' },
    options: { profile: 'one' },
    seen: 'ONE@us-west-1',
  },
  {
    what: 'AWS_REGION',
    env: { AWS_REGION: 'us-west-1' },
    options: { profile: 'one' },
    seen: 'ONE@us-west-1',
    cli: { seen: 'ONE@eu-west-1', because: 'version 1 ignores AWS_REGION; version 2 and every SDK heed it' },
  },
  {
    what: 'AWS_REGION against AWS_DEFAULT_REGION',
    env: { AWS_REGION: 'us-west-1', AWS_DEFAULT_REGION: 'us-east-2' },
    seen: 'DEFAULT@us-west-1',
    cli: { seen: 'DEFAULT@us-east-2', because: 'version 1 ignores AWS_REGION' },
  },
  {
    what: 'a named profile without a Region',
    options: { profile: 'two' },
    seen: 'TWO@eu-north-1',
    cli: { seen: 'refused', because: 'the specification goes on to the default profile; a warning says so' },
  },
  {
    what: 'the Region of the instance',
    config: '',
    credentials: '',
    env: { AWS_EC2_METADATA_DISABLED: 'false' },
    seen: 'INSTANCE@sa-east-1',
    cli: {
      seen: 'refused',
      because: 'version 1 does not ask instance metadata for the Region; version 2 does',
    },
  },
  { what: 'no Region', config: '', seen: 'refused' },
];

export const credentials = `
[default]
aws_access_key_id = DEFAULT
aws_secret_access_key = s
[one]
aws_access_key_id = ONE
aws_secret_access_key = s
[two]
aws_access_key_id = TWO
aws_secret_access_key = s
[both]
aws_access_key_id = BOTH-CREDENTIALS
aws_secret_access_key = s
`;

const profile = (name: string, ...lines: string[]) =>
  `[profile ${name}]\nregion = us-west-2\n${lines.join('\n')}\n`;
const ownKeys = (id: string) => [`aws_access_key_id = ${id}`, 'aws_secret_access_key = s'];

export const config = [
  '[default]\nregion = eu-north-1\n',
  '[profile one]\nregion = eu-west-1\n',
  '[profile place]\nregion = ap-south-1\n',
  profile('config-only', ...ownKeys('CONFIG')),
  profile('both', ...ownKeys('BOTH-CONFIG')),
  profile(
    'process',
    `credential_process = echo '{"Version":1,"AccessKeyId":"PROCESS","SecretAccessKey":"s"}'`,
  ),
  profile('role', `role_arn = ${role}`, 'source_profile = one'),
  profile('chain', `role_arn = ${role}2`, 'source_profile = role'),
  profile('itself', `role_arn = ${role}3`, 'source_profile = itself', ...ownKeys('ITSELF')),
  profile('from-environment', `role_arn = ${role}4`, 'credential_source = Environment'),
  profile('from-instance', `role_arn = ${role}5`, 'credential_source = Ec2InstanceMetadata'),
  profile('web', `role_arn = ${role}6`, 'web_identity_token_file = {home}/config'),
  profile('lonely', `role_arn = ${role}7`),
].join('');
