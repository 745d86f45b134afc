import { describe, expect, it } from 'vitest';
import { CallError } from '../../../src/core/call-error.ts';
import { examine } from '../../../src/gather/doctor/examine.ts';
import { checkWrites, permissionsPerPath } from '../../../src/gather/doctor/permissions.ts';
import { absentName, scopeOf } from '../../../src/gather/doctor/scope.ts';
import { makeStored } from '../../core/plan/make-draft.ts';
import { fakeStore } from '../fake-store.ts';
import { makeDescribed, makeInScope, makeProbes, makeSubject, makeWay, pages } from './make-way.ts';

const name = '/mow/backend/db/prod/A';
const probed = [
  'ssm:GetParametersByPath',
  'ssm:DescribeParameters',
  'ssm:GetParameters',
  'ssm:GetParameter',
  'ssm:ListTagsForResource',
  'ssm:GetParameterHistory',
];

/** Status by action, with these denied. */
async function permissions(
  denied: readonly string[],
  parameters: Parameters<typeof fakeStore>[0] = { [name]: {} },
) {
  const no = (action: string) => new CallError('denied', `no ${action}`, { action });
  const { store, calls } = fakeStore(parameters, { denied });
  const probes = makeProbes({
    async *describeAll() {
      if (denied.includes('ssm:DescribeParameters')) throw no('ssm:DescribeParameters');
      yield Object.keys(parameters).map((one) => makeDescribed({ name: one }));
    },
    oldestVersions: async () => {
      if (denied.includes('ssm:GetParameterHistory')) throw no('ssm:GetParameterHistory');
      return [];
    },
  });
  const { results } = await examine(makeWay({ store, probes }), makeSubject());
  const found = results.filter(({ check }) => check === 'permission');
  return { calls, results, of: Object.fromEntries(found.map(({ subject, status }) => [subject, status])) };
}

describe('permissions', () => {
  it('are all there', async () => {
    const { of, calls } = await permissions([]);
    expect(of).toEqual(Object.fromEntries(probed.map((action) => [action, 'ok'])));
    expect(calls.every(({ decrypt }) => decrypt !== true)).toBe(true);
  });

  it.each(probed)(
    '%s is missing: a warning with the line that prints a policy, and nothing else',
    async (action) => {
      const { of, results } = await permissions([action]);
      expect(of[action]).toBe('warning');
      expect(Object.values(of).filter((status) => status !== 'ok')).toHaveLength(1);
      const { todo } = results.find(({ subject }) => subject === action) ?? {};
      expect(todo?.command).toBe('ssmkit iam policy developer --env prod');
      expect(results.filter(({ status }) => status === 'warning' || status === 'problem')).toHaveLength(1);
    },
  );

  it('all missing ends in a report all the same', async () => {
    const { of } = await permissions(probed);
    const { 'ssm:ListTagsForResource': tags, 'ssm:GetParameterHistory': history, ...others } = of;
    expect([tags, history]).toEqual(['not-checked', 'not-checked']);
    expect(new Set(Object.values(others))).toEqual(new Set(['warning']));
  });

  it('to read the path missing: the values are not judged, and that is said', async () => {
    const { results } = await permissions(['ssm:GetParametersByPath']);
    expect(results.find(({ check }) => check === 'plaintext')?.status).toBe('not-checked');
    expect(results.find(({ check }) => check === 'versions')?.status).toBe('ok');
  });

  it('that need a parameter are not checked where there is none', async () => {
    const { of } = await permissions([], {});
    expect(of).toMatchObject({
      'ssm:GetParameters': 'ok',
      'ssm:ListTagsForResource': 'not-checked',
      'ssm:GetParameterHistory': 'not-checked',
    });
  });

  it('to write are never tried', () => {
    expect(checkWrites(makeSubject())).toMatchObject({
      status: 'not-checked',
      todo: { command: 'ssmkit iam policy seeder --env prod' },
    });
  });

  it('hold per path', () => {
    expect(permissionsPerPath(makeSubject({ environment: undefined, path: undefined })).todo?.command).toBe(
      'ssmkit doctor --environment prod',
    );
  });
});

describe('the name that does not exist', () => {
  const key = 'ssmkit-doctor-asks-for-a-name-that-does-not-exist';

  it.each<[string, Parameters<typeof makeSubject>[0], readonly string[], string]>([
    ['beside one that is there', {}, ['/mow/backend/db/prod/a/b'], '/mow/backend/db/prod/a/'],
    ['where the template puts it', {}, [], '/mow/backend/ssmkit-doctor/prod/'],
    ['of a service of the settings', { settings: { services: ['db'] } }, [], '/mow/backend/db/prod/'],
    ['below a path', { environment: undefined, path: '/x/y' }, [], '/x/y/'],
    ['below a path, without a project', { settings: { project: undefined } }, [], '/mow/backend/'],
    ['anywhere', { environment: undefined, path: undefined }, [], '/'],
    ['at the root', { environment: undefined, path: '/' }, [], '/'],
  ])('is %s', (_what, parts, names, start) => {
    const scope = names.map((one) => makeInScope({ name: one }));
    expect(absentName(makeSubject(parts), scope)).toBe(`${start}${key}`);
  });
});

describe('what a run is about', () => {
  const described = ['/mow/backend/db/prod/B', '/mow/backend/db/stage/A', '/mow/backendish/db/prod/A', name];
  const names = (parts: Parameters<typeof makeSubject>[0], below?: readonly string[]) =>
    scopeOf(
      makeSubject(parts),
      below?.map((one) => makeStored({ name: one })),
      described.map((one) => makeDescribed({ name: one, version: 7 })),
    ).map((one) => one.name);

  it('is the parameters of the environment below the path, by either listing', () => {
    expect(names({})).toEqual([name, '/mow/backend/db/prod/B']);
    expect(names({}, ['/mow/backend/db/prod/C', '/mow/backend/db/stage/A'])).toEqual([
      ...[name, '/mow/backend/db/prod/B', '/mow/backend/db/prod/C'],
    ]);
  });

  it('is everything below a path, or everything', () => {
    expect(names({ environment: undefined })).toHaveLength(3);
    expect(names({ environment: undefined, path: '/' })).toHaveLength(4);
    expect(names({ environment: undefined, path: undefined })).toHaveLength(4);
  });
});

describe('bounds', () => {
  it('a listing stops at its pages, and the report says so', async () => {
    let asked = 0;
    const probes = makeProbes({
      async *describeAll() {
        for (;;) {
          asked += 1;
          yield [makeDescribed({ name: `/n${asked}` })];
        }
      },
    });
    const { results } = await examine(makeWay({ probes }), makeSubject());
    expect(asked).toBe(240);
    const { status, todo } = results.find(({ check }) => check === 'quota') ?? {};
    expect([status, todo?.command]).toEqual(['not-checked', 'ssmkit doctor --environment prod --full']);
  });

  it('a listing stops after ten seconds', async () => {
    let now = 0;
    const clock = { now: () => now, sleep: async () => {} };
    const probes = makeProbes({
      async *describeAll() {
        for (;;) {
          now += 3_000;
          yield [makeDescribed()];
        }
      },
    });
    const { results } = await examine(makeWay({ probes, clock }), makeSubject());
    expect(results.find(({ check }) => check === 'quota')?.message).toContain('at least 4 of 10,000');
  });

  it('the whole account is asked for no path', async () => {
    const { store, calls } = fakeStore({ [name]: {} });
    const probes = makeProbes({ describeAll: () => pages([makeDescribed()], []) });
    const subject = makeSubject({ environment: undefined, path: undefined });
    const { results } = await examine(makeWay({ store, probes }), subject);
    expect(calls).toEqual([]);
    expect(results.filter(({ status }) => status !== 'ok').map(({ check }) => check)).toEqual(['permission']);
  });
});
