import { beforeEach, describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../src/local/fault-plan.ts';
import type { CliOptions } from '../support/run-cli.ts';
import { type Stage, setStage } from './stage.ts';

const [a, b] = ['/mow/backend/db/prod/A', '/mow/backend/db/prod/B'];
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.put(a, 'old');
  await stage.put(b, 'canary', { Type: 'SecureString' });
});
const put = ['put', '--name', a, '--value', 'new'];

interface Case {
  readonly args: readonly string[];
  readonly code: number;
  readonly says: string;
  readonly writes?: number;
  readonly faults?: FaultPlan;
  readonly options?: Omit<CliOptions, 'cwd'>;
}

const denied = (...actions: readonly string[]): FaultPlan => ({
  denied: actions.map((action) => ({ action })),
});
const cases: Readonly<Record<string, Case>> = {
  'done, a preview': { args: put, code: 0, says: '1 to update' },
  'done, applied': { args: [...put, '--apply'], code: 0, says: '1 applied', writes: 1 },
  'done, nothing to do': {
    args: ['put', '--name', a, '--value', 'old', '--apply'],
    code: 0,
    says: '1 unchanged',
  },
  'done, no look on purpose': {
    args: [...put, '--offline'],
    code: 0,
    says: 'State unknown: not read (--offline)',
  },
  'failed, for a reason of AWS': {
    args: [...put, '--apply', '--allowed-pattern', '^x$'],
    ...{ code: 1, says: '1 failed', writes: 1 },
  },
  'failed, no patience left': {
    args: [...put, '--apply', '--max-time', '2'],
    faults: { rules: [{ operations: ['PutParameter'], fault: { kind: 'error', code: 'TooManyUpdates' } }] },
    ...{ code: 1, says: '1 failed' },
  },
  'refused, a preview': { args: ['put', '--name', b, '--value', 'x'], code: 1, says: '1 refused' },
  'refused, nothing sent': {
    args: ['put', '--name', b, '--value', 'x', '--apply'],
    ...{ code: 1, says: 'Nothing was sent' },
  },
  'refused and skipped': {
    args: ['put', '--name', b, '--value', 'x', '--apply', '--skip-refused'],
    ...{ code: 0, says: '1 skipped' },
  },
  usage: { args: [...put, '--aply'], code: 2, says: 'Did you mean --apply?' },
  'a contradiction': { args: [...put, '--apply', '--dry-run'], code: 2, says: 'contradict' },
  'a typo in DRY_RUN': {
    args: put,
    options: { env: { DRY_RUN: 'flase' } },
    code: 2,
    says: 'neither on nor off',
  },
  'settings that are none': { args: [...put, '--config', 'none.json'], code: 2, says: 'none.json' },
  input: { args: ['put', '--name', a, '--value', ''], code: 2, says: 'is empty' },
  'applying without looking': {
    args: [...put, '--apply', '--offline'],
    code: 2,
    says: '--offline cannot apply',
  },
  differences: { args: [...put, '--exit-code'], code: 3, says: '1 to update' },
  'no differences': {
    args: ['put', '--name', a, '--value', 'old', '--exit-code'],
    code: 0,
    says: '1 unchanged',
  },
  'a refusal is more than a difference': {
    args: ['put', '--name', b, '--value', 'x', '--exit-code'],
    ...{ code: 1, says: '1 refused' },
  },
  'confirmation needed': {
    args: ['delete-by-path', '--path-prefix', '/mow', '--apply'],
    ...{ code: 4, says: '--confirm /mow' },
  },
  'no permission to look, a preview': {
    args: put,
    faults: denied('ssm:Get*'),
    code: 5,
    says: 'State unknown',
  },
  'no permission to look, applying': {
    args: [...put, '--apply'],
    faults: denied('ssm:Get*'),
    ...{ code: 5, says: 'ssm:GetParameters' },
  },
  'no permission to write': {
    args: [...put, '--apply'],
    faults: denied('ssm:PutParameter'),
    ...{ code: 5, says: 'ssm:PutParameter', writes: 1 },
  },
  'no credentials': {
    args: [...put, '--apply'],
    options: { env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' } },
    ...{ code: 5, says: 'redentials' },
  },
  'credentials that have expired': {
    args: [...put, '--apply'],
    faults: { rules: [{ fault: { kind: 'error', code: 'ExpiredTokenException', message: 'expired' } }] },
    ...{ code: 5, says: 'expired' },
  },
};

describe('exit codes', () => {
  it.each(Object.entries(cases))('%s', async (_what, { args, code, says, writes = 0, faults, options }) => {
    if (faults) stage.store.setFaults(faults);
    const { stdout, stderr, exitCode } = await stage.run(args, options);
    expect(stdout + stderr).toContain(says);
    expect(exitCode).toBe(code);
    expect(stdout + stderr).not.toContain('canary');
    if (faults?.rules === undefined) expect(stage.writes()).toHaveLength(writes);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends with %d, and says what was done and what was not', async (signal, code) => {
    let stop = () => {};
    const onSignal: CliOptions['onSignal'] = (name, listener) => {
      if (name === signal) stop = listener;
      return () => {};
    };
    for (let index = 0; index < 40; index += 1) await stage.put(`/mow/backend/db/prod/N${index}`);
    stage.onCall(async (operation) => {
      if (operation === 'DeleteParameters') stop();
    });
    const args = [
      'delete-by-path',
      '--path-prefix',
      '/mow/backend',
      '--concurrency',
      '1',
      '--output',
      'json',
    ];
    const { exitCode, stdout, stderr } = await stage.apply(args, { onSignal });
    expect(exitCode).toBe(code);
    expect(stderr).toContain('Stopping');
    const { totals } = JSON.parse(stdout);
    expect(totals.applied).toBeGreaterThan(0);
    expect(totals.interrupted).toBeGreaterThan(0);
    expect(totals.applied + totals.interrupted).toBe(42);
    expect(Object.keys(await stage.live())).toHaveLength(42 - totals.applied);
    stage.onCall(async () => {});
    expect((await stage.apply(args)).exitCode).toBe(0);
    expect(await stage.live()).toEqual({});
  });
});

describe('nothing but --apply, --no-dry-run and DRY_RUN=0 applies', () => {
  const commands = [
    put,
    ['put-secure', '--name', b, '--value', 'new'],
    ['put-and-tag', '--name', a, '--value', 'new', '--tag', 'k=v'],
    ['put-secure-and-tag', '--name', b, '--value', 'new', '--tag', 'k=v'],
    ['tag', '--tag', 'k=v', a],
    ['delete', '--name', a, '--yes', '--confirm', a],
    ['delete-by-path', '--path-prefix', '/mow/backend', '--yes', '--confirm', '/mow/backend'],
  ];
  const unset = [
    undefined,
    '',
    '1',
    'true',
    'YES',
    'on',
    ' 0',
    '0 ',
    '00',
    'nope',
    'o',
    'False ',
    'null',
    '-0',
  ];

  it.each(commands)('%s', async (...args) => {
    for (const DRY_RUN of unset) {
      const env: Record<string, string> = DRY_RUN === undefined ? {} : { DRY_RUN };
      await stage.run(args, { env });
    }
    await stage.run([...args, '--dry-run'], { env: { DRY_RUN: '0' } });
    expect(stage.writes()).toEqual([]);
    await stage.run(args, { env: { DRY_RUN: 'No' } });
    expect(stage.writes()).not.toEqual([]);
  });
});
