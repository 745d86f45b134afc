import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { oldNames } from '../../src/cli/old-names.ts';
import { repository } from '../support/run-cli.ts';
import { type Stage, setStage } from './stage.ts';

const old = Object.entries(oldNames);
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});

describe.each(old)('called %s', (name, subcommand) => {
  it.each([
    name,
    `${name}.sh`,
    `${name}.exe`,
    `/usr/local/bin/${name}`,
    `./aws/scripts/${name}.sh`,
    `C:\\Program Files\\ssmkit\\${name}.exe`,
  ])('as %s it is that subcommand, by any way of asking', async (calledAs) => {
    const help = await stage.run(['--help'], { calledAs });
    expect(help.exitCode).toBe(0);
    expect(help.stdout).toBe((await stage.run([subcommand, '--help'])).stdout);
    const wrong = await stage.run(['--no-such-option'], { calledAs });
    expect(wrong).toEqual(await stage.run([subcommand, '--no-such-option']));
  });

  it.each([`${name}.bak`, `x${name}`, `${name}x`, `${name}/ssmkit`, `${name} `, name.toUpperCase()])(
    'but not as %j',
    async (calledAs) => {
      const { exitCode, stderr } = await stage.run(['--name', '/mow/x'], { calledAs });
      expect(exitCode).toBe(2);
      expect(stderr).toContain('ssmkit');
      expect(stage.calls).toEqual([]);
    },
  );
});

it('the name is the command and nothing in the arguments is', async () => {
  const given = ['put', '--name', '/mow/x', '--value', 'v', '--apply'];
  const { exitCode } = await stage.run(given, { calledAs: 'ssm-list-param-keys.sh' });
  expect(exitCode).toBe(2);
  expect(stage.calls).toEqual([]);
});

it('an old name previews as its subcommand does, and applies only when told', async () => {
  const args = ['--name', '/mow/x', '--value', 'v'];
  const calledAs = './aws/scripts/ssm-put-param.sh';
  expect((await stage.run(args, { calledAs })).stdout).toContain('Dry run');
  expect(stage.writes()).toEqual([]);
  await stage.run(args, { calledAs, env: { DRY_RUN: '0' } });
  expect(stage.writes()).toEqual(['PutParameter']);
});

describe('what is shipped', () => {
  it('bin/ has a link for each of the ten, and no other', () => {
    const links = readdirSync(join(repository, 'bin')).filter((name) =>
      lstatSync(join(repository, 'bin', name)).isSymbolicLink(),
    );
    expect(links.toSorted()).toEqual(old.map(([name]) => `${name}.sh`).toSorted());
    for (const link of links) expect(readlinkSync(join(repository, 'bin', link))).toBe('ssmkit.mjs');
    expect(old).toHaveLength(10);
  });

  it('package.json names them, since npm packs no links', () => {
    const { bin, files } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
    const launcher = 'bin/ssmkit.mjs';
    expect(bin).toEqual({
      ssmkit: launcher,
      ...Object.fromEntries(old.map(([name]) => [name, launcher])),
    });
    expect(files).toContain(launcher);
  });
});
