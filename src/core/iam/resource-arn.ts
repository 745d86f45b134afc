import { type ArnScope, parameterArn } from '../parameter/name.ts';
import type { TagResourceType } from '../tag/resource-type.ts';

/** Source: the resource types of Systems Manager in the Service Authorization Reference. */
const levels: Readonly<Record<Exclude<TagResourceType, 'Parameter'>, string>> = {
  Document: 'document',
  ManagedInstance: 'managed-instance',
  MaintenanceWindow: 'maintenancewindow',
  PatchBaseline: 'patchbaseline',
  OpsItem: 'opsitem',
  OpsMetadata: 'opsmetadata',
  Automation: 'automation-execution',
  Association: 'association',
};

/** The ARN of a parameter, a path or a pattern. AWS's own public parameters belong to no account. */
export function arnOfParameter(name: string, scope: ArnScope): string {
  if (name.startsWith('arn:')) return name;
  return parameterArn(name, /^\/aws\//i.test(name) ? { ...scope, account: '' } : scope);
}

/**
 * The ARNs that a call about tags may be judged by. A denial of AddTagsToResource was seen naming
 * `parameter//mow/…`: its id keeps the slash that a name's ARN merges. So both forms are allowed.
 */
export function arnsOfTagged(type: TagResourceType, id: string, scope: ArnScope): readonly string[] {
  if (id.startsWith('arn:')) return [id];
  const { partition, region, account } = scope;
  const start = `arn:${partition}:ssm:${region}:${account}:`;
  if (type !== 'Parameter') return [`${start}${levels[type]}/${id.replace(/^\//, '')}`];
  const one = arnOfParameter(id, scope);
  return id.startsWith('/') ? [one, `${start}parameter/${id}`] : [one];
}
