import { describe, expect, it } from 'vitest';
import {
  below,
  discoveryPath,
  needsOfRole,
  type PolicyRole,
  policyRoles,
  servicePaths,
} from '../../../src/core/iam/role.ts';
import { defaultTemplateText, parsePathTemplate } from '../../../src/core/parameter/template.ts';

const fields = { project: 'mow', component: 'backend', environment: 'prod' };
const place = (text = defaultTemplateText, services: readonly string[] = []) => ({
  template: parsePathTemplate(text),
  fields,
  services,
  keyIds: ['alias/k'],
});
const actionsOf = (role: PolicyRole, services: readonly string[] = ['api']) =>
  new Set(needsOfRole(role, place(undefined, services)).map(({ action }) => action));

const reading = ['ssm:GetParameters', 'ssm:GetParametersByPath'];
const comparing = ['ssm:DescribeParameters', 'ssm:ListTagsForResource', 'kms:DescribeKey', 'kms:Decrypt'];
const writing = [
  ...['ssm:PutParameter', 'ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource'],
  ...['kms:Encrypt', 'kms:GenerateDataKey'],
];

describe('a role', () => {
  it.each<[PolicyRole, readonly string[]]>([
    ['application', [...reading, 'ssm:GetParameter', 'kms:Decrypt']],
    ['previewer', [...reading, ...comparing]],
    ['seeder', [...reading, ...comparing, ...writing]],
    ['developer', [...reading, ...comparing, ...writing, 'ssm:GetParameter', 'ssm:DeleteParameters']],
  ])('%s takes these actions and no others', (role, actions) => {
    expect([...actionsOf(role)].toSorted()).toEqual(actions.toSorted());
  });

  it('that only reads takes none that writes', () => {
    for (const role of ['application', 'previewer'] as const) {
      for (const action of actionsOf(role, [])) expect(action).toMatch(/:(Get|List|Describe|Decrypt)/);
    }
  });

  it('is wider than the one before: previewer, seeder, developer', () => {
    const sizes = [];
    for (const [narrow, wide] of [
      ['previewer', 'seeder'],
      ['seeder', 'developer'],
    ] as const) {
      const actions = actionsOf(wide);
      sizes.push(actions.size - actionsOf(narrow).size);
      for (const action of actionsOf(narrow)) expect(actions).toContain(action);
    }
    expect(sizes.every((more) => more > 0)).toBe(true);
  });

  it.each(policyRoles)('%s touches nothing above its environment where services are named', (role) => {
    const all = needsOfRole(role, place(undefined, ['api', 'web']));
    for (const { on } of all) {
      if (on.kind === 'parameter') expect(on.name).toMatch(/^\/mow\/backend\/(api|web)\/prod(\/\*)?$/);
      if (on.kind === 'tags') expect(on.id).toMatch(/^\/mow\/backend\/(api|web)\/prod\/\*$/);
      if (on.kind === 'values') {
        expect(on.names).toEqual(['/mow/backend/api/prod/*', '/mow/backend/web/prod/*']);
      }
    }
  });

  it('writes and deletes names of the environment, never the path itself', () => {
    for (const { action, on } of needsOfRole('developer', place())) {
      if (!/Put|Delete/.test(action) || on.kind !== 'parameter') continue;
      expect(on.name).toBe('/mow/backend/*/prod/*');
    }
  });
});

describe('the paths of an environment', () => {
  it.each([
    [defaultTemplateText, [], ['/mow/backend/*/prod'], '/mow/backend'],
    [defaultTemplateText, ['api', 'web'], ['/mow/backend/api/prod', '/mow/backend/web/prod'], undefined],
    ['/{environment}/{service}/{key}', [], ['/prod/*'], '/prod'],
    ['/{environment}/{service}/{key}', ['api'], ['/prod/api'], undefined],
    ['/app/{environment}/{key}', [], ['/app/prod'], undefined],
    ['/{service}/{environment}/{key}', [], ['/*/prod'], '/'],
  ])('under %s with services %j', (text, services, paths, find) => {
    expect(servicePaths(place(text, services))).toEqual(paths);
    expect(discoveryPath(place(text, services))).toBe(find);
  });

  it('hold names below them', () => {
    expect([below('/a/b'), below('/')]).toEqual(['/a/b/*', '/*']);
  });
});
