import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pages } from '../docs/pages.ts';
import { runProgram } from '../support/run-program.ts';
import { type Served, serveBundle } from './store/serve.ts';

// Blocks of docs/local.md and docs/quota.md that need a program of others; test/docs runs all the rest.

let served: Served;
beforeAll(async () => {
  served = await serveBundle(['--account', '123456789012']);
});
afterAll(async () => {
  await served.stop();
});

function blocksOf(name: string, kind: string): readonly string[] {
  const page = pages.find((one) => one.name === name);
  return page?.blocks.filter((block) => block.kind === kind).map(({ text }) => text) ?? [];
}

const shell = (text: string) =>
  runProgram('sh', ['-euc', text], {
    cwd: served.folder,
    env: {
      AWS_ENDPOINT_URL: served.url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
    },
  });

it('docs/local.md: curl sets, shows and removes a fault plan', async () => {
  const [block = ''] = blocksOf('docs/local.md', 'sh').filter((text) => text.includes('curl'));
  const lines = block.trimEnd().split('\n');
  const say = (line = '') => shell(line.replace('http://127.0.0.1:4599', `--silent --fail ${served.url}`));
  for (const plan of blocksOf('docs/local.md', 'json')) {
    writeFileSync(join(served.folder, 'plan.json'), plan);
    expect(await say(lines[0])).toMatchObject({ stderr: '', exitCode: 0 });
    const { stdout } = await say(lines[1]);
    expect(JSON.parse(stdout)).toMatchObject(JSON.parse(plan));
  }
  expect(await say(lines[2])).toMatchObject({ stderr: '', exitCode: 0 });
  expect(await say(lines[1])).toEqual({ stdout: '{}\n', stderr: '', exitCode: 0 });
  expect(lines).toHaveLength(3);
});

it('docs/quota.md: the aws CLI raises the throughput', async () => {
  const [block = '', ...more] = blocksOf('docs/quota.md', 'sh');
  expect(more).toEqual([]);
  const id = /--setting-id (\S+)/.exec(block)?.[1];
  expect(await shell(block)).toMatchObject({ stderr: '', exitCode: 0 });
  const { stdout } = await shell(`aws ssm get-service-setting --output json --setting-id ${id}`);
  expect(JSON.parse(stdout)).toMatchObject({
    ServiceSetting: { SettingValue: 'true', Status: 'Customized' },
  });
  expect(await shell(`aws ssm reset-service-setting --setting-id ${id}`)).toMatchObject({ exitCode: 0 });
});

it.each([
  ['groff', ['-man', '-Tutf8', '-ww', 'docs/ssmkit.1']],
  ['man', ['-l', '--warnings', 'docs/ssmkit.1']],
])('%s reads docs/ssmkit.1 without a warning, at 80 columns', (program, args) => {
  const env = {
    PATH: process.env.PATH ?? '',
    LC_ALL: 'C.UTF-8',
    MANWIDTH: '80',
    MANPAGER: 'cat',
    GROFF_NO_SGR: '1',
  };
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  // Bold and italic letters are struck over.
  const plain = stdout.replaceAll(/.[\b]/g, '');
  expect(plain.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(plain).toContain('EXIT STATUS');
});
