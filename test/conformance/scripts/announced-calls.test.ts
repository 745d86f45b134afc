import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../../src/commands/registry.ts';
import { mutatingOf } from '../../support/counting-proxy.ts';
import { repository, workFolder } from '../../support/run-cli.ts';
import { type Endpoint, endpoints } from './endpoints.ts';
import { documentOf, type RunDocument, type Ssmkit, ssmkitAt } from './run-ssmkit.ts';
import { startWitness, type Witness } from './witness.ts';
import { writingCases } from './writing-commands.ts';

const misspelled = ['flase', 'fasle', 'treu', 'ture', 'y', 'n', '00', '2', '-1', 'none', '0 ', 'FALSE!'];
/** One command line of each command that changes AWS. */
const each = [...new Map(writingCases.map((writing) => [commandOf(writing.args), writing])).values()];

function commandOf([first = '', second = '']: readonly string[]): string {
  return first === 'kms' ? `${first} ${second}` : first;
}

const announced = ({ calls }: RunDocument): readonly string[] =>
  Object.entries(calls)
    .flatMap(([operation, count]) => Array<string>(count).fill(operation))
    .sort();

/** Whatever takes --apply changes AWS, but for what only ever touches files here. */
function canApply({ name, declare }: (typeof registry)[number]): boolean {
  const command = new Command(name);
  declare(command);
  return !/^(local |init$)/.test(name) && command.options.some(({ long }) => long === '--apply');
}

it('has a case of every command that takes --apply', () => {
  const changing = registry.filter(canApply).map(({ name }) => name);
  expect(each.map(({ args }) => commandOf(args)).sort()).toEqual(changing.toSorted());
});

it.each(each)('$args.0: a DRY_RUN that is neither on nor off sends nothing at all', async ({ args }) => {
  const endpoint = await endpoints[0][1]();
  const folder = workFolder();
  try {
    cpSync(join(repository, 'examples/env.prod'), join(folder, 'env.prod'));
    const ssmkit = ssmkitAt(endpoint.url, folder);
    const wrong = async (DRY_RUN: string) => {
      const { exitCode, stdout, stderr } = await ssmkit(args, { DRY_RUN });
      return { DRY_RUN, exitCode, stdout, told: stderr.includes('DRY_RUN is neither on nor off') };
    };
    const half = misspelled.length / 2;
    const answers = [
      ...(await Promise.all(misspelled.slice(0, half).map(wrong))),
      ...(await Promise.all(misspelled.slice(half).map(wrong))),
    ];
    expect(answers).toEqual(misspelled.map((DRY_RUN) => ({ DRY_RUN, exitCode: 2, stdout: '', told: true })));
    expect(endpoint.operations).toEqual([]);
    // The same endpoint does count what is spelled right.
    await ssmkit(args, { DRY_RUN: '1' });
    expect(endpoint.operations.length).toBeGreaterThan(0);
  } finally {
    await endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

describe.each(endpoints)('at %s', (_where, open) => {
  const folder = workFolder();
  let endpoint: Endpoint;
  let witness: Witness;
  let ssmkit: Ssmkit;

  beforeAll(async () => {
    cpSync(join(repository, 'tags'), join(folder, 'tags'), { recursive: true });
    cpSync(join(repository, 'examples/env.prod'), join(folder, 'env.prod'));
    endpoint = await open();
    witness = startWitness(endpoint.direct);
    ssmkit = ssmkitAt(endpoint.url, folder);
  });
  afterAll(async () => {
    witness.close();
    await endpoint.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    const names = Object.keys(await witness.snapshot());
    for (let at = 0; at < names.length; at += 10) {
      await witness.call('ssm', 'delete_parameters', { Names: names.slice(at, at + 10) });
    }
    endpoint.operations.length = 0;
  });

  it.each(writingCases)(
    '$title: none in the preview, exactly the announced ones in apply',
    async (writing) => {
      for (const parameter of writing.live) await witness.call('ssm', 'put_parameter', parameter);
      const before = await witness.snapshot();
      const preview = await ssmkit([
        ...writing.args.slice(0, 1),
        '--output',
        'json',
        ...writing.args.slice(1),
      ]);
      expect(preview.exitCode, preview.stderr).toBe(0);
      expect(mutatingOf(endpoint.operations)).toEqual([]);
      expect(await witness.snapshot()).toEqual(before);
      expect(documentOf(preview).mode).toBe('preview');
      expect(announced(documentOf(preview))).toEqual(writing.calls);

      endpoint.operations.length = 0;
      const apply = await ssmkit(
        [...writing.args.slice(0, 1), '--output', 'json', ...writing.args.slice(1)],
        { DRY_RUN: '0' },
      );
      expect(apply.exitCode, apply.stderr).toBe(0);
      expect(mutatingOf(endpoint.operations).toSorted()).toEqual(writing.calls);
      expect(announced(documentOf(apply))).toEqual(writing.calls);
    },
  );
});
