import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { local, repository, workFolder } from '../support/run-cli.ts';

const flags = ['seed', '--project', 'mow', '--environment', 'prod', '--tags-dir', join(repository, 'tags')];
let cwd: string;
let run: ReturnType<typeof local>;

beforeEach(() => {
  cwd = workFolder();
  run = local(cwd);
});

function file(text: string, name = 'env.prod'): string {
  writeFileSync(join(cwd, name), text);
  return join(cwd, name);
}

const seed = (text: string, more: readonly string[] = [], env: Readonly<Record<string, string>> = {}) =>
  run([...flags, '--env-file', file(text), ...more], env);

const kinds = (stdout: string): Record<string, string> =>
  Object.fromEntries(
    (JSON.parse(stdout).steps as { name: string; kind: string; status?: string }[]).map((step) => [
      step.name.replace('/mow/backend/', ''),
      step.status ?? step.kind,
    ]),
  );

describe('seed', () => {
  it('previews by default, and nothing is there afterwards', async () => {
    const first = await seed('# service=db\nA=1\n', ['--output', 'json']);
    expect(first.exitCode).toBe(0);
    expect(kinds(first.stdout)).toEqual({ 'db/prod/A': 'create' });
    const second = await seed('# service=db\nA=1\n', ['--output', 'json']);
    expect(kinds(second.stdout)).toEqual({ 'db/prod/A': 'create' });
  });

  it.each([
    ['DRY_RUN=0', [], { DRY_RUN: '0' }],
    ['DRY_RUN=No', [], { DRY_RUN: 'No' }],
    ['--apply', ['--apply'], {}],
    ['--no-dry-run', ['--no-dry-run'], {}],
    ['--apply over DRY_RUN=1', ['--apply'], { DRY_RUN: '1' }],
  ])('applies with %s', async (_title, more, env) => {
    expect((await seed('# service=db\nA=1\n', more, env as Record<string, string>)).stdout).toContain(
      '1 applied',
    );
    const again = await seed('# service=db\nA=1\n', ['--output', 'json']);
    expect(kinds(again.stdout)).toEqual({ 'db/prod/A': 'keep' });
  });

  it.each(['flase', 'O', 'nope', 'tru', 'off ', ' 0', '00', '2', '-1', 'null', 'disabled'])(
    'refuses DRY_RUN=%s and sends nothing',
    async (value) => {
      const result = await seed('# service=db\nA=1\n', [], { DRY_RUN: value });
      expect(result.exitCode).toBe(2);
      expect(result.stderr).toContain('DRY_RUN is neither on nor off');
      expect(kinds((await seed('# service=db\nA=1\n', ['--output', 'json'])).stdout)).toEqual({
        'db/prod/A': 'create',
      });
    },
  );

  it('refuses flags that contradict each other', async () => {
    const result = await seed('# service=db\nA=1\n', ['--dry-run', '--apply']);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('contradict');
    expect((await seed('# service=db\nA=1\n', ['--dry-run', '--no-dry-run'])).exitCode).toBe(2);
  });

  it('updates what changed, keeps the rest, and says so in text', async () => {
    await seed('# service=db\nA=1\nB=2\n', ['--apply']);
    const result = await seed('# service=db\nA=1\nB=3\n# secret=true\nC=4\n');
    expect(result.stdout).toContain('+ /mow/backend/db/prod/C  create SecureString, 5 tags');
    expect(result.stdout).toContain('~ /mow/backend/db/prod/B  update v1 → v2: value');
    expect(result.stdout).not.toContain('/mow/backend/db/prod/A');
    expect(result.stdout).toContain('1 to create, 1 to update, 1 unchanged.');
    const all = await seed('# service=db\nA=1\nB=3\n', ['--print-keys']);
    expect(all.stdout).toContain('= /mow/backend/db/prod/A');
  });

  it('never makes a secret plain by silence', async () => {
    await seed('# service=db\n# secret=true\nPW=hush-hush\n', ['--apply']);
    const silent = await seed('# service=db\nPW=hush-hush\nNEW=1\n', ['--apply']);
    expect(silent.exitCode).toBe(1);
    expect(silent.stderr).toContain('Nothing was sent');
    expect(silent.stdout).toContain('refused: is a SecureString and would become a String');
    expect((await seed('# service=db\nPW=hush-hush\n')).exitCode).toBe(1);
    const rest = await seed('# service=db\nPW=hush-hush\nNEW=1\n', [
      '--apply',
      '--skip-refused',
      '--output',
      'json',
    ]);
    expect(kinds(rest.stdout)).toEqual({ 'db/prod/PW': 'skipped', 'db/prod/NEW': 'applied' });
    expect(rest.exitCode).toBe(0);
    const named = await seed('# service=db\nPW=hush-hush\n', [
      '--allow-plaintext',
      '/mow/backend/db/prod/PW',
    ]);
    expect(named.stdout).toContain('type: SecureString → String');
    const said = await seed('# service=db\n# secret=false\nPW=hush-hush\n');
    expect(said.stdout).toContain('type: SecureString → String');
    for (const { stdout, stderr } of [silent, rest, named, said])
      expect(stdout + stderr).not.toContain('hush');
  });

  it('keeps DEBUG of two services apart', async () => {
    const text = '# service=django\nDEBUG=1\n# service=worker\nDEBUG=0\n';
    await seed(text, ['--apply']);
    const out = join(cwd, 'out.env');
    const exported = await run(['export', '--project', 'mow', '--env', 'prod', out]);
    expect(exported.exitCode).toBe(0);
    expect(exported.stderr).toContain('DEBUG');
    const back = await run([...flags, '--env-file', out, '--output', 'json']);
    expect(kinds(back.stdout)).toEqual({ 'django/prod/DEBUG': 'keep', 'worker/prod/DEBUG': 'keep' });
  });

  it('answers --exit-code with 3 for differences and 0 for none', async () => {
    expect((await seed('# service=db\nA=1\n', ['--exit-code'])).exitCode).toBe(3);
    await seed('# service=db\nA=1\n', ['--apply']);
    expect((await seed('# service=db\nA=1\n', ['--exit-code'])).exitCode).toBe(0);
  });

  it('shows the drafts and does not look with --offline, and cannot apply so', async () => {
    const result = await seed('# service=db\nA=1\n', ['--offline']);
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain('State unknown: not read (--offline)');
    expect((await seed('# service=db\nA=1\n', ['--offline', '--apply'])).exitCode).toBe(2);
  });

  it('prints every mistake of a file, located, and no value', async () => {
    const text = [
      'ORPHAN=canary-01',
      '# service=postgres',
      'DB=canary-02',
      'DB=canary-03',
      'EMPTY=',
      '# secrt=true',
      'PW=canary-04',
      'COLON: canary-05',
      'postgres://user:canary-06@host',
      'HASHED=abc#canary-07',
      'NESTED={{ssm:canary-08}}',
      '# secret=yes',
      'X=canary-09',
      '# SECRET=true',
      '# service: web',
      'NEXT=',
      'canary-10',
      `HUGE=${'canary-11'.repeat(500)}`,
      '# secret=true',
      '# service=django',
      'A/B=canary-12',
      'OPEN="canary-13',
    ].join('\n');
    const result = await seed(text, ['--apply']);
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toBe('');
    expect(result.stderr).not.toContain('canary');
    const lines = [...result.stderr.matchAll(/env\.prod:(\d+): error/g)].map((match) => Number(match[1]));
    expect(new Set(lines)).toEqual(new Set([1, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 21, 22]));
    expect(kinds((await seed('# service=postgres\nDB=1\n', ['--output', 'json'])).stdout)).toEqual({
      'postgres/prod/DB': 'create',
    });
  });

  it('refuses names AWS refuses, with the line', async () => {
    const result = await seed('# service=db\n# key=a//b\nA=1\n');
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(/env\.prod:[23]: error/);
  });

  it('reads standard input', async () => {
    const result = await run([...flags, '--env-file', '-'], {}, '# service=db\nA=1\n');
    expect(result.stdout).toContain('/mow/backend/db/prod/A');
  });

  it('retags what has other tags, and prunes only when asked', async () => {
    await seed('# service=db\nA=1\n', ['--apply', '--tag', 'Extra=1']);
    const kept = await seed('# service=db\nA=1\n', ['--output', 'json']);
    expect(kinds(kept.stdout)).toEqual({ 'db/prod/A': 'keep' });
    const changed = await seed('# service=db\nA=1\n', [
      '--apply',
      '--prune-tags',
      '--name-tag',
      'n',
      '--output',
      'json',
    ]);
    expect(JSON.parse(changed.stdout)).toMatchObject({
      calls: { PutParameter: 0, AddTagsToResource: 1, RemoveTagsFromResource: 1 },
      steps: [
        { kind: 'retag', status: 'applied', setTags: [{ Key: 'Name', Value: 'n' }], removeTags: ['Extra'] },
      ],
    });
  });

  it('narrows to --service, and says what sections there are', async () => {
    const text = '# service=a\nX=1\n# service=b\nY=2\n';
    expect(kinds((await seed(text, ['--service', 'b', '--output', 'json'])).stdout)).toEqual({
      'b/prod/Y': 'create',
    });
    const wrong = await seed(text, ['--service', 'c']);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('It has a, b.');
  });

  it('writes Markdown for a pull request', async () => {
    const { stdout } = await seed('# service=db\nA=1\n', ['--output', 'markdown']);
    expect(stdout).toContain('| `/mow/backend/db/prod/A` | create String, 5 tags |');
  });
});
