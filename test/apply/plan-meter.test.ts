import { expect, it } from 'vitest';
import type { CallEvent } from '../../src/apply/call-runner.ts';
import { createPlanMeter } from '../../src/apply/plan-meter.ts';
import type { OperationFamily } from '../../src/core/ports.ts';
import { create, keep, planOf, remove, retag, update } from './steps.ts';

const tag = { Key: 'team', Value: 'mow' };

function event(
  family: OperationFamily,
  measuredRate?: number,
  kind: CallEvent['kind'] = 'success',
): CallEvent {
  return { kind, family, because: undefined, measuredRate, pace: undefined };
}
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, n) => make(n));

it('knows nothing before the first answer', () => {
  expect(createPlanMeter(planOf(create('/a/x'))).pace()).toEqual({
    perSecond: undefined,
    secondsLeft: undefined,
    throttled: 0,
  });
});

it('counts the calls that are left at the measured rate', () => {
  const meter = createPlanMeter(planOf(...many(31, (n) => create(`/a/n${n}`)), keep('/a/k')));
  meter.saw(event('put', 3));
  expect(meter.pace()).toEqual({ perSecond: 3, secondsLeft: 10, throttled: 0 });
});

it('takes ten deletes for one call, after the puts', () => {
  const steps = [create('/a/c'), create('/a/d'), ...many(25, (n) => remove(`/a/n${n}`))];
  const meter = createPlanMeter(planOf(...steps));
  meter.saw(event('put', 2));
  expect(meter.pace()).toMatchObject({ perSecond: 2, secondsLeft: 0.5 + 1.5 });
  meter.saw(event('put', 2));
  meter.saw(event('delete', 3));
  expect(meter.pace()).toMatchObject({ perSecond: 25, secondsLeft: 2 / 3 });
});

it('shows the slower of puts and tags, which go side by side', () => {
  const steps = many(10, (n) => update(`/a/n${n}`, 1, 'new', { set: [tag], remove: ['old'] }));
  const meter = createPlanMeter(planOf(...steps, retag('/a/r', [tag])));
  meter.saw(event('put', 10));
  meter.saw(event('tag', 4));
  expect(meter.pace()).toMatchObject({ perSecond: 4, secondsLeft: 5 });
});

it('counts throttled calls of every family, and none of them as done', () => {
  const meter = createPlanMeter(planOf(create('/a/x'), create('/a/y')));
  meter.saw(event('put', 1, 'throttled'));
  meter.saw(event('read', 40, 'throttled'));
  meter.saw(event('read', 40));
  expect(meter.pace()).toEqual({ perSecond: 1, secondsLeft: 2, throttled: 2 });
});
