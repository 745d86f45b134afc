import { defaultTemplateText } from '../../src/core/parameter/template.ts';

/** One place a setting can come from, how it is set there, and what `config --explain` then says. */
interface Source {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly file?: object;
  readonly value: string | null;
  readonly from: string;
}

const template = '/{environment}/{service}/{key}';
const flag = (args: readonly string[], value = args[1] ?? '', from = args[0] ?? ''): Source => ({
  args,
  value,
  from,
});
const variable = (name: string, text: string, value: string = text, from = name): Source => ({
  env: { [name]: text },
  value,
  from,
});
const inFile = (file: object, value: string, from = 'ssmkit.json'): Source => ({ file, value, from });
const otherwise = (value: string | null, from = value === null ? 'not set' : 'default'): Source => ({
  value,
  from,
});

/** Every setting with its sources, the strongest first; each row is seen with all weaker ones set as well. */
export const settingSources: Readonly<Record<string, readonly Source[]>> = {
  project: [
    flag(['--project', 'a']),
    variable('SSMKIT_PROJECT', 'b'),
    inFile({ project: 'c' }, 'c'),
    otherwise(null),
  ],
  component: [
    flag(['--component', 'a']),
    variable('SSMKIT_COMPONENT', 'b'),
    inFile({ component: 'c' }, 'c'),
    otherwise('backend'),
  ],
  pathTemplate: [
    flag(['--path-template', '/a/{environment}/{key}']),
    variable('SSMKIT_PATH_TEMPLATE', '/b/{environment}/{key}'),
    inFile({ pathTemplate: '/c/{environment}/{key}' }, '/c/{environment}/{key}'),
    otherwise(defaultTemplateText),
  ],
  tagsDir: [flag(['--tags-dir', 'a']), inFile({ tagsDir: 'aws/tags' }, 'aws/tags'), otherwise(null)],
  newKeys: [
    inFile({ newKeys: 'named' }, 'named'),
    inFile({ pathTemplate: template }, 'named', 'default of pathTemplate'),
    otherwise('free', 'default of pathTemplate'),
  ],
  services: [inFile({ services: ['a', 'b'] }, 'a, b'), otherwise(null)],
  keys: [inFile({ keys: { DB: 'a/b', X: 'x' } }, 'DB=a/b, X=x'), otherwise(null)],
  local: [flag(['--local'], 'true'), variable('SSMKIT_LOCAL', 'no', 'false'), otherwise('false')],
  localDir: [flag(['--local-dir', 'a']), variable('SSMKIT_LOCAL_DIR', 'b'), otherwise('.ssmkit')],
  roleArn: [flag(['--role-arn', 'arn:aws:iam::123456789012:role/a']), otherwise(null)],
  mode: [variable('DRY_RUN', '0', 'apply'), otherwise('preview')],
  region: [
    flag(['--region', 'us-east-2']),
    variable('AWS_REGION', 'us-west-1'),
    variable('AWS_DEFAULT_REGION', 'us-west-2'),
    variable('AWS_PROFILE', 'ireland', 'eu-west-1', 'profile "ireland"'),
    inFile({ region: 'ca-central-1' }, 'ca-central-1'),
    otherwise('eu-north-1', 'the default profile'),
  ],
  profile: [
    flag(['--profile', 'ireland']),
    variable('AWS_PROFILE', 'people'),
    inFile({ environments: { prod: { profile: 'people' } } }, 'people'),
    otherwise(null),
  ],
  endpointUrl: [
    flag(['--endpoint-url', 'http://127.0.0.1:1']),
    variable('AWS_ENDPOINT_URL_SSM', 'http://127.0.0.1:2'),
    variable('AWS_ENDPOINT_URL', 'http://127.0.0.1:3'),
    variable('AWS_PROFILE', 'endpoint', 'http://127.0.0.1:4', 'endpoint_url of the profile'),
    otherwise(null),
  ],
  credentials: [
    flag(['--profile', 'ireland'], 'profile ireland', 'the AWS configuration files'),
    variable('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE', 'environment keys'),
    variable('AWS_PROFILE', 'people', 'profile people', 'the AWS configuration files'),
    variable('AWS_WEB_IDENTITY_TOKEN_FILE', '/token', 'web identity'),
    variable(
      'AWS_CONTAINER_CREDENTIALS_FULL_URI',
      'http://127.0.0.1/',
      'container',
      'AWS_CONTAINER_CREDENTIALS_…',
    ),
    otherwise('instance metadata', 'nothing else is set'),
  ],
  'environments.prod.account': [
    inFile({ environments: { prod: { account: '123456789012' } } }, '123456789012'),
    otherwise(null),
  ],
  'environments.prod.keyId': [
    inFile({ environments: { prod: { keyId: 'alias/a' } } }, 'alias/a'),
    otherwise(null),
  ],
  'environments.prod.profile': [
    inFile({ environments: { prod: { profile: 'gone' } } }, 'gone'),
    otherwise(null),
  ],
  'environments.prod.protected': [
    inFile({ environments: { prod: { protected: true } } }, 'true'),
    otherwise(null),
  ],
};
