import { beforeEach, describe, expect, it } from 'vitest';
import { accountOfCaller, type Guarded, otherAccount, setGuarded, silentEndpoint } from './guarded.ts';

let guarded: Guarded;
beforeEach(async () => {
  guarded = await setGuarded();
});

const lines: readonly (readonly string[])[] = [
  ['doctor', '--environment', 'prod'],
  ['doctor', '--path', '/prod/db'],
  ['doctor'],
];

async function report(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { stdout, exitCode, stderr } = await guarded.run([...args, '--output', 'json'], { env });
  const { checks } = JSON.parse(stdout) as {
    readonly checks: readonly { readonly check: string; readonly status: string; readonly message: string }[];
  };
  return { exitCode, stderr, account: checks.find(({ check }) => check === 'account') };
}

describe.each(lines.map((args) => [args.join(' '), args] as const))('%s', (_line, args) => {
  it('reports a wrong account, and asks nobody but STS', async () => {
    guarded.settings({ prod: { account: otherAccount } });
    const { exitCode, account, stderr } = await report(args);
    expect([exitCode, stderr, account?.status]).toEqual([1, '', 'problem']);
    expect(account?.message).toContain(`are of ${accountOfCaller}`);
    expect(guarded.operations).toEqual(['GetCallerIdentity']);
  });

  it('goes on in the right one', async () => {
    guarded.settings({ prod: { account: accountOfCaller } });
    const { account } = await report(args);
    expect(account?.status).toBe('ok');
    expect(guarded.operations).toContain('DescribeParameters');
  });

  it('goes no further where STS is silent and nobody tells the account', async () => {
    guarded.settings({ prod: { account: otherAccount } });
    const started = Date.now();
    const { exitCode, account } = await report(args, { AWS_ENDPOINT_URL_STS: await silentEndpoint() });
    expect([exitCode, account?.status, guarded.operations]).toEqual([1, 'problem', []]);
    expect(Date.now() - started).toBeLessThan(4_500);
  });
});

it('works without STS where no account is guarded', async () => {
  guarded.settings({ prod: {} });
  const { account } = await report(['doctor', '--environment', 'prod'], {
    AWS_ENDPOINT_URL_STS: await silentEndpoint(),
  });
  expect(account?.status).toBe('not-checked');
  expect(guarded.operations).toContain('GetParametersByPath');
});
