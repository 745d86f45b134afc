import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../../support/run-program.ts';
import { repository, serveBundle } from './serve.ts';

const moto = process.env.MOTO_URL;
if (!moto) throw new Error('MOTO_URL is not set: run scripts/conformance.sh');

interface AskedRow {
  readonly section: string;
  readonly source: string;
  readonly rule: string;
  readonly holds: boolean;
  readonly problem: string | null;
}

/** The table, asked by boto3: not one line of ours is on the client's side. */
async function ask(endpoint: string, target: 'embedded' | 'moto'): Promise<readonly AskedRow[]> {
  const { stdout, stderr, exitCode } = await runProgram(
    'python3',
    ['table.py', '--endpoint', endpoint, '--target', target],
    {
      cwd: join(repository, 'test/conformance/store'),
      env: { PYTHONDONTWRITEBYTECODE: '1', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' },
    },
  );
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

function broken(rows: readonly AskedRow[]): readonly string[] {
  return rows.filter(({ holds }) => !holds).map((row) => `${row.section} ${row.rule}: ${row.problem}`);
}

function say(who: string, rows: readonly AskedRow[], kind: string): void {
  const held = rows.filter(({ holds }) => holds).length;
  process.stdout.write(`${who}: ${held} of ${rows.length} ${kind}rows hold\n`);
}

describe('the conformance table', () => {
  test('every row holds at the embedded store', async () => {
    const served = await serveBundle(['--account', '123456789012']);
    try {
      const rows = await ask(served.url, 'embedded');
      say('embedded store', rows, '');
      expect(broken(rows)).toEqual([]);
      expect(rows.length).toBeGreaterThan(250);
      for (const section of ['1', '2', '3', '5', '6', '9']) {
        expect(rows.filter((row) => row.section === section).length).toBeGreaterThan(5);
      }
    } finally {
      expect(await served.stop()).toBe(0);
    }
    expect(served.log()).not.toContain('internal error');
  });

  test('every row that moto can be trusted with holds at moto too', async () => {
    const rows = await ask(moto, 'moto');
    say('moto', rows, 'trusted ');
    expect(broken(rows)).toEqual([]);
    expect(rows.length).toBeGreaterThan(80);
  });
});
