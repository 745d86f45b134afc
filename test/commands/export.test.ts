import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { local, workFolder } from '../support/run-cli.ts';

let cwd: string;
let out: string;
let run: ReturnType<typeof local>;

beforeEach(() => {
  cwd = workFolder();
  out = join(cwd, 'out.env');
  run = local(cwd);
});

const where = ['--project', 'mow', '--env', 'prod'];

async function seeded(text: string, environment = 'prod'): Promise<void> {
  const file = join(cwd, `env.${environment}`);
  writeFileSync(file, text);
  const { exitCode, stderr } = await run([
    'seed',
    '--project',
    'mow',
    '--environment',
    environment,
    '--env-file',
    file,
    '--apply',
    '--quiet',
  ]);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
}

const exported = (more: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  run(['export', ...where, ...more, out], env);

const file = () => readFileSync(out, 'utf8');

describe('export', () => {
  it('writes sections, sorted, 0600, seedable back', async () => {
    await seeded(
      '# service=web\nB=2\nA=1\n# service=db\n# secret=true\nPW="a\'b"\n# type=StringList\nHOSTS=a,b\n',
    );
    const result = await exported([], { SOURCE_DATE_EPOCH: '1700000000' });
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toBe('');
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(file()).toBe(
      [
        '# generated 2023-11-14T22:13:20Z',
        '# project=mow env=prod region=us-east-1',
        '',
        '# service=db',
        '# type=StringList',
        'HOSTS=a,b',
        '# secret=true',
        `PW="a'b"`,
        '',
        '# service=web',
        'A=1',
        'B=2',
        '',
      ].join('\n'),
    );
    const back = await run(['seed', '--project', 'mow', '--environment', 'prod', '--env-file', out]);
    expect(back.stdout).toContain('4 unchanged.');
  });

  it('leaves other environments, components and projects alone', async () => {
    await seeded('# service=db\nA=prod\n');
    await seeded('# service=db\nA=stage\n', 'stage');
    await seeded('# service=db\nA=prod2\n', 'prod2');
    await exported(['--no-timestamp']);
    expect(parse(file())).toEqual({ A: 'prod' });
    expect(file()).toMatch(/^# project=mow/);
  });

  it('previews with DRY_RUN=1 and --dry-run: names only, nothing written', async () => {
    await seeded('# service=db\n# secret=true\nPW=hush-hush\n');
    for (const [more, env] of [
      [[], { DRY_RUN: '1' }],
      [['--dry-run'], {}],
    ] as const) {
      const result = await exported(more, env);
      expect(result.stdout).toContain('/mow/backend/db/prod/PW');
      expect(result.stdout).not.toContain('hush');
      expect(result.stderr).toContain('was not written');
      expect(() => file()).toThrow();
    }
  });

  it('writes to standard output with -', async () => {
    await seeded('# service=db\nA=1\n');
    const result = await run(['export', ...where, '-']);
    expect(parse(result.stdout)).toEqual({ A: '1' });
    const both = await run(['export', ...where, '--output', 'json', '-']);
    expect(both.exitCode).toBe(2);
  });

  it('refuses an incomplete file and leaves the old one whole', async () => {
    writeFileSync(out, 'OLD=1\n');
    const nothing = await exported();
    expect(nothing.exitCode).toBe(1);
    expect(nothing.stderr).toContain('Nothing was found under /mow/backend/*/prod');
    await seeded('# service=db\nA=1\n');
    const required = await exported(['--require', 'A,B', '--require', 'C']);
    expect(required.exitCode).toBe(1);
    expect(required.stderr).toContain('B is missing; --require asks for it.');
    expect(required.stderr).toContain('C is missing');
    writeFileSync(join(cwd, '.env.example'), 'A=\nZ=\n');
    const example = await exported(['--example', join(cwd, '.env.example')]);
    expect(example.stderr).toContain('Z is missing');
    expect(file()).toBe('OLD=1\n');
    expect((await exported(['--require', 'A'])).exitCode).toBe(0);
  });

  it('writes an empty file only when told to', async () => {
    expect((await exported(['--allow-empty'])).exitCode).toBe(0);
    expect(parse(file())).toEqual({});
  });

  it('refuses names that steer loaders unless allowed', async () => {
    await seeded('# service=db\nLD_PRELOAD=x.so\nA=1\n');
    const refused = await exported();
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('--allow-name LD_PRELOAD');
    expect((await exported(['--allow-name', 'LD_PRELOAD'])).exitCode).toBe(0);
    expect(parse(file())).toEqual({ A: '1', LD_PRELOAD: 'x.so' });
  });

  it('maps keys that are no names, and marks them so that they seed back', async () => {
    await seeded('# service=db\n# key=pool.max-size\nPOOL=5\n');
    await exported();
    expect(file()).toContain('# key=pool.max-size\nPOOL_MAX_SIZE=5\n');
    const back = await run(['seed', '--project', 'mow', '--environment', 'prod', '--env-file', out]);
    expect(back.stdout).toContain('1 unchanged.');
    await exported(['--prefix-keys']);
    expect(file()).toContain('DB_POOL_MAX_SIZE=5');
  });

  it('writes ciphertext with --no-decrypt, says so, and seed refuses it', async () => {
    await seeded('# service=db\n# secret=true\nPW=hush-hush\n');
    await exported(['--no-decrypt']);
    expect(file()).not.toContain('hush');
    expect(file()).toContain('# ciphertext=true');
    const back = await run([
      'seed',
      '--project',
      'mow',
      '--environment',
      'prod',
      '--env-file',
      out,
      '--apply',
    ]);
    expect(back.exitCode).toBe(2);
  });

  it('writes all that a parameter has with --markers full, and nothing with none', async () => {
    await seeded(
      '# service=db\n# secret=true\n# tier=Advanced\n# description=the pool\n# tag:Owner=team a\nPW=x\n',
    );
    await exported(['--markers', 'full']);
    expect(file()).toContain('# tier=Advanced\n');
    expect(file()).toContain('# description=the pool\n');
    expect(file()).toContain('# tag:Owner=team a\n');
    const back = await run(['seed', '--project', 'mow', '--environment', 'prod', '--env-file', out]);
    expect(back.stdout).toContain('1 unchanged.');
    await exported(['--markers', 'none']);
    expect(file()).not.toContain('secret=true');
    const unmarked = await run(['seed', '--project', 'mow', '--environment', 'prod', '--env-file', out]);
    expect(unmarked.stdout).toContain('refused');
  });

  it.each(['shell', 'json'])('writes the format %s', async (format) => {
    await seeded(`# service=db\nA="it's 1 $x"\n`);
    await exported(['--format', format]);
    if (format === 'json') expect(JSON.parse(file())).toEqual({ A: "it's 1 $x" });
    else expect(file()).toContain(`export A='it'\\''s 1 $x'`);
  });

  it('takes --mode and refuses what is none', async () => {
    await seeded('# service=db\nA=1\n');
    await exported(['--mode', '640']);
    expect(statSync(out).mode & 0o777).toBe(0o640);
    expect((await exported(['--mode', '9x'])).exitCode).toBe(2);
  });

  it('gives back through dotenv and through seed whatever it accepts', async () => {
    const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,6}$/).map((text) => `K_${text}`);
    const value = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...'ab \'"`$\\#\n\r\t={}!;&|%'), minLength: 1, maxLength: 24 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, value, { minKeys: 1, maxKeys: 6 }),
        fc.boolean(),
        async (map, secret) => {
          const folder = workFolder();
          const here = local(folder);
          const target = join(folder, 'out.env');
          const put = await putAll(folder, map, secret);
          const result = await here(['export', ...where, '--quiet', target]);
          if (result.exitCode !== 0) {
            expect(result.exitCode).toBe(1);
            expect(() => readFileSync(target)).toThrow();
            return;
          }
          expect(parse(readFileSync(target))).toEqual(Object.fromEntries(put));
          const back = await here([
            'seed',
            '--project',
            'mow',
            '--environment',
            'prod',
            '--env-file',
            target,
            '--output',
            'json',
          ]);
          expect(JSON.parse(back.stdout).totals).toMatchObject({
            keep: put.size,
            create: 0,
            update: 0,
            refuse: 0,
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Puts values that an env file might not be able to hold, by the door the aws CLI would use. */
async function putAll(
  folder: string,
  map: Readonly<Record<string, string>>,
  secret: boolean,
): Promise<ReadonlyMap<string, string>> {
  const { openStore } = await import('../support/open-store.ts');
  const { client, close } = await openStore(join(folder, '.ssmkit'));
  const { PutParameterCommand } = await import('@aws-sdk/client-ssm');
  const put = new Map<string, string>();
  for (const [key, Value] of Object.entries(map)) {
    const Type = secret ? 'SecureString' : 'String';
    try {
      await client.send(new PutParameterCommand({ Name: `/mow/backend/db/prod/${key}`, Value, Type }));
      put.set(key, Value);
    } catch (error) {
      // Values AWS itself refuses ({{…}}) are not what this is about.
      expect((error as Error).name).toBe('ValidationException');
    }
  }
  close();
  fc.pre(put.size > 0);
  return put;
}
