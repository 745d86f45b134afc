import { describe, expect, it } from 'vitest';
import { CallError } from '../../../src/core/call-error.ts';
import { checkWay } from '../../../src/gather/doctor/way.ts';
import { fakeStore } from '../fake-store.ts';
import { account, makeProbes, makeSubject, makeWay, noon, statuses } from './make-way.ts';

const fails = (error: CallError) => async () => {
  throw error;
};
const silent = new CallError('timeout', 'Could not ask STS for the account of the credentials: no answer.');
const expired = new CallError('credentials', 'The credentials have expired.', {
  hint: 'Run: aws sso login --profile ann',
});
const refused = new CallError('connection', 'Could not read the setting /x: AWS refused the connection.');
const notAws = (status: 'server' | 'rejected') =>
  new CallError(status, "Could not read the setting /x: the answer was not AWS's.", {
    awsCode: 'SyntaxError',
  });
const clean = ['identity', 'account', 'region', 'credentials', 'endpoint', 'clock'].map((one) => `ok ${one}`);
const except = (...changed: readonly string[]) =>
  clean.map((line) => changed.find((one) => one.endsWith(line.slice(2))) ?? line);

describe('the way to AWS', () => {
  it('is all right', async () => {
    const { results, stop, unusable } = await checkWay(makeWay(), makeSubject());
    expect([statuses(results), stop, unusable]).toEqual([clean, undefined, false]);
    expect(results.map(({ message }) => message)).toEqual([
      `arn:aws:iam::${account}:user/ann`,
      `${account}, as environment prod says`,
      'us-east-1 (AWS_REGION)',
      'profile ann; no end is known',
      'AWS in us-east-1',
      'right',
    ]);
  });

  it.each<[string, CallError]>([
    ['there are none', expired],
    ['their source is not reachable', refused],
  ])('credentials: %s', async (_what, error) => {
    const probes = makeProbes({ credentials: fails(error) });
    const { results, unusable, stop } = await checkWay(makeWay({ probes }), makeSubject());
    expect(results[0]).toMatchObject({ check: 'identity', status: 'problem', message: error.message });
    expect([unusable, stop]).toEqual([true, 'There are no usable credentials']);
  });

  it.each(['caller', 'serviceSetting'] as const)('credentials that AWS does not take, by %s', async (who) => {
    const probes = makeProbes({ [who]: fails(expired) });
    const { results, unusable } = await checkWay(makeWay({ probes }), makeSubject());
    expect(results[0]).toMatchObject({ todo: { command: 'aws sso login --profile ann' } });
    expect([unusable, statuses(results)[0]]).toEqual([true, 'problem identity']);
  });

  it('another account: nothing is asked of Parameter Store', async () => {
    const probes = makeProbes({ serviceSetting: fails(new CallError('rejected', 'was asked')) });
    const subject = makeSubject({ accounts: ['210987654321'] });
    const { results, stop } = await checkWay(makeWay({ probes }), subject);
    expect(statuses(results)).toEqual(except('problem account', 'not-checked endpoint'));
    expect(stop).toBe('The account is the wrong one');
  });

  it('the credentials say their account, and STS is silent', async () => {
    const facts = { account, expiration: undefined, renew: undefined };
    const probes = makeProbes({ caller: fails(silent), credentials: async () => facts });
    const { results, stop } = await checkWay(makeWay({ probes }), makeSubject());
    expect(statuses(results)).toEqual(except('not-checked identity'));
    expect(stop).toBeUndefined();
  });

  it('nobody tells the account: as far as the guard would go', async () => {
    const probes = makeProbes({ caller: fails(silent) });
    const guarded = await checkWay(makeWay({ probes }), makeSubject());
    expect(statuses(guarded.results).slice(0, 2)).toEqual(['not-checked identity', 'problem account']);
    expect(guarded.stop).toBe('The account is not known');
    const open = await checkWay(makeWay({ probes }), makeSubject({ accounts: [] }));
    expect(statuses(open.results).slice(0, 2)).toEqual(['not-checked identity', 'not-checked account']);
    expect(open.stop).toBeUndefined();
  });

  it.each<[string, CallError, boolean]>([
    ['nothing answers', refused, true],
    ['a certificate is not trusted', new CallError('rejected', 'the certificate …'), true],
    ['a setting may not be read', new CallError('denied', 'no', { action: 'ssm:GetServiceSetting' }), false],
    ['AWS throttles', new CallError('throttled', 'no', { awsCode: 'ThrottlingException' }), false],
    ['an emulator does not know settings', notAws('server'), false],
  ])('endpoint: %s', async (_what, error, problem) => {
    const probes = makeProbes({ serviceSetting: fails(error) });
    const { results, stop } = await checkWay(makeWay({ probes }), makeSubject());
    expect(statuses(results)).toEqual(problem ? except('problem endpoint') : clean);
    expect(stop).toBe(problem ? 'Parameter Store does not answer' : undefined);
  });

  it.each(['server', 'rejected'] as const)('endpoint: a proxy answers in its stead (%s)', async (kind) => {
    const probes = makeProbes({ serviceSetting: fails(notAws(kind)) });
    const { store } = fakeStore({}, { failing: { 'ssm:GetParameters': notAws(kind) } });
    const way = makeWay({ probes, store, proxyVariable: 'HTTPS_PROXY' });
    const { results } = await checkWay(way, makeSubject());
    expect(results.find(({ check }) => check === 'endpoint')).toMatchObject({
      status: 'problem',
      message: "AWS in us-east-1; HTTPS_PROXY is set: the answer was not AWS's.",
    });
  });

  it.each<[number | undefined, string]>([
    [undefined, 'not-checked'],
    [0, 'ok'],
    [29_000, 'ok'],
    [-29_000, 'ok'],
    [30_000, 'warning'],
    [-299_000, 'warning'],
    [300_000, 'problem'],
    [-3_600_000, 'problem'],
  ])('clock: %s ms away is %s', async (skew, status) => {
    const way = makeWay({ probes: makeProbes({ clockSkew: () => skew }) });
    const { results } = await checkWay(way, makeSubject());
    expect(statuses(results)).toContain(`${status} clock`);
  });

  it.each<[number | undefined, string | undefined, string]>([
    [undefined, undefined, 'ok'],
    [15, 'Run: aws sso login', 'ok'],
    [14, 'Run: aws sso login', 'warning'],
    [14, undefined, 'ok'],
    [-1, 'Renew AWS_ACCESS_KEY_ID.', 'problem'],
  ])('credentials that end in %s min, renewed by %s: %s', async (minutes, renew, status) => {
    const expiration = minutes === undefined ? undefined : new Date(noon + minutes * 60_000);
    const probes = makeProbes({ credentials: async () => ({ account: undefined, expiration, renew }) });
    const { results } = await checkWay(makeWay({ probes }), makeSubject());
    expect(statuses(results)).toContain(`${status} credentials`);
  });

  it.each<[string, readonly string[], string | undefined, string]>([
    ['the same everywhere', [], 'us-east-1', 'ok'],
    ['not in the settings', [], undefined, 'ok'],
    ['another one in the settings', [], 'eu-west-1', 'warning'],
    ['a profile that differs', ['The profile "a" says Region …'], 'us-east-1', 'warning'],
  ])('Region: %s', async (_what, regionWarnings, settingsRegion, status) => {
    const way = makeWay({ regionWarnings, warnings: regionWarnings });
    const { results } = await checkWay(way, makeSubject({ settings: { settingsRegion } }));
    expect(statuses(results)).toEqual(except(`${status} region`));
  });

  it('a proxy that Node cannot use is a warning', async () => {
    const { results } = await checkWay(makeWay({ warnings: ['A proxy is set, but …'] }), makeSubject());
    expect(statuses(results).filter((one) => one.endsWith('endpoint'))).toEqual([
      'warning endpoint',
      'ok endpoint',
    ]);
  });

  it('the embedded store plays any account and has credentials that never end', async () => {
    const identity = () => ({ ...makeWay().identity(), endpoint: 'embedded store /x' });
    const way = makeWay({ embedded: true, identity });
    const { results } = await checkWay(way, makeSubject({ accounts: ['210987654321'] }));
    expect(statuses(results)).toEqual(clean);
  });

  it('an interruption ends the run', async () => {
    const stopped = Object.assign(new CallError('aborted', 'Interrupted.'), { code: 'interrupted' });
    const way = makeWay({ probes: makeProbes({ caller: fails(stopped) }) });
    await expect(checkWay(way, makeSubject())).rejects.toBe(stopped);
  });
});
