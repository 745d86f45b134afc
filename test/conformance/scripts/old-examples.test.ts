import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oldNames } from '../../../src/cli/old-names.ts';
import { mutatingOf } from '../../support/counting-proxy.ts';
import { repository } from '../../support/run-cli.ts';
import { type RunResult, runProgram } from '../../support/run-program.ts';
import { type Endpoint, endpoints } from './endpoints.ts';
import { after, expectations, extraTags } from './expected.ts';
import { binaryIsThere, launchers } from './launchers.ts';
import { exampleLines, scriptTable } from './migration-page.ts';
import { startWitness, valuesByAwsCli, type Witness } from './witness.ts';

/** The store is fullest there, so that is where the aws CLI is asked as well. */
const lastExport = expectations.findLastIndex(([subcommand]) => subcommand === 'export');
const layerFolders = ['aws/tags', 'tags'];
const runs = endpoints.flatMap(([where, open]) =>
  launchers.flatMap((launcher) =>
    layerFolders.map((layers) => ({
      title: `${launcher.title}, ${layers}, ${where}`,
      launcher,
      layers,
      open,
    })),
  ),
);
/** Both folders of tag layers by the first launcher; the others take the one that is written in the page. */
const chosen = runs
  .filter(({ launcher, layers }) => layers === 'aws/tags' || launcher === launchers[0])
  .filter(({ launcher, open }) => launcher.everywhere || open === endpoints[0][1]);

describe('docs/migration.md', () => {
  it('has the ten scripts and their subcommands', () => {
    expect(scriptTable).toEqual(oldNames);
  });

  it('has an example of every one, each of them run below', () => {
    const subcommands = exampleLines.map((line) => line.match(/\bssmkit ([a-z-]+)/)?.[1]);
    expect(subcommands).toEqual(expectations.map(([subcommand]) => subcommand));
    expect(new Set(subcommands)).toEqual(new Set(Object.values(oldNames)));
  });

  it('is tried with the binary wherever CI is set', () => {
    expect(binaryIsThere || process.env.CI !== 'true').toBe(true);
  });
});

describe.each(chosen)('the old examples: $title', ({ launcher, layers, open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'ssmkit-scripts-'));
  let endpoint: Endpoint;
  let witness: Witness;
  let path: string;

  beforeAll(async () => {
    cpSync(join(repository, 'tags'), join(folder, layers), { recursive: true });
    cpSync(join(repository, 'examples/env.prod'), join(folder, 'env.prod'));
    mkdirSync(join(folder, 'opt/app'), { recursive: true });
    writeFileSync(join(folder, 'extra.json'), JSON.stringify(extraTags));
    writeFileSync(
      join(folder, 'credentials'),
      '[admin-cli-sso]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = example\n',
    );
    path = launcher.install(folder);
    endpoint = await open();
    witness = startWitness(endpoint.direct);
    const { KeyMetadata } = await witness.call('kms', 'create_key');
    const { KeyId } = KeyMetadata as { readonly KeyId: string };
    await witness.call('kms', 'create_alias', { AliasName: 'alias/myapp/ssm', TargetKeyId: KeyId });
  });
  afterAll(async () => {
    witness.close();
    await endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One line, as somebody's shell would run it. */
  async function shell(line: string, dryRun: Readonly<Record<string, string>>): Promise<RunResult> {
    endpoint.operations.length = 0;
    const text = launcher
      .rewrite(line)
      .replaceAll('aws/tags/', `${layers}/`)
      .replace(/^sudo /, '')
      .replace(' /opt/', ' ./opt/');
    return await runProgram('bash', ['--norc', '-c', text], {
      cwd: folder,
      env: {
        PATH: [path, '/usr/bin', '/bin'].join(delimiter),
        AWS_ENDPOINT_URL: endpoint.url,
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'example',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
        AWS_EC2_METADATA_DISABLED: 'true',
        EXTRA_TAGS: 'extra.json',
        ...dryRun,
      },
    });
  }

  it.each(
    expectations.map(([subcommand, expected], at) => ({ title: `${at + 1}: ${subcommand}`, expected, at })),
  )('$title previews, then applies', async ({ expected, at }) => {
    const line = exampleLines[at] ?? '';
    const before = await witness.snapshot();
    // export and list act at once unless a dry run is asked for; everything else previews by itself.
    const asked: Readonly<Record<string, string>> = expected.calls.length === 0 ? { DRY_RUN: '1' } : {};
    const preview = await shell(line.replace(/^DRY_RUN=0 /, ''), asked);
    expect(preview.exitCode, preview.stderr).toBe(0);
    expect(mutatingOf(endpoint.operations)).toEqual([]);
    expect(endpoint.operations.length).toBeGreaterThan(0);
    expect(await witness.snapshot()).toEqual(before);
    if (expected.writes) expect(() => statSync(join(folder, expected.writes?.file ?? ''))).toThrow('ENOENT');

    const apply = await shell(line, { DRY_RUN: '0' });
    expect(apply.exitCode, apply.stderr).toBe(0);
    expect(mutatingOf(endpoint.operations)).toEqual(expected.calls);
    const now = await witness.snapshot();
    expect(now).toEqual(after(before, expected.change));
    for (const { stdout } of [preview, apply]) {
      for (const words of expected.says) expect(stdout).toContain(words);
      expect(stdout).not.toContain('super-secret');
      expect(stdout).not.toContain('pa ss');
      if (expected.prints !== undefined) expect(stdout).toBe(expected.prints);
    }
    if (expected.writes) {
      const file = join(folder, expected.writes.file);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const [first = '', ...rest] = readFileSync(file, 'utf8').split('\n');
      expect(first).toMatch(/^# generated \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(rest.join('\n')).toBe(expected.writes.text);
    }
    if (at === lastExport) {
      const values = Object.entries(now).map(([name, { value }]) => [name, value]);
      expect(await valuesByAwsCli(endpoint.direct)).toEqual(Object.fromEntries(values));
    }
  });
});
