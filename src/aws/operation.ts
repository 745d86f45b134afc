/** The AWS operations ssmkit sends, with the IAM action each needs and the verb a message uses for it. */
const operations = {
  GetParameter: { action: 'ssm:GetParameter', verb: 'read' },
  GetParameters: { action: 'ssm:GetParameters', verb: 'read' },
  GetParametersByPath: { action: 'ssm:GetParametersByPath', verb: 'read below' },
  DescribeParameters: { action: 'ssm:DescribeParameters', verb: 'describe' },
  GetParameterHistory: { action: 'ssm:GetParameterHistory', verb: 'read the versions of' },
  GetServiceSetting: { action: 'ssm:GetServiceSetting', verb: 'read the setting' },
  ListTagsForResource: { action: 'ssm:ListTagsForResource', verb: 'read the tags of' },
  PutParameter: { action: 'ssm:PutParameter', verb: 'write' },
  AddTagsToResource: { action: 'ssm:AddTagsToResource', verb: 'tag' },
  RemoveTagsFromResource: { action: 'ssm:RemoveTagsFromResource', verb: 'remove tags from' },
  DeleteParameters: { action: 'ssm:DeleteParameters', verb: 'delete' },
  DescribeKey: { action: 'kms:DescribeKey', verb: 'look up the key' },
  ListAliases: { action: 'kms:ListAliases', verb: 'list the aliases of' },
  ListKeys: { action: 'kms:ListKeys', verb: 'list the keys of' },
  ListResourceTags: { action: 'kms:ListResourceTags', verb: 'read the tags of the key' },
  GetKeyRotationStatus: { action: 'kms:GetKeyRotationStatus', verb: 'read the rotation of the key' },
  GetKeyPolicy: { action: 'kms:GetKeyPolicy', verb: 'read the policy of the key' },
  CreateKey: { action: 'kms:CreateKey', verb: 'create' },
  CreateAlias: { action: 'kms:CreateAlias', verb: 'create' },
  TagResource: { action: 'kms:TagResource', verb: 'tag the key' },
  UntagResource: { action: 'kms:UntagResource', verb: 'remove tags from the key' },
  EnableKeyRotation: { action: 'kms:EnableKeyRotation', verb: 'enable the rotation of the key' },
  PutKeyPolicy: { action: 'kms:PutKeyPolicy', verb: 'write the policy of the key' },
  UpdateKeyDescription: { action: 'kms:UpdateKeyDescription', verb: 'describe the key' },
  GetCallerIdentity: { action: 'sts:GetCallerIdentity', verb: 'ask STS for the account of' },
  AssumeRole: { action: 'sts:AssumeRole', verb: 'assume the role' },
  AssumeRoleWithWebIdentity: { action: 'sts:AssumeRoleWithWebIdentity', verb: 'assume the role' },
  Credentials: { action: '', verb: 'get' },
} as const satisfies Record<string, { readonly action: string; readonly verb: string }>;

/** `Credentials` stands for whatever a credential provider calls: SSO, a container, instance metadata. */
export type Operation = keyof typeof operations;

export function actionOf(operation: Operation): string {
  return operations[operation].action;
}

export function verbOf(operation: Operation): string {
  return operations[operation].verb;
}

/** The KMS action of an operation: its own, or what Parameter Store does with the key on the caller's behalf. */
export function keyActionOf(operation: Operation): string {
  const own = actionOf(operation);
  if (own.startsWith('kms:')) return own;
  return operation === 'PutParameter' ? 'kms:Encrypt' : 'kms:Decrypt';
}
