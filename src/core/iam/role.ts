import {
  hierarchyWords,
  type PathTemplate,
  pathOf,
  type TemplateFields,
  templateHas,
} from '../parameter/template.ts';
import { anything, type Need, needs, parameters, type Target, tagsOf } from './need.ts';

export const policyRoles = ['developer', 'previewer', 'seeder', 'application'] as const;
export type PolicyRole = (typeof policyRoles)[number];

/** One environment, or some services of it. */
export interface RolePlace {
  readonly template: PathTemplate;
  /** Project, component and environment. */
  readonly fields: TemplateFields;
  /** None means all of them, and that they must be found. */
  readonly services: readonly string[];
  readonly keyIds: readonly string[];
}

/** What each role does, from the actions that ssmkit's commands take; docs/iam.md says why. */
export function needsOfRole(role: PolicyRole, place: RolePlace): readonly Need[] {
  const all = grantsOf(place);
  switch (role) {
    case 'application':
      return [...all.read, ...all.readOne, ...all.find, ...all.decrypt];
    case 'previewer':
      return [...all.read, ...all.compare, ...all.decrypt, ...all.describeKeys];
    case 'seeder':
      return [...all.read, ...all.compare, ...all.write, ...all.decrypt, ...all.encrypt, ...all.describeKeys];
    case 'developer':
      return [
        ...[...all.read, ...all.readOne, ...all.find, ...all.compare, ...all.write, ...all.remove],
        ...[...all.decrypt, ...all.encrypt, ...all.describeKeys],
      ];
  }
}

/** The path that is read to find an environment's services; undefined where nothing is to be found. */
export function discoveryPath({ template, fields, services }: Omit<RolePlace, 'keyIds'>): string | undefined {
  if (services.length > 0 || !templateHas(template, 'service')) return undefined;
  return bare(pathOf(template, fields));
}

/** The paths of an environment's services, without a slash at the end; `*` for a service that is not named. */
export function servicePaths({ template, fields, services }: Omit<RolePlace, 'keyIds'>): readonly string[] {
  const each = services.length > 0 && templateHas(template, 'service') ? services : [undefined];
  return each.map((service) => hierarchyWords(template, { ...fields, service }));
}

/** All names below a path. */
export function below(path: string): string {
  return path === '/' ? '/*' : `${path}/*`;
}

function bare(path: string): string {
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

function grantsOf(place: RolePlace) {
  const paths = servicePaths(place);
  const names = paths.map(below);
  const find = discoveryPath(place);
  const whole = parameters([...paths, ...names]);
  const values: readonly Target[] = place.keyIds.map((keyId) => ({ kind: 'values', keyId, names }));
  const keys: readonly Target[] = place.keyIds.map((keyId) => ({ kind: 'key', keyId }));
  return {
    read: [...needs('ssm:GetParameters', whole), ...needs('ssm:GetParametersByPath', whole)],
    readOne: needs('ssm:GetParameter', whole),
    find: find === undefined ? [] : needs('ssm:GetParametersByPath', parameters([find])),
    compare: [
      ...needs('ssm:DescribeParameters', anything),
      ...needs('ssm:ListTagsForResource', tagsOf(names)),
    ],
    write: [
      ...needs('ssm:PutParameter', parameters(names)),
      ...needs('ssm:AddTagsToResource', tagsOf(names)),
      ...needs('ssm:RemoveTagsFromResource', tagsOf(names)),
    ],
    remove: needs('ssm:DeleteParameters', parameters(names)),
    decrypt: needs('kms:Decrypt', values),
    encrypt: [...needs('kms:Encrypt', values), ...needs('kms:GenerateDataKey', values)],
    describeKeys: needs('kms:DescribeKey', keys),
  };
}
