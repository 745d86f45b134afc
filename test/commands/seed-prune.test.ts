import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Keyboard, keyboard } from './keyboard.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  settings({});
});

const settings = (content: object) =>
  writeFileSync(
    join(stage.cwd, 'ssmkit.json'),
    JSON.stringify({ pathTemplate: '/{environment}/{service}/{key}', newKeys: 'free', ...content }),
  );

async function seed(text: string, more: readonly string[] = [], stdin?: Keyboard) {
  writeFileSync(join(stage.cwd, 'f.env'), text);
  stage.forget();
  return await stage.run(['seed', '--env', 'dev', '--env-file', 'f.env', ...more], { stdin });
}

const names = async () => Object.keys(await stage.live()).toSorted();
const put = async (...all: readonly string[]) => {
  for (const name of all) await stage.put(name);
};

const text = '# service=db\nA=v\n# service=web\nA=v\n';
const elsewhere = ['/dev/other/X', '/prod/db/X', '/dev/db'];

describe('seed --prune', () => {
  it('deletes what the file no longer has, and touches nothing else', async () => {
    await put('/dev/db/A', '/dev/db/GONE', '/dev/db/x/y', '/dev/web/GONE', ...elsewhere);
    const preview = await seed(text, ['--prune']);
    expect(preview.exitCode).toBe(0);
    expect(preview.stdout).toContain('1 to create, 3 to delete, 1 unchanged.');
    expect(stage.writes()).toEqual([]);
    const applied = await seed(text, ['--prune', '--apply']);
    expect([applied.exitCode, applied.stdout.includes('/dev/db/GONE')]).toEqual([0, true]);
    expect(stage.writes()).toEqual(['PutParameter', 'DeleteParameters']);
    expect(await names()).toEqual(['/dev/db/A', '/dev/web/A', ...elsewhere].toSorted());
    expect((await seed(text, ['--prune', '--exit-code'])).exitCode).toBe(0);
  });

  it('is never on by itself', async () => {
    await put('/dev/db/A', '/dev/db/GONE');
    await seed(text, ['--apply', '--yes']);
    expect(await names()).toContain('/dev/db/GONE');
    const { exitCode } = await seed(text, ['--exit-code']);
    expect(exitCode).toBe(0);
  });

  it('makes a difference that --exit-code tells', async () => {
    await put('/dev/db/A', '/dev/web/A', '/dev/db/GONE');
    expect((await seed(text, ['--prune', '--exit-code'])).exitCode).toBe(3);
  });

  it('stays in the sections of --service', async () => {
    await put('/dev/db/GONE', '/dev/web/GONE');
    await seed(text, ['--prune', '--apply', '--service', 'db']);
    expect(await names()).toEqual(['/dev/db/A', '/dev/web/GONE']);
  });

  it.each<[string, object, string]>([
    ['its name', {}, 'PASSWORD=\n'],
    ['the key above it', {}, '# key=PASSWORD\nPW=\n'],
    ['the key in the settings', { keys: { PW: 'PASSWORD' } }, 'PW=\n'],
  ])('never deletes what --skip-empty left out, known by %s', async (_what, more, line) => {
    settings(more);
    await put('/dev/db/A', '/dev/db/PASSWORD', '/dev/db/GONE');
    const result = await seed(`# service=db\nA=v\n${line}`, ['--prune', '--skip-empty', '--apply']);
    expect(result.exitCode).toBe(0);
    expect(await names()).toEqual(['/dev/db/A', '/dev/db/PASSWORD']);
  });

  it('never deletes in a section without keys, and refuses a file without any', async () => {
    await put('/dev/db/X', '/dev/web/A');
    await seed('# service=db\n# service=web\nA=v\n', ['--prune', '--apply']);
    expect(await names()).toEqual(['/dev/db/X', '/dev/web/A']);
    const none = await seed('# service=db\n', ['--prune', '--apply']);
    expect(none.exitCode).toBe(2);
    expect(await names()).toEqual(['/dev/db/X', '/dev/web/A']);
    const skipped = await seed('# service=db\nX=\n', ['--prune', '--apply', '--skip-empty']);
    expect(skipped.exitCode).toBe(2);
    expect(await names()).toEqual(['/dev/db/X', '/dev/web/A']);
  });

  it('keeps what it finds under another key than the env name', async () => {
    await put('/dev/db/database/host');
    const { stdout } = await seed('# service=db\nDATABASE_HOST=v\n', ['--prune', '--apply']);
    expect(stdout).toContain('0 applied, 1 unchanged');
    expect(await names()).toEqual(['/dev/db/database/host']);
  });

  it('deletes nothing while the file has a mistake or a step is refused', async () => {
    await stage.put('/dev/db/A', 'v', { Type: 'SecureString' });
    await put('/dev/db/GONE');
    expect((await seed('# service=db\nA=v\nA=w\n', ['--prune', '--apply'])).exitCode).toBe(2);
    expect((await seed('# service=db\nA=w\n', ['--prune', '--apply'])).exitCode).toBe(1);
    expect(stage.writes()).toEqual([]);
  });

  it('deletes nothing where it may not look', async () => {
    await put('/dev/db/GONE');
    stage.store.setFaults({ denied: [{ action: 'ssm:GetParametersByPath' }] });
    const { exitCode, stderr } = await seed('# service=db\nA=v\n', ['--prune', '--apply']);
    expect(exitCode).toBe(5);
    expect(stderr).toContain('ssm:GetParametersByPath');
    expect(stage.writes()).toEqual([]);
  });
});

describe('its confirmation', () => {
  const one = ['/dev/db/A', '/dev/web/A', '/dev/db/GONE'];
  const two = [...one, '/dev/web/GONE'];
  it.each<[string, readonly string[], readonly string[], Keyboard | undefined, number, boolean]>([
    ['one: not asked', one, [], keyboard(), 0, true],
    ['two: asked, yes', two, [], keyboard('yes\r'), 0, true],
    ['two: asked, no', two, [], keyboard('no\r'), 4, false],
    ['two: asked, nothing said', two, [], keyboard('\r'), 4, false],
    ['two: --yes', two, ['--yes'], keyboard(), 0, true],
    ['two, nobody there: --apply is the confirmation', two, [], undefined, 0, true],
  ])('%s', async (_what, live, more, stdin, exitCode, deleted) => {
    await put(...live);
    const result = await seed(text, ['--prune', '--apply', ...more], stdin);
    expect(result.exitCode).toBe(exitCode);
    expect((await names()).includes('/dev/db/GONE')).toBe(!deleted);
    if (!deleted) expect(stage.writes()).toEqual([]);
  });

  it.each<[string, readonly string[], number]>([
    ['nothing', [], 4],
    ['--yes', ['--yes'], 4],
    ['another name', ['--confirm', 'prod'], 4],
    ['another case', ['--confirm', 'Dev'], 4],
    ['its path', ['--confirm', '/dev'], 4],
    ['its name', ['--confirm', 'dev'], 0],
  ])('in a protected environment, even of one, is spelled out: %s', async (_what, more, exitCode) => {
    settings({ environments: { dev: { protected: true } } });
    await put(...one);
    for (const stdin of [undefined, keyboard('yes\r')]) {
      const result = await seed(text, ['--prune', '--apply', ...more], stdin);
      expect(result.exitCode).toBe(exitCode);
      if (exitCode === 4) {
        expect(result.stderr).toContain('Add --confirm dev after looking at the preview.');
        expect(stage.writes()).toEqual([]);
      }
    }
    expect((await names()).includes('/dev/db/GONE')).toBe(exitCode === 4);
  });

  it('is not asked of a protected environment where nothing is deleted', async () => {
    settings({ environments: { dev: { protected: true } } });
    await put('/dev/db/A');
    const { exitCode } = await seed(text, ['--prune', '--apply']);
    expect(exitCode).toBe(0);
    expect(await names()).toEqual(['/dev/db/A', '/dev/web/A']);
  });
});
