import { type ApplyDeps, applyPlan } from '../../src/apply/apply-plan.ts';
import { type CallRunnerOptions, createCallRunner } from '../../src/apply/call-runner.ts';
import type { PlanStep } from '../../src/core/plan/step.ts';
import { createFakeStore, type FakeStoreOptions } from './fake-store.ts';
import { createRandom } from './random.ts';
import { planOf } from './steps.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** A store behind a call runner on a virtual clock, and the engine in front of it. */
export function setUp(
  options: Partial<FakeStoreOptions> = {},
  runnerOptions: Partial<CallRunnerOptions> = {},
  seed = 3,
) {
  const clock = createVirtualClock(1_000_000);
  const random = createRandom(seed);
  const runner = createCallRunner({ clock, random, ...runnerOptions });
  const fake = createFakeStore({ clock, runner, ...options });
  const begin = (steps: readonly PlanStep[], deps: Partial<ApplyDeps> = {}) =>
    applyPlan(planOf(...steps), { store: fake.store, clock, random, skipRefused: false, ...deps });
  const apply = (...args: Parameters<typeof begin>) => clock.run(begin(...args));
  return { clock, fake, begin, apply };
}
