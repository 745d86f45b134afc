/** The AWS operations ssmkit sends, with the IAM action each needs and the verb a message uses for it. */
const operations = {
  GetParameter: { action: 'ssm:GetParameter', verb: 'read' },
  GetParameters: { action: 'ssm:GetParameters', verb: 'read' },
  GetParametersByPath: { action: 'ssm:GetParametersByPath', verb: 'read below' },
  DescribeParameters: { action: 'ssm:DescribeParameters', verb: 'describe' },
  ListTagsForResource: { action: 'ssm:ListTagsForResource', verb: 'read the tags of' },
  PutParameter: { action: 'ssm:PutParameter', verb: 'write' },
  AddTagsToResource: { action: 'ssm:AddTagsToResource', verb: 'tag' },
  RemoveTagsFromResource: { action: 'ssm:RemoveTagsFromResource', verb: 'remove tags from' },
  DeleteParameters: { action: 'ssm:DeleteParameters', verb: 'delete' },
  DescribeKey: { action: 'kms:DescribeKey', verb: 'look up the key' },
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

/** The KMS action that Parameter Store takes on the caller's behalf for an operation. */
export function keyActionOf(operation: Operation): string {
  return operation === 'PutParameter'
    ? 'kms:Encrypt'
    : operation === 'DescribeKey'
      ? 'kms:DescribeKey'
      : 'kms:Decrypt';
}
