import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { cli, local, workFolder } from '../support/run-cli.ts';
import { hurriedClock } from './stage.ts';

const caller = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
};

let cwd: string;
let run: ReturnType<typeof local>;

beforeEach(() => {
  cwd = workFolder();
  run = local(cwd);
});

const settings = (content: object) => writeFileSync(join(cwd, 'ssmkit.json'), JSON.stringify(content));
const put = ['put', '--value', 'x', '--name'];
const environments = { prod: { account: '111111111111' }, stage: { account: '222222222222' } };

describe('what is said about the way a run takes', () => {
  it('warns that an environment the settings do not know is not guarded', async () => {
    settings({ environments });
    const typo = await run([...put, '/mow/backend/db/prd/A']);
    expect(typo.stderr).toContain(
      'ssmkit.json has no environment "prd" (it has prod, stage), so no account is guarded.',
    );
    expect((await run([...put, '/mow/backend/db/prod/A'])).stderr).toBe('');
    expect((await run(['--quiet', ...put, '/mow/backend/db/prd/A'])).stderr).toBe('');
    settings({});
    expect((await run([...put, '/mow/backend/db/prd/A'])).stderr).toBe('');
  });

  it('says which account the embedded store plays where the path leaves it open', async () => {
    settings({ environments });
    const open = await run(['list', '--prefix', '/mow']);
    expect(open.stderr).toContain('plays the default account');
    expect((await run(['list', '--prefix', '/mow/backend/db/prod'])).stderr).toBe('');
  });

  it('--verbose tells the origins and counts the calls, on stderr', async () => {
    const { stdout, stderr } = await run([...put, '/a/b', '--region', 'eu-west-1', '--verbose', '--apply']);
    expect(stderr).toContain('verbose: region eu-west-1 (--region)\n');
    expect(stderr).toMatch(/verbose: calls: .*1 put/);
    expect(stdout).not.toContain('verbose');
    expect((await run([...put, '/a/b'])).stderr).toBe('');
  });

  it('says why nothing comes back, once, before it gives up two minutes later', async () => {
    const options = { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', ...caller }, clock: hurriedClock() };
    const { exitCode, stderr } = await cli(['get', '/a/b'], { cwd, ...options });
    expect(stderr.match(/warning: No answer yet; still trying.* refused the connection\./g)).toHaveLength(1);
    expect(exitCode).toBe(1);
    const quiet = await cli(['get', '/a/b', '--quiet'], { cwd, ...options });
    expect(quiet.stderr).not.toContain('No answer yet');
  });
});
