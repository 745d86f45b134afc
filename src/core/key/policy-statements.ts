import { viaServices } from '../iam/partition.ts';
import { type ArnScope, parameterArn } from '../parameter/name.ts';
import { type PathTemplate, type TemplateFields, templateHas } from '../parameter/template.ts';
import type { Statement } from './policy-document.ts';

/** Who may do what with a key, by ARNs of roles and users. */
export interface KeyRoles {
  readonly admins: readonly string[];
  readonly users: readonly string[];
}

/** What the key is for: parameters of this hierarchy, in this account and Region. */
export interface PolicyFor {
  readonly roles: KeyRoles;
  readonly template: PathTemplate;
  readonly fields: TemplateFields;
  readonly scope: ArnScope;
}

/** What AWS's console allows administrators. Source: KMS developer guide, default key policy. */
const adminActions = [
  'kms:CancelKeyDeletion',
  'kms:Create*',
  'kms:Delete*',
  'kms:Describe*',
  'kms:Disable*',
  'kms:Enable*',
  'kms:Get*',
  'kms:List*',
  'kms:Put*',
  'kms:Revoke*',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:Update*',
];

/** Lets the account's IAM policies decide, as in the policy AWS gives a key: nobody is locked out. */
export function accountStatement({ partition, account }: ArnScope): Statement {
  return {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}

/** ssmkit's own statements for these roles; none for a kind of role of which there is none. */
export function roleStatements({ roles, template, fields, scope }: PolicyFor): readonly Statement[] {
  const own = ownWords(template, fields);
  const statement = (sid: string, arns: readonly string[], actions: readonly string[], more = {}) => ({
    Sid: `${sid}${own}`,
    Effect: 'Allow',
    Principal: { AWS: arns.toSorted() },
    Action: actions,
    Resource: '*',
    ...more,
  });
  const { admins, users } = roles;
  const admin = admins.length > 0 ? [statement('SsmkitAdmin', admins, adminActions)] : [];
  if (users.length === 0) return admin;
  const Condition = {
    StringEquals: { 'kms:ViaService': viaServices(scope) },
    StringLike: { 'kms:EncryptionContext:PARAMETER_ARN': parameterPattern(template, fields, scope) },
  };
  return [
    ...admin,
    statement('SsmkitUse', users, ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], { Condition }),
    // Asked for by ssmkit itself, not through Parameter Store, and it has no encryption context.
    statement('SsmkitDescribe', users, ['kms:DescribeKey']),
  ];
}

/** The parameters of these fields, with `*` for every level that they leave open. */
function parameterPattern(template: PathTemplate, fields: TemplateFields, scope: ArnScope): string {
  const levels = template.segments.map((segment) =>
    segment.kind === 'literal' ? segment.text : (fields[segment.name] ?? '*'),
  );
  return parameterArn(`/${levels.join('/')}`, scope);
}

/**
 * Projects can share an environment's key, and each has its own statements: their names say whose they are, in
 * the letters and digits that every policy allows.
 */
function ownWords(template: PathTemplate, fields: TemplateFields): string {
  const levels = (['project', 'component'] as const).flatMap((name) => {
    const level = templateHas(template, name) ? fields[name] : undefined;
    return level === undefined ? [] : [level];
  });
  const words = levels.flatMap((level) => level.split(/[^A-Za-z0-9]+/));
  return words.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join('');
}
