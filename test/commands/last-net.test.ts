import { beforeEach, expect, it } from 'vitest';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});

const secret = 'correct-horse-battery';
const name = '/a/b/c/prod/K';

/** AWS answers an operation with a text that repeats what another call has read. */
function repeatIn(operation: string): void {
  const fault = {
    kind: 'error',
    code: 'ValidationException',
    status: 400,
    message: `was ${secret} before`,
  } as const;
  stage.store.setFaults({ rules: [{ operations: [operation], fault }] });
}

it.each([
  ['an error that ends the run, on stderr', 'DescribeParameters'],
  ['an outcome, on stdout', 'PutParameter'],
])('a secret is taken out of text that is not ours: %s', async (_title, operation) => {
  await stage.apply(['put-secure', '--name', name, '--value', secret]);
  repeatIn(operation);
  const { stdout, stderr, exitCode } = await stage.apply([
    'put-secure',
    '--name',
    name,
    '--value',
    'another-one',
  ]);
  expect(exitCode).toBe(1);
  expect(`${stdout}${stderr}`).toContain('was [redacted] before');
  expect(`${stdout}${stderr}`).not.toContain(secret);
});
