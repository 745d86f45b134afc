import { EventEmitter } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { InputStream } from '../../src/terminal/prompt.ts';
import { cli, workFolder } from '../support/run-cli.ts';
import { setStage } from './stage.ts';

/** Somebody who answers one question after the other, and then nothing but Enter. */
function answering(...answers: readonly string[]): InputStream {
  const events = new EventEmitter();
  const left = [...answers];
  return {
    isTTY: true,
    setRawMode: () => {},
    on: (event: string, listener: (chunk: Uint8Array | string) => void) => events.on(event, listener),
    off: (event: string, listener: (chunk: Uint8Array | string) => void) => events.off(event, listener),
    resume: () => events.emit('data', Buffer.from(left.shift() ?? '\r')),
    [Symbol.asyncIterator]: () => {
      throw new Error('a terminal is asked, not read to its end');
    },
  };
}

interface Asked {
  readonly args?: readonly string[];
  readonly answers?: readonly string[];
  readonly config?: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function ask({ args = [], answers = [], config = '', env = {} }: Asked) {
  const cwd = workFolder();
  writeFileSync(join(cwd, 'aws-config'), config);
  const said = await cli(['init', ...args], {
    cwd,
    stdin: answering(...answers),
    env: { AWS_CONFIG_FILE: join(cwd, 'aws-config'), ...env },
  });
  const path = join(cwd, 'ssmkit.json');
  const file = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  return { ...said, cwd, file };
}

const config = [
  '[default]',
  'region=eu-west-1',
  '[profile acme-prod]',
  'sso_account_id=123456789012',
  '[profile acme-stage]',
  'role_arn=arn:aws:iam::210987654321:role/x',
].join('\n');

describe('init on a terminal', () => {
  it('asks, shows the file, and writes it on a yes', async () => {
    const answers = ['mow\r', '\r', '\r', 'prod, qa\r', 'acme-prod\r', '\r', '\r', '\r', '\r', '\r', 'y\r'];
    const { file, stdout, stderr, exitCode } = await ask({ answers, config });
    const settings = {
      $schema: './node_modules/ssmkit/ssmkit.schema.json',
      project: 'mow',
      component: 'backend',
      region: 'eu-west-1',
      environments: { prod: { account: '123456789012', profile: 'acme-prod', protected: true }, qa: {} },
    };
    expect([file, JSON.parse(stdout), exitCode]).toEqual([settings, settings, 0]);
    expect(stderr.split('\n').filter((line) => /[:?\]] /.test(line))).toEqual([
      expect.stringMatching(/^Project \[ssmkit-test-\w+\]: mow$/),
      'Component [backend]: ',
      'Region [eu-west-1]: ',
      'Environments [stage prod]: prod, qa',
      'prod: AWS profile (default, acme-prod, acme-stage): acme-prod',
      'prod: account, which is guarded then [123456789012]: ',
      'prod: must deleting there be spelled out? [Y/n] ',
      'qa: AWS profile (default, acme-prod, acme-stage): ',
      'qa: account, which is guarded then: ',
      'qa: must deleting there be spelled out? [y/N] ',
      'Write ssmkit.json? [y/N] y',
    ]);
    expect(stderr).toContain('"ssmkit.json" is written.\n');
  });

  it.each<[string, readonly string[]]>([
    ['Enter', ['\r']],
    ['no', ['n\r']],
    ['anything else', ['maybe\r']],
    ['the end of input', ['\u0004']],
  ])('does not write on %s', async (_what, last) => {
    const args = ['--project', 'mow', '--component', 'c', '--region', 'us-east-1'];
    const answers = ['prod\r', '\r', '\r', '\r', ...last];
    const { file, stderr, exitCode } = await ask({ args, answers });
    expect([file, exitCode]).toEqual([undefined, 0]);
    expect(stderr).toContain('Dry run: "ssmkit.json" was not written.');
  });

  it('Ctrl-C writes nothing', async () => {
    const { file, exitCode } = await ask({ args: ['--apply'], answers: ['mow\r', '\u0003'] });
    expect([file, exitCode]).toEqual([undefined, 130]);
  });

  it('asks again after what cannot be, and takes - for nothing', async () => {
    const answers = [
      'a/b\r',
      '-\r',
      '-\r',
      'nowhere\r',
      'us-east-1\r',
      'prod/x\r',
      'prod\r',
      '-\r',
      '12\r',
      '-\r',
      'n\r',
    ];
    const { file, stderr } = await ask({ args: ['--apply'], answers });
    expect(file).toEqual({
      $schema: './node_modules/ssmkit/ssmkit.schema.json',
      region: 'us-east-1',
      environments: { prod: {} },
    });
    for (const words of [
      '"a/b" holds a slash.',
      '"nowhere" is not written like us-east-1.',
      '"12" has not 12 digits.',
    ])
      expect(stderr).toContain(`  ${words}\n`);
  });

  it('does not ask for what flags say, nor with --yes, nor to write with --dry-run', async () => {
    const args = [
      ...[
        '--project',
        'mow',
        '--component',
        'c',
        '--region',
        'us-east-1',
        '--env',
        'prod',
        '--protected',
        'prod',
      ],
      ...['--account', 'prod=123456789012', '--profile', 'prod=p', '--dry-run'],
    ];
    const { stderr, exitCode } = await ask({ args });
    expect(exitCode).toBe(0);
    expect(stderr).not.toMatch(/\]: |\] $|\? /);
    expect((await ask({ args: ['--yes', '--project', 'mow'] })).stderr).not.toMatch(/\]: |\? /);
  });

  it('asks nothing about a project that the convention does not have', async () => {
    const { stderr } = await ask({
      args: ['--path-template', '/{environment}/{service}/{key}'],
      env: { AWS_REGION: 'eu-west-2' },
    });
    expect(stderr).not.toMatch(/Project|Component/);
    expect(stderr).toContain('Region [eu-west-2]: ');
  });

  it('lets choose between readings', async () => {
    const stage = await setStage();
    await stage.put('/prod/order-api/database/host');
    const from = ['init', '--from-path', '/', '--apply'];
    const { stderr } = await stage.run(from, { stdin: answering('1\r') });
    expect(stderr).toContain(
      'The names can be read by 2 conventions, /prod/order-api/database/host for one.\n  1  /{environment}/{service}/{key}\n  2  /{environment}/{key}\n',
    );
    expect(JSON.parse(readFileSync(join(stage.cwd, 'ssmkit.json'), 'utf8'))).toMatchObject({
      pathTemplate: '/{environment}/{service}/{key}',
      services: ['order-api'],
      environments: { prod: { protected: true } },
    });
    const wrong = await stage.run([...from, '--force'], { stdin: answering('3\r') });
    expect([wrong.exitCode, wrong.stdout]).toEqual([2, '']);
  });
});
