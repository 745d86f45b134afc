import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { joinFaultPlans, readFaultPlan } from '../../src/local/read-fault-plan.ts';

const fault = { kind: 'error', code: 'TooManyUpdates' };

describe('a fault plan from JSON', () => {
  test.each([
    ['nothing', {}],
    ['a rate', { throttle: { put: { perSecond: 3, burst: 1 }, 'list-tags': { perSecond: 0.5, burst: 10 } } }],
    ['a change of rate', { throttle: { read: [{ perSecond: 3, burst: 3, afterMs: 0 }] } }],
    ['a rule for all', { rules: [{ fault }] }],
    [
      'a rule for some',
      { rules: [{ fault, operations: ['PutParameter'], skip: 1, times: 2, probability: 0.5 }] },
    ],
    [
      'every kind of fault',
      {
        rules: [
          { fault: { kind: 'error', code: 'InternalServerError', message: 'm', status: 500 } },
          { fault: { kind: 'reset', when: 'after' } },
          { fault: { kind: 'latency', ms: 30, jitterMs: 10 } },
          { fault: { kind: 'hang', when: 'before' } },
          { fault: { kind: 'empty-page' } },
        ],
      },
    ],
    ['denials', { denied: [{ action: 'kms:*', resource: 'arn:*', except: 'arn:x', explicit: true }] }],
    ['the rest', { disabledKeys: ['alias/x'], visibilityDelayMs: 500 }],
  ])('%s is read as it stands', (_what, json) => {
    expect(readFaultPlan(json)).toEqual({ plan: json });
  });

  test.each([
    ['no object', [], 'plan must be an object.'],
    ['null', null, 'plan must be an object.'],
    ['an unknown member', { rule: [] }, 'plan has the unknown member "rule".'],
    ['an inherited member', JSON.parse('{"__proto__":{}}'), 'plan has the unknown member "__proto__".'],
    ['an unknown family', { throttle: { write: {} } }, 'plan.throttle has the unknown member "write".'],
    ['no burst', { throttle: { put: { perSecond: 1 } } }, 'plan.throttle.put.burst is missing.'],
    [
      'a phase without its time',
      { throttle: { put: [{ perSecond: 1, burst: 1 }] } },
      'plan.throttle.put[0].afterMs is missing.',
    ],
    [
      'a rate that is none',
      { throttle: { put: { perSecond: -1, burst: 1 } } },
      'plan.throttle.put.perSecond must be a number from 0 to 1000000.',
    ],
    ['a rule without a fault', { rules: [{}] }, 'plan.rules[0].fault is missing.'],
    [
      'an unknown kind',
      { rules: [{ fault: { kind: 'constructor' } }] },
      'plan.rules[0].fault.kind must be one of error, reset, latency, hang, empty-page.',
    ],
    [
      'a member of another kind',
      { rules: [{ fault: { kind: 'empty-page', ms: 1 } }] },
      'plan.rules[0].fault has the unknown member "ms".',
    ],
    [
      'a wrong moment',
      { rules: [{ fault: { kind: 'reset', when: 'later' } }] },
      'plan.rules[0].fault.when must be one of before, after.',
    ],
    [
      'half a call',
      { rules: [{ fault, times: 1.5 }] },
      'plan.rules[0].times must be a whole number of at least 1.',
    ],
    [
      'a share above 1',
      { rules: [{ fault, probability: 1.1 }] },
      'plan.rules[0].probability must be a number from 0 to 1.',
    ],
    [
      'a status that is no error',
      { rules: [{ fault: { ...fault, status: 200 } }] },
      'plan.rules[0].fault.status must be a whole number from 400 to 599.',
    ],
    [
      'an action without a service',
      { denied: [{ action: 'Put' }] },
      'plan.denied[0].action must be an action such as ssm:PutParameter or kms:*.',
    ],
    [
      'a word for true',
      { denied: [{ action: 'ssm:*', explicit: 'yes' }] },
      'plan.denied[0].explicit must be true or false.',
    ],
    ['no list', { disabledKeys: 'alias/x' }, 'plan.disabledKeys must be a list.'],
  ])('%s is a problem', (_what, json, problem) => {
    expect(readFaultPlan(json)).toEqual({ problems: [problem] });
  });

  test('an operation with a typo is a problem, and all problems come at once', () => {
    const read = readFaultPlan({ rules: [{ fault, operations: ['PutParametr'] }], visibilityDelayMs: 'x' });
    expect(read).toEqual({
      problems: [
        expect.stringMatching(/^plan\.rules\[0]\.operations\[0] must be one of PutParameter, /),
        'plan.visibilityDelayMs must be a whole number from 0 to 3600000.',
      ],
    });
  });
});

test('joined plans: rates and delay of the later, rules and denials of both in order', () => {
  const slow = { perSecond: 1, burst: 1 };
  const fast = { perSecond: 9, burst: 9 };
  const joined = joinFaultPlans([
    { throttle: { put: slow, read: slow }, denied: [{ action: 'ssm:a' }], visibilityDelayMs: 5 },
    { throttle: { put: fast }, denied: [{ action: 'ssm:b' }], disabledKeys: ['k'] },
  ]);
  expect(joined).toEqual({
    throttle: { put: fast, read: slow },
    rules: [],
    denied: [{ action: 'ssm:a' }, { action: 'ssm:b' }],
    disabledKeys: ['k'],
    visibilityDelayMs: 5,
  });
});

describe('docs/local.md', () => {
  const text = readFileSync(fileURLToPath(new URL('../../docs/local.md', import.meta.url)), 'utf8');
  const examples = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

  test('has examples', () => {
    expect(examples.length).toBeGreaterThan(4);
  });

  test.each(examples)('every example of a fault plan is one: %s', (example) => {
    const json = JSON.parse(example);
    expect(readFaultPlan(json)).toEqual({ plan: json });
  });

  test.each([
    'throttle',
    'rules',
    'denied',
    'disabledKeys',
    'visibilityDelayMs',
    'afterMs',
    'perSecond',
    'burst',
    'operations',
    'skip',
    'times',
    'probability',
    'error',
    'reset',
    'latency',
    'jitterMs',
    'hang',
    'empty-page',
    'resource',
    'except',
    'explicit',
    'status',
  ])('explains %s', (member) => {
    expect(text).toContain(`\`${member}\``);
  });
});
