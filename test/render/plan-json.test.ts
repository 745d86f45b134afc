import { describe, expect, it } from 'vitest';
import { type RunDocument, renderRunJson } from '../../src/render/plan-json.ts';
import { canary, create, everyKind, identity, outcome, plan, refuse, steering, update } from './make-step.ts';

const run: RunDocument = { command: 'seed', identity, plan: plan(everyKind) };
const read = (document: RunDocument) => JSON.parse(renderRunJson(document));

describe('renderRunJson', () => {
  it('is one document, ended by a newline, with every step', () => {
    const text = renderRunJson(run);
    expect(text.endsWith('}\n')).toBe(true);
    const document = JSON.parse(text);
    expect(Object.keys(document)).toEqual([
      'command',
      'mode',
      'account',
      'region',
      'profile',
      'endpoint',
      'stateUnknown',
      'steps',
      'totals',
      'calls',
      'rereads',
      'seconds',
      'notes',
    ]);
    expect(document).toMatchObject({
      command: 'seed',
      mode: 'preview',
      account: '123456789012',
      endpoint: null,
    });
    expect(document.steps.map(({ name, kind }: { name: string; kind: string }) => [name, kind])).toEqual(
      everyKind.map(({ name, kind }) => [name, kind]),
    );
    expect(document.totals).toEqual({
      create: 1,
      update: 1,
      retag: 1,
      delete: 1,
      keep: 1,
      refuse: 1,
      unknown: 1,
    });
  });

  it('has a record for each kind of step', () => {
    expect(read(run).steps).toEqual([
      { name: '/mow/create', kind: 'create', type: 'String', keyId: null, tier: null, tags: [] },
      {
        name: '/mow/update',
        kind: 'update',
        type: 'String',
        keyId: null,
        fromVersion: 3,
        changes: [{ field: 'value', because: 'different' }],
      },
      {
        name: '/mow/retag',
        kind: 'retag',
        resourceType: 'Parameter',
        setTags: [{ Key: 'a', Value: '1' }],
        removeTags: ['b', 'c'],
      },
      {
        name: '/mow/delete',
        kind: 'delete',
        type: 'SecureString',
        fromVersion: 7,
        arn: 'arn:aws:ssm:us-east-1:123456789012:parameter/mow/delete',
        lastModified: '1970-01-01T00:00:00.000Z',
      },
      { name: '/mow/keep', kind: 'keep', type: 'String', version: 2 },
      { name: '/mow/refuse', kind: 'refuse', reason: 'is not wanted', hint: 'Want it.' },
      { name: '/mow/unknown', kind: 'unknown', type: 'SecureString' },
    ]);
  });

  it('tells what became of each step', () => {
    const outcomes = [
      outcome(create('/mow/a'), { version: 1 }),
      outcome(update('/mow/b'), { status: 'stale', detail: 'is at v9', hint: 'again' }),
      outcome(update('/mow/c'), { version: 9, wroteOver: true }),
    ];
    const document = read({ ...run, outcomes });
    expect(document).toMatchObject({ mode: 'apply', totals: { applied: 2, stale: 1, failed: 0 } });
    expect(document.steps).toMatchObject([
      { name: '/mow/a', status: 'applied', version: 1 },
      { name: '/mow/b', status: 'stale', detail: 'is at v9', hint: 'again' },
      { name: '/mow/c', status: 'applied', version: 9, wroteOver: true },
    ]);
  });

  it('says why the state is unknown, and null for what is not known', () => {
    const document = read({
      command: 'seed',
      identity: undefined,
      plan: plan([], { stateUnknown: { why: 'denied', onPurpose: false }, notes: ['n'] }),
    });
    expect(document).toMatchObject({
      account: null,
      region: null,
      stateUnknown: 'denied',
      notes: ['n'],
      seconds: 0,
    });
  });

  it('never holds a value', () => {
    expect(renderRunJson(run).includes(canary)).toBe(false);
    expect(renderRunJson({ ...run, outcomes: everyKind.map((step) => outcome(step)) }).includes(canary)).toBe(
      false,
    );
  });

  it('lets nothing steer the terminal, and says the same', () => {
    const text = renderRunJson({ ...run, plan: plan([refuse('/mow/a', steering)], { notes: [steering] }) });
    expect(text.replaceAll('\n', '').match(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u)).toBeNull();
    expect(JSON.parse(text).notes).toEqual([steering]);
  });
});
