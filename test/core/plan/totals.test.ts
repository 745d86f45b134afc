import { describe, expect, it } from 'vitest';
import { parseParameterName } from '../../../src/core/parameter/name.ts';
import type { Outcome, OutcomeStatus, PlanStep } from '../../../src/core/plan/step.ts';
import { countOutcomes, countSteps, hasDifferences, planCost } from '../../../src/core/plan/totals.ts';
import { makeDraft } from './make-draft.ts';

const name = parseParameterName('/mow/x');
const put = { name, value: makeDraft().value, type: 'String', overwrite: true } as const;
const tags = (set: number, remove: number) => ({
  set: Array.from({ length: set }, (_, index) => ({ Key: `k${index}`, Value: '' })),
  remove: Array.from({ length: remove }, (_, index) => `r${index}`),
});
const make = {
  create: { kind: 'create', name, put },
  update: { kind: 'update', name, put, fromVersion: 1, changes: [] },
  updateAndTag: { kind: 'update', name, put, fromVersion: 1, changes: [], tags: tags(2, 1) },
  retag: { kind: 'retag', name, tags: tags(3, 0) },
  prune: { kind: 'retag', name, tags: tags(0, 2) },
  delete: { kind: 'delete', name, fromVersion: 1, type: 'String', arn: 'arn', lastModified: undefined },
  keep: { kind: 'keep', name, version: 1, type: 'String' },
  refuse: { kind: 'refuse', name, reason: 'r' },
  unknown: { kind: 'unknown', name, type: undefined },
} as const satisfies Record<string, PlanStep>;
const times = (count: number, step: PlanStep) => Array.from({ length: count }, () => step);

describe('countSteps', () => {
  it('counts every kind, and zero of what is not there', () => {
    expect(countSteps([])).toEqual({
      create: 0,
      update: 0,
      retag: 0,
      delete: 0,
      keep: 0,
      refuse: 0,
      unknown: 0,
    });
    expect(countSteps(Object.values(make))).toEqual({
      create: 1,
      update: 2,
      retag: 2,
      delete: 1,
      keep: 1,
      refuse: 1,
      unknown: 1,
    });
  });
});

describe('countOutcomes', () => {
  it('accounts for every step', () => {
    const statuses: OutcomeStatus[] = [
      'applied',
      'kept',
      'skipped',
      'failed',
      'stale',
      'interrupted',
      'failed',
    ];
    const outcomes: Outcome[] = statuses.map((status) => ({ status, step: make.create }));
    expect(countOutcomes(outcomes)).toEqual({
      applied: 1,
      kept: 1,
      skipped: 1,
      failed: 2,
      stale: 1,
      interrupted: 1,
    });
  });
});

describe('planCost', () => {
  it.each<[string, PlanStep[], readonly number[], number, number]>([
    ['nothing to do', [...times(9, make.keep), make.refuse, make.unknown], [0, 0, 0, 0], 0, 0],
    ['creates with tags cost one call each', times(30, make.create), [30, 0, 0, 0], 0, 10],
    ['updates are read again in tens', times(21, make.update), [21, 0, 0, 0], 3, 7],
    ['tags of updates', times(3, make.updateAndTag), [3, 3, 3, 0], 1, 2],
    ['setting tags alone', times(6, make.retag), [0, 6, 0, 0], 0, 2],
    ['removing tags alone', times(6, make.prune), [0, 0, 6, 0], 0, 2],
    ['deletes go in tens', times(31, make.delete), [0, 0, 0, 4], 4, 4 / 3],
    [
      'the slowest family sets the time',
      [...times(3, make.create), ...times(30, make.retag)],
      [3, 30, 0, 0],
      0,
      10,
    ],
  ])('%s', (_what, steps, [puts, sets, removes, deletes], rereads, seconds) => {
    const cost = planCost({ steps, notes: [] });
    expect(cost.calls).toEqual({
      PutParameter: puts,
      AddTagsToResource: sets,
      RemoveTagsFromResource: removes,
      DeleteParameters: deletes,
    });
    expect(cost.rereads).toBe(rereads);
    expect(cost.seconds).toBeCloseTo(seconds);
  });
});

describe('hasDifferences', () => {
  it.each(Object.entries(make))('%s', (_what, step) => {
    expect(hasDifferences({ steps: [make.keep, step], notes: [] })).toBe(step.kind !== 'keep');
  });

  it('an empty plan has none', () => {
    expect(hasDifferences({ steps: [], notes: [] })).toBe(false);
  });
});
