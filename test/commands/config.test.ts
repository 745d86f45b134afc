import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { cli, workFolder } from '../support/run-cli.ts';

let cwd: string;
beforeEach(() => {
  cwd = workFolder();
});

const settings = (content: object) => writeFileSync(join(cwd, 'ssmkit.json'), JSON.stringify(content));
const config = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  cli(['config', ...args], { cwd, env: { AWS_REGION: 'us-east-1', ...env } });

const prod = { account: '123456789012', keyId: 'alias/ssm-prod', profile: 'people', protected: true };

describe('config --explain', () => {
  it('fits 80 columns and cuts nothing', async () => {
    settings({ project: 'mow', services: ['django', 'postgres'], environments: { prod } });
    const { stdout, exitCode, stderr } = await config(['--explain'], { SSMKIT_COMPONENT: 'web' });
    expect([exitCode, stderr]).toEqual([0, '']);
    // The line of the settings file is as long as the folder it stands in.
    expect(stdout.replace(/^(config {2,}).*$/m, '$1(path)')).toBe(
      [
        'SETTING                      VALUE                       FROM',
        'config                       (path)',
        '                                                         found upward',
        'project                      mow                         ssmkit.json',
        'component                    web                         SSMKIT_COMPONENT',
        'pathTemplate                 /{project}/{component}/{service}/{environment}/{key}',
        '                                                         default',
        'tagsDir                      -                           not set',
        'local                        false                       default',
        'localDir                     .ssmkit                     default',
        'newKeys                      free                        default of pathTemplate',
        'services                     django, postgres            ssmkit.json',
        'keys                         -                           not set',
        'roleArn                      -                           not set',
        'region                       us-east-1                   AWS_REGION',
        'profile                      -                           not set',
        'credentials                  instance metadata           nothing else is set',
        'endpointUrl                  -                           not set',
        'mode                         preview                     default',
        'environments.prod.account    123456789012                ssmkit.json',
        'environments.prod.keyId      alias/ssm-prod              ssmkit.json',
        'environments.prod.profile    people                      ssmkit.json',
        'environments.prod.protected  true                        ssmkit.json',
        '',
      ].join('\n'),
    );
    const wide = stdout.split('\n').filter((line) => line.length > 80);
    expect(wide.filter((line) => !/^(config|pathTemplate) /.test(line))).toEqual([]);
  });

  it('is a table in Markdown', async () => {
    const { stdout } = await config(['--explain', '--output', 'markdown']);
    expect(stdout).toMatch(/^\| region \| us-east-1 \| AWS\\?_REGION \|$/m);
  });

  it('shows what is known where the Region is not, and says so', async () => {
    const { stdout, stderr, exitCode } = await config(['--explain'], { AWS_REGION: '' });
    expect(exitCode).toBe(2);
    expect(stdout).toContain('component     backend');
    expect(stderr).toContain('No AWS Region is set');
  });

  it('shows what is known where the profile does not exist', async () => {
    const { stdout, stderr, exitCode } = await config(['--profile', 'gone']);
    expect(exitCode).toBe(5);
    expect(stdout).toContain('component');
    expect(stderr).toContain('There is no profile "gone" (from --profile)');
  });
});

describe('config', () => {
  it('answers values alone as JSON, null for what is not set', async () => {
    settings({ environments: { prod, dev: {} } });
    const { stdout } = await config(['--output', 'json', '--env', 'prod']);
    expect(JSON.parse(stdout)).toMatchObject({
      project: null,
      component: 'backend',
      'environments.prod.account': '123456789012',
      'environments.prod.protected': 'true',
    });
    expect(stdout).not.toContain('environments.dev');
    expect((await config(['--output', 'json'])).stdout).toContain('environments.dev.account');
  });

  it('knows an environment that is not there', async () => {
    settings({ environments: { prod, stage: {} } });
    const { stderr, exitCode } = await config(['--env', 'prd']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('ssmkit.json has no environment "prd".\n  It has prod, stage.');
  });

  it('refuses a slip in an environment, with its line', async () => {
    writeFileSync(
      join(cwd, 'ssmkit.json'),
      '{\n  "environments": {\n    "prod": { "protcted": true }\n  }\n}\n',
    );
    const { stdout, stderr, exitCode } = await config();
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(
      'ssmkit.json:3: error: has the unknown setting "protcted" in environments.prod; did you mean "protected"?',
    );
  });

  it('shows no value of the environment that is none of its business', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIDCANARY', AWS_SECRET_ACCESS_KEY: 'canary', SSMKIT_PROJECT: 'mow' };
    const { stdout, stderr } = await config(['--explain', '--debug'], env);
    expect(stdout).toContain('environment keys');
    expect((stdout + stderr).toLowerCase()).not.toContain('canary');
  });

  it('makes no store', async () => {
    mkdirSync(join(cwd, 'sub'));
    const { stdout } = await config(['--explain', '--local', '--local-dir', join(cwd, 'sub/store')]);
    expect(stdout).toContain('--local');
    expect(existsSync(join(cwd, 'sub/store'))).toBe(false);
  });
});
