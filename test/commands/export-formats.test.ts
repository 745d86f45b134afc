import { existsSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { readComposeFile } from '../../src/render/dialect/compose-lines.ts';
import { readDockerFile } from '../../src/render/dialect/docker-lines.ts';
import { readGithubEnv } from '../../src/render/dialect/github-lines.ts';
import { readSystemdFile } from '../../src/render/dialect/systemd-lines.ts';
import { readYaml } from '../../src/render/dialect/yaml-text.ts';
import { local, workFolder } from '../support/run-cli.ts';

let cwd: string;
let out: string;
let run: ReturnType<typeof local>;

beforeEach(() => {
  cwd = workFolder();
  out = join(cwd, 'out');
  run = local(cwd);
});

const where = ['--project', 'mow', '--env', 'prod'];
const actions = { GITHUB_ACTIONS: 'true' };

async function seeded(text: string): Promise<void> {
  const file = join(cwd, 'env.prod');
  writeFileSync(file, text);
  const seed = [
    'seed',
    '--project',
    'mow',
    '--environment',
    'prod',
    '--env-file',
    file,
    '--apply',
    '--quiet',
  ];
  expect(await run(seed)).toMatchObject({ stderr: '', exitCode: 0 });
}

const exported = (format: string, more: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  run(['export', ...where, '--format', format, ...more, out], env);

const file = () => readFileSync(out, 'utf8');
const two = `# service=db\nHOST=h\n# secret=true\nPW='it"s $x'\n`;
const pairs = [
  ['HOST', 'h'],
  ['PW', 'it"s $x'],
];

it.each([
  ['docker', readDockerFile],
  ['systemd', readSystemdFile],
  ['compose', readComposeFile],
  ['yaml', readYaml],
] as const)('writes %s, 0600, with its header', async (format, read) => {
  await seeded(two);
  const { exitCode, stdout } = await exported(format);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  expect(read(file())).toEqual(pairs);
  expect(file()).toMatch(/^# generated .*\n# project=mow env=prod region=us-east-1\n/);
  expect(statSync(out).mode & 0o777).toBe(0o600);
});

it('refuses a value that the format cannot hold, and keeps the old file', async () => {
  await seeded('# service=db\n# secret=true\nPW="hush\nhush"\n');
  writeFileSync(out, 'old');
  const { exitCode, stderr } = await exported('docker');
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/PW .*newline.* --format dotenv or shell or systemd/s);
  expect(stderr).not.toContain('hush');
  expect(file()).toBe('old');
});

describe('github-env', () => {
  it('adds to the file, and prints the masks of the secrets', async () => {
    await seeded(`${two}# secret=true\nPEM="-----BEGIN\n50%abc\n}"\n`);
    writeFileSync(out, 'FIRST=1');
    const { exitCode, stdout, stderr } = await exported('github-env', [], actions);
    expect(exitCode).toBe(0);
    expect(stdout).toBe('::add-mask::-----BEGIN\n::add-mask::50%25abc\n::add-mask::it"s $x\n');
    expect(stderr).not.toContain('it"s');
    expect(file()).toMatch(/^FIRST=1\nHOST<<ssmkit_[0-9a-f]{32}\nh\n/);
    expect(readGithubEnv(file(), false)).toEqual([
      ['FIRST', '1'],
      pairs[0],
      ['PEM', '-----BEGIN\n50%abc\n}'],
      pairs[1],
    ]);
  });

  it('draws a new delimiter every time', async () => {
    await seeded(two);
    await exported('github-env', [], actions);
    await exported('github-env', [], actions);
    expect(new Set(file().match(/ssmkit_[0-9a-f]{32}/g)).size).toBe(2);
  });

  it('prints no secret where no runner would mask it, and says so', async () => {
    await seeded(two);
    const { exitCode, stdout, stderr } = await exported('github-env');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(stderr).toContain('no masks were printed');
  });

  it('prints and writes nothing when a name is refused', async () => {
    await seeded('# service=db\nGITHUB_X=1\n# secret=true\nPW=hush-hush\n');
    const { exitCode, stdout, stderr } = await exported('github-env', [], actions);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('--prefix-keys');
    expect(existsSync(out)).toBe(false);
  });

  it('keeps standard output for the masks, and the file as it is', async () => {
    await seeded(two);
    expect((await run(['export', ...where, '--format', 'github-env', '-'], actions)).exitCode).toBe(2);
    for (const more of [
      ['--output', 'json'],
      ['--mode', '640'],
      ['--owner', '0'],
      ['--group', '0'],
    ]) {
      expect(await exported('github-env', more, actions)).toMatchObject({ exitCode: 2, stdout: '' });
    }
    const preview = await exported('github-env', ['--dry-run', '--output', 'json'], actions);
    expect(JSON.parse(preview.stdout)).toMatchObject({ mode: 'preview' });
    expect(existsSync(out)).toBe(false);
  });

  it('follows no link', async () => {
    await seeded(two);
    const elsewhere = join(mkdtempSync(join(tmpdir(), 'ssmkit-link-')), 'victim');
    writeFileSync(elsewhere, '');
    symlinkSync(elsewhere, out);
    expect((await exported('github-env', [], actions)).exitCode).toBe(1);
    expect(readFileSync(elsewhere, 'utf8')).toBe('');
  });
});

describe('k8s-secret', () => {
  it('writes a manifest under the name given', async () => {
    await seeded(two);
    expect((await exported('k8s-secret', ['--secret-name', 'mow-prod'])).exitCode).toBe(0);
    expect(readYaml(file())).toContainEqual(['metadata', [['name', 'mow-prod']]]);
    expect(file()).toContain(`"PW": "${Buffer.from('it"s $x').toString('base64')}"`);
  });

  it('needs a name that Kubernetes takes, and no other format does', async () => {
    await seeded(two);
    expect((await exported('k8s-secret')).stderr).toContain('--secret-name');
    expect((await exported('k8s-secret')).exitCode).toBe(2);
    expect((await exported('k8s-secret', ['--secret-name', 'Mow_Prod'])).exitCode).toBe(2);
    expect((await exported('yaml', ['--secret-name', 'mow'])).exitCode).toBe(2);
    expect(existsSync(out)).toBe(false);
  });
});

describe('ecs-secrets', () => {
  it('writes references, and decrypts nothing', async () => {
    await seeded(two);
    // What cannot be decrypted any more can still be referred to.
    const database = new DatabaseSync(join(cwd, '.ssmkit', 'store.sqlite'));
    database.exec('UPDATE kms_key SET enabled = 0');
    database.close();
    expect((await exported('dotenv')).exitCode).not.toBe(0);
    expect((await exported('ecs-secrets')).exitCode).toBe(0);
    const scope = 'arn:aws:ssm:us-east-1:000000000000:parameter/mow/backend/db/prod';
    expect(JSON.parse(file())).toEqual([
      { name: 'HOST', valueFrom: `${scope}/HOST` },
      { name: 'PW', valueFrom: `${scope}/PW` },
    ]);
  });
});

it.each(['docker', 'systemd', 'compose', 'json', 'yaml', 'github-env', 'ecs-secrets'])(
  '%s refuses one name in two services, and takes them with --prefix-keys',
  async (format) => {
    await seeded('# service=a\nKEY=1\n# service=b\nKEY=2\n');
    const refused = await exported(format);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('--prefix-keys');
    expect((await exported(format, ['--prefix-keys'])).exitCode).toBe(0);
  },
);
