import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Outcome, PlanStep } from '../../src/core/plan/step.ts';
import { setUp } from './apply-set-up.ts';
import type { Fault } from './fake-store.ts';
import { createRandom } from './random.ts';
import { create, keep, remove, retag, update } from './steps.ts';

const kinds = ['create', 'update', 'retag', 'delete', 'keep'] as const;
type Kind = (typeof kinds)[number];

const scenario = fc.record({
  kinds: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 40 }),
  seed: fc.integer(),
  lagMs: fc.constantFrom(0, 0, 1500, 4000),
});

const team = { Key: 'team', Value: 'mow' };
const nameOf = (index: number) => `/app/svc${index % 3}/n${index}`;

function stepOf(kind: Kind, name: string, secure: boolean): PlanStep {
  const type = secure ? 'SecureString' : 'String';
  switch (kind) {
    case 'create':
      return create(name, 'ours', type, [team]);
    case 'update':
      return update(name, 1, 'ours', { set: [team], remove: ['old'] }, type);
    case 'retag':
      return retag(name, [team], ['old']);
    case 'delete':
      return remove(name);
    case 'keep':
      return keep(name);
  }
}

/** Throttle 20 %, 500 5 %, reset before and after acting 5 % each, hang 1 %. */
function faultOf(random: () => number): Fault | undefined {
  const dice = random();
  if (dice < 0.2) return 'throttle';
  if (dice < 0.25) return random() < 0.5 ? 'server-before' : 'server-after';
  if (dice < 0.3) return 'reset-before';
  if (dice < 0.35) return 'reset-after';
  if (dice < 0.36) return random() < 0.5 ? 'hang-before' : 'hang-after';
  return undefined;
}

function run({ kinds: wanted, seed, lagMs }: { kinds: Kind[]; seed: number; lagMs: number }) {
  const random = createRandom(seed);
  const world = setUp({ lagMs, fault: () => faultOf(random) }, {}, seed);
  const steps = wanted.map((kind, index) => stepOf(kind, nameOf(index), index % 2 === 0));
  wanted.forEach((kind, index) => {
    if (kind !== 'create')
      world.fake.write(nameOf(index), 'old', index % 2 === 0 ? 'SecureString' : 'String', 0);
  });
  return { ...world, steps, random };
}

function isAccounted({ wroteOver, detail = '' }: Outcome): boolean {
  return wroteOver === true || detail.includes('more than once') || detail.includes('among its versions');
}

it('through any faults the plan is carried out, each step once', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (input) => {
      const { apply, fake, steps } = run(input);
      const seen: PlanStep[] = [];
      const outcomes = await apply(steps, { onOutcome: ({ step }) => seen.push(step) });
      expect(outcomes.map(({ step }) => step)).toEqual(steps);
      expect(new Set(seen).size).toBe(steps.length);
      expect(seen).toHaveLength(steps.length);
      expect(fake.overlaps).toEqual([]);
      for (const outcome of outcomes) {
        const { step, status, version } = outcome;
        const { name } = step;
        expect([status, name]).toEqual([step.kind === 'keep' ? 'kept' : 'applied', name]);
        if (step.kind === 'delete') expect(fake.now(name)).toBeUndefined();
        else if (step.kind === 'keep') expect(fake.history(name)).toEqual(['old']);
        else expect(fake.tags(name)).toEqual({ team: 'mow' });
        if (step.kind !== 'create' && step.kind !== 'update') continue;
        expect(fake.now(name)).toMatchObject({ value: 'ours', type: step.put.type });
        const written = fake.history(name).filter((value) => value === 'ours').length;
        if (isAccounted(outcome)) continue;
        expect(written).toBe(1);
        expect(fake.now(name)?.version).toBe(version);
      }
    }),
    { numRuns: 150, seed: 20260826 },
  );
});

it('whoever else writes meanwhile is never overwritten in silence', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (input) => {
      const wanted = input.kinds.filter((kind) => kind === 'create' || kind === 'update');
      const { begin, clock, fake, steps, random } = run({ ...input, kinds: wanted });
      let over = false;
      const others = async () => {
        while (!over) {
          await clock.sleep(random() * 400);
          const index = Math.floor(random() * wanted.length);
          if (!over && wanted.length > 0) fake.write(nameOf(index), 'theirs');
        }
      };
      const intruding = others();
      const outcomes = await clock.run(
        begin(steps).finally(() => {
          over = true;
        }),
      );
      await clock.run(intruding);
      for (const outcome of outcomes) {
        const history = fake.history(outcome.step.name);
        const ours = history.indexOf('ours');
        if (outcome.status === 'applied') expect(ours).toBeGreaterThanOrEqual(0);
        // Theirs before ours: the write went out over it, or may have, and the outcome says so.
        if (ours > 0 && history.slice(0, history.lastIndexOf('ours')).includes('theirs')) {
          expect(isAccounted(outcome)).toBe(true);
        }
        if (outcome.status === 'stale' && !isAccounted(outcome)) expect(ours).toBe(-1);
      }
    }),
    { numRuns: 150, seed: 20260826 },
  );
});
