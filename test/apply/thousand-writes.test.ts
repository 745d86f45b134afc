import { expect, it } from 'vitest';
import type { Outcome } from '../../src/core/plan/step.ts';
import { setUp } from './apply-set-up.ts';
import type { Fault } from './fake-store.ts';
import { createRandom } from './random.ts';
import { create, update } from './steps.ts';

const writes = 1000;
const tag = { Key: 'team', Value: 'mow' };

/** Of all calls: throttled 20 %, 500 5 %, reset before acting 5 % and after it 5 %, hung 1 %. */
function faultOf(random: () => number): Fault | undefined {
  const dice = random() * 100;
  if (dice < 20) return 'throttle';
  if (dice < 25) return random() < 0.5 ? 'server-before' : 'server-after';
  if (dice < 30) return 'reset-before';
  if (dice < 35) return 'reset-after';
  if (dice < 36) return random() < 0.5 ? 'hang-before' : 'hang-after';
  return undefined;
}

/** Does the outcome say that there may be more versions than one of ours? */
function isAccounted({ wroteOver, detail = '' }: Outcome): boolean {
  return wroteOver === true || detail.includes('more than once');
}

it('1,000 writes through every fault at once: the plan is what is there, each value once', {
  timeout: 120_000,
}, async () => {
  const random = createRandom(20_261_122);
  const met = new Map<Fault, number>();
  const lost = new Map<string, number>();
  const { apply, fake, clock } = setUp(
    {
      fault: (call) => {
        const fault = faultOf(random);
        if (fault) met.set(fault, (met.get(fault) ?? 0) + 1);
        const [name = ''] = call.names;
        const carriedOut = typeof fault === 'string' && fault.endsWith('-after');
        if (call.operation === 'put' && carriedOut) lost.set(name, (lost.get(name) ?? 0) + 1);
        return fault;
      },
    },
    {},
    5,
  );
  const steps = Array.from({ length: writes }, (_, index) => {
    const type = index % 3 === 0 ? 'SecureString' : 'String';
    return index % 2 === 0
      ? create(`/a/n${index}`, `new ${index}`, type, [tag])
      : update(`/a/n${index}`, 1, `new ${index}`, { set: [tag], remove: [] }, type);
  });
  for (const step of steps) if (step.kind === 'update') fake.write(step.name, 'old', step.put.type, 0);
  const begun = clock.now();
  const outcomes = await apply(steps);

  let twice = 0;
  let found = 0;
  for (const outcome of outcomes) {
    const { step, status } = outcome;
    expect([step.name, status]).toEqual([step.name, 'applied']);
    const value = `new ${step.name.slice(4)}`;
    expect(fake.now(step.name)?.value).toBe(value);
    expect(fake.tags(step.name)).toEqual({ team: 'mow' });
    const times = fake.history(step.name).filter((one) => one === value).length;
    if (outcome.detail?.includes('lost')) found += 1;
    if (times === 1) expect(fake.now(step.name)?.version).toBe(outcome.version);
    else {
      // Only where an answer was lost, and then it is said.
      twice += 1;
      expect(lost.get(step.name)).toBeGreaterThan(0);
      expect(isAccounted(outcome)).toBe(true);
    }
  }
  expect(outcomes).toHaveLength(writes);
  expect(fake.overlaps).toEqual([]);
  const accounting = {
    writes,
    puts: fake.count('put'),
    'answers of puts lost after acting': [...lost.values()].reduce((sum, count) => sum + count, 0),
    'found written by reading': found,
    'written more than once': twice,
    'simulated minutes': Math.round((clock.now() - begun) / 60_000),
    faults: Object.fromEntries([...met].sort()),
  };
  process.stdout.write(`${JSON.stringify(accounting, null, 2)}\n`);
  // Reads do not lag here, so every put that was carried out is found before it would go out again.
  expect(twice).toBe(0);
  expect(found).toBeGreaterThan(50);
  // Every kind of fault was met often enough to mean something.
  expect(Object.keys(accounting.faults)).toHaveLength(7);
  expect(accounting['answers of puts lost after acting']).toBeGreaterThan(50);
});
