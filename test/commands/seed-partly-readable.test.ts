import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Stage, setStage } from './stage.ts';

const file = `# service=api
PORT=80
# service=web
# secret=true
TOKEN=hunter2-canary
HOST=web.example
`;
const seed = ['seed', '--project', 'mow', '--env', 'prod', '--env-file', 'f.env'];

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  writeFileSync(join(stage.cwd, 'f.env'), file);
  await stage.put('/mow/backend/web/prod/HOST', 'old.example');
  await stage.put('/mow/backend/api/prod/PORT', '80');
  stage.store.setFaults({ denied: [{ action: 'ssm:Get*', resource: '*parameter/mow/backend/api/*' }] });
  stage.forget();
});

describe('a role that may read one of two services', () => {
  it('previews the one, and says that the other is unknown and what would allow it', async () => {
    const { exitCode: code, stdout, stderr } = await stage.run(seed);
    expect(code).toBe(1);
    expect(stdout).toMatch(/api\/prod\/PORT\s+refused: may not be read/);
    expect(stdout).toMatch(/1 name may not be read. Allow ssm:GetParameters on .*api\/prod\/PORT/);
    expect(stdout).toMatch(/web\/prod\/TOKEN.*create SecureString/);
    expect(stdout).toMatch(/web\/prod\/HOST.*v1 → v2/);
    expect(stdout + stderr).not.toContain('canary');
    expect(stage.writes()).toEqual([]);
  });

  it('applies nothing, since it does not know what it would overwrite', async () => {
    const { exitCode: code, stderr } = await stage.apply(seed);
    expect([code, stage.writes()]).toEqual([1, []]);
    expect(stderr).toContain('--skip-refused');
  });

  it('applies the rest when told to', async () => {
    const { exitCode: code } = await stage.apply([...seed, '--skip-refused']);
    expect(code).toBe(0);
    expect(stage.writes()).toEqual(['PutParameter', 'PutParameter']);
    stage.store.setFaults({});
    expect(await stage.live()).toMatchObject({
      '/mow/backend/api/prod/PORT': { value: '80', version: 1 },
      '/mow/backend/web/prod/HOST': { value: 'web.example', version: 2 },
      '/mow/backend/web/prod/TOKEN': { type: 'SecureString' },
    });
  });

  it('deletes nothing that it may not read', async () => {
    const { exitCode: code, stdout } = await stage.run(['delete', '--name', '/mow/backend/api/prod/PORT']);
    expect([code, stdout]).toEqual([5, expect.not.stringContaining('does not exist')]);
  });
});
