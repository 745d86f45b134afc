import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyRole } from '../../../src/core/iam/role.ts';
import { allowedElsewhere, elsewhere } from './lines.ts';
import { type Scene, setScene } from './scene.ts';

const db = '/mow/backend/db/prod';
const seed = ['seed', '--env', 'prod', '--env-file', 'f.env', '--tag', 'a=b'];
const value = ['--value', 'changed'];
const node = ['--', process.execPath, '-e', '0'];

const exporting = ['export', '--env', 'prod', '--service', 'db', '-'];
const executing = ['exec', '--env', 'prod', '--service', 'db', ...node];
const reading = [
  ['get', `${db}/PW`],
  ['get', `${db}/PW`, `${db}/HOST`, '--show-values'],
  ['get', '--path', db, '--show-values'],
];
const finding = [
  ['export', '--env', 'prod', '-'],
  ['exec', '--env', 'prod', ...node],
];
const previewing = [
  seed,
  [...seed, '--prune'],
  ['put-secure', '--name', `${db}/PW`, ...value],
  ['tag', '--tag', 'a=b', '--', `${db}/HOST`],
  ['delete', '--name', `${db}/PW`],
  ['delete-by-path', '--path-prefix', db],
  ['list', '--prefix', db, '--long'],
  ['tree', db],
];
const writing = [
  [...seed, '--prune-tags', '--apply'],
  ['put-secure', '--name', `${db}/PW`, ...value, '--tier', 'Advanced', '--apply'],
  ['put-and-tag', '--name', `${db}/FRESH`, ...value, '--tag', 'a=b', '--apply'],
  ['tag', '--tag', 'a=b', '--apply', '--', `${db}/HOST`],
];
const pruning = [...seed, '--prune', '--apply', '--yes'];
const deleting = [
  ['delete', '--name', `${db}/PW`, '--backup', 'backup.json', '--apply'],
  ['delete-by-path', '--path-prefix', db, '--apply', '--yes'],
];

interface Duties {
  readonly does: readonly (readonly string[])[];
  /** Where services are not named. */
  readonly finds?: readonly (readonly string[])[];
  readonly doesNot: readonly (readonly string[])[];
}

const roles: Readonly<Record<PolicyRole, Duties>> = {
  application: {
    does: [exporting, executing, ...reading],
    finds: finding,
    doesNot: [...writing, pruning, ...deleting],
  },
  previewer: { does: previewing, doesNot: [...writing, pruning, ...deleting] },
  // It prunes neither: what the file has is written, and the delete is denied.
  seeder: { does: [...previewing, ...writing], doesNot: deleting },
  developer: {
    does: [exporting, executing, ...reading, ...previewing, ...writing, pruning, ...deleting],
    finds: finding,
    doesNot: [],
  },
};

const services = ['--service', 'db', '--service', 'web'];
const cases = Object.entries(roles).flatMap(([role, { does, finds = [], doesNot }]) =>
  [
    { flags: services, does, doesNot: [...doesNot, ...finds] },
    // Only what differs.
    { flags: [], does: [...finds, ...does.slice(-1)], doesNot: doesNot.slice(-1) },
  ].flatMap(({ flags, ...lines }) => {
    const title = flags.length > 0 ? `${role} of two services` : role;
    return (['does', 'doesNot'] as const).flatMap((kind) =>
      lines[kind].map((args) => ({ title, role, flags, kind, args, words: args.join(' ') })),
    );
  }),
);
const allowed = cases.filter(({ kind }) => kind === 'does');
const refused = cases.filter(({ kind }) => kind === 'doesNot');

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(async () => {
  await scene.close();
});

async function as(role: string, flags: readonly string[], args: readonly string[]) {
  const policy = await scene.policyOf([role, '--env', 'prod', ...flags]);
  if (policy === undefined) throw new Error('no policy');
  await scene.arrange('live');
  await scene.enforce(policy);
  return await scene.run(args);
}

describe('a role', () => {
  it.each(allowed)('$title does: $words', async ({ role, flags, args }) => {
    const { exitCode, stdout, stderr } = await as(role, flags, args);
    expect({ exitCode, said: exitCode === 0 ? '' : stdout + stderr }).toEqual({ exitCode: 0, said: '' });
    expect(scene.proxy.asked.filter((one) => !one.allowed)).toEqual([]);
    expect(scene.proxy.asked.length).toBeGreaterThan(0);
    const policy = await scene.policyOf([role, '--env', 'prod', ...flags]);
    expect(await allowedElsewhere(scene, policy, scene.proxy.asked)).toEqual([]);
  });

  it.each(refused)('$title does not: $words', async ({ role, flags, args }) => {
    const before = await untouched();
    const { exitCode } = await as(role, flags, args);
    expect(exitCode).not.toBe(0);
    expect(scene.proxy.asked.filter((one) => !one.allowed)).not.toEqual([]);
    expect(await scene.snapshot()).toEqual(before);
  });

  it.each(allowed)('$title does not, on another environment: $words', async ({ role, flags, args }) => {
    const before = await untouched();
    await as(role, flags, elsewhere(args));
    const { asked } = scene.proxy;
    const wide = (action: string, resource: string) =>
      action === 'ssm:DescribeParameters' || resource.endsWith(':parameter/mow/backend');
    expect(asked.filter((one) => one.allowed && !wide(one.action, one.resource))).toEqual([]);
    expect(asked.filter((one) => !one.allowed)).not.toEqual([]);
    expect(await scene.snapshot()).toEqual(before);
  });
});

async function untouched(): Promise<unknown> {
  await scene.arrange('live');
  return await scene.snapshot();
}
