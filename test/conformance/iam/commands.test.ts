import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessTable } from '../../../src/commands/iam-access-table.ts';
import type { Authorization } from './evaluator.ts';
import { allowedElsewhere, elsewhere, lines } from './lines.ts';
import { actionsOf, type PolicyDocument, type Scene, setScene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(async () => {
  await scene.close();
});

const tried = Object.values(lines).flatMap((all) => all.map((line) => [line.args.join(' '), line] as const));

/** For every environment, since AWS knows no narrower form, or since finding services needs it. */
function isWide({ action, resource }: Authorization): boolean {
  const finding = action === 'ssm:GetParametersByPath' && resource.endsWith(':parameter/mow/backend');
  return action === 'ssm:DescribeParameters' || finding;
}

/** Resources of a policy that no call was about, but for the second form of those that are tagged. */
function unused({ Statement }: PolicyDocument, used: ReadonlySet<string>): readonly string[] {
  const resources = Statement.flatMap(({ Resource }) => Resource);
  return resources.filter((pattern) => {
    const twin = pattern.replace(':parameter/', ':parameter//');
    return ![...used].some((one) => matches(pattern, one)) && !resources.includes(twin);
  });
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}

describe('the policy of a command line', () => {
  it('is tried for every command that calls anything', () => {
    const calling = Object.entries(accessTable).filter(([, { of }]) => of !== undefined);
    expect(Object.keys(lines).toSorted()).toEqual(calling.map(([name]) => name).toSorted());
  });

  it.each(tried)('allows what it calls, and nothing that it does not: %s', async (_words, line) => {
    const policy = await scene.policyOf(['--', ...line.args]);
    if (policy === undefined) throw new Error('no policy');
    await scene.enforce(policy);
    const taken = new Set<string>();
    const used = new Set<string>();
    const asked: Authorization[] = [];
    for (const state of line.states ?? ['live']) {
      await scene.arrange(state);
      const { stdout, stderr, exitCode } = await scene.run(line.args);
      expect({ exitCode, said: exitCode === 0 ? '' : stdout + stderr }).toEqual({ exitCode: 0, said: '' });
      expect(scene.proxy.asked.filter(({ allowed }) => !allowed)).toEqual([]);
      expect(`${stdout}${stderr}`).not.toMatch(/denied|not allowed/);
      for (const one of scene.proxy.asked) {
        taken.add(one.action);
        used.add(one.resource);
        asked.push(one);
      }
    }
    expect(unused(policy, used)).toEqual([]);
    if (!line.everywhere) expect(await allowedElsewhere(scene, policy, asked)).toEqual([]);
    const spare = line.spare ?? [];
    expect(actionsOf(policy).filter((action) => !spare.includes(action))).toEqual([...taken].toSorted());
  });

  it.each(tried.filter(([, { everywhere }]) => !everywhere))(
    'denies the same on another environment: %s',
    async (_words, { args }) => {
      const policy = await scene.policyOf(['--', ...args]);
      if (policy === undefined) throw new Error('no policy');
      await scene.arrange('live');
      await scene.enforce(policy);
      const before = await scene.snapshot();
      expect(elsewhere(args)).not.toEqual(args);
      await scene.run(elsewhere(args));
      const { asked } = scene.proxy;
      expect(asked.filter(({ allowed }) => !allowed)).not.toEqual([]);
      expect(asked.filter((one) => one.allowed && !isWide(one))).toEqual([]);
      expect(await scene.snapshot()).toEqual(before);
    },
  );
});
