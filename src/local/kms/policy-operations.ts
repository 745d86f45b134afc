import { AwsError } from '../aws-error.ts';
import { type Call, type Operation, operation } from '../operation.ts';
import { structure } from '../shape/composite.ts';
import { boolean, text } from '../shape/scalar.ts';
import { setKeyDescription, setKeyPolicy } from '../store/keys.ts';
import { keyIdText } from './crypto-operations.ts';
import { customerKey } from './customer-key.ts';
import { keyArn, lookUpKeyById, requireState } from './key-lookup.ts';

const policyText = text({ min: 1, max: 131_072 });
const policyName = text({ min: 1, max: 128, pattern: '[\\w]+' });

/** Policies are kept for who asks (Terraform does), never enforced. @throws AwsError */
export function checkKeyPolicy(policy: string | undefined): void {
  if (policy === undefined) return;
  try {
    const parsed: unknown = JSON.parse(policy);
    if (typeof parsed === 'object' && parsed !== null) return;
  } catch {
    // Told below.
  }
  throw new AwsError('MalformedPolicyDocumentException', 'The new key policy is not valid JSON.');
}

/** What KMS gives a key that is created without a policy. */
function defaultPolicy(call: Call): string {
  const { partition, account } = call.scope;
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
}

export const policyOperations: Readonly<Record<string, Operation>> = {
  GetKeyPolicy: operation(
    'read',
    structure({ KeyId: keyIdText }, { PolicyName: policyName }),
    (input, call) => {
      const key = lookUpKeyById(call, input.KeyId);
      call.authorize('kms:GetKeyPolicy', keyArn(call.scope, key.id));
      if ((input.PolicyName ?? 'default') !== 'default')
        throw new AwsError('NotFoundException', 'No such policy exists');
      return { Policy: key.policy ?? defaultPolicy(call), PolicyName: 'default' };
    },
  ),

  PutKeyPolicy: operation(
    'write',
    structure(
      { KeyId: keyIdText, Policy: policyText },
      { PolicyName: policyName, BypassPolicyLockoutSafetyCheck: boolean },
    ),
    (input, call) => {
      const key = customerKey(call, input.KeyId, 'kms:PutKeyPolicy');
      checkKeyPolicy(input.Policy);
      setKeyPolicy(call.database, call.scope, key.id, input.Policy);
      return {};
    },
  ),

  UpdateKeyDescription: operation(
    'write',
    structure({ KeyId: keyIdText, Description: text({ max: 8192 }) }, {}),
    (input, call) => {
      const key = customerKey(call, input.KeyId, 'kms:UpdateKeyDescription');
      requireState(call, key, ['Enabled', 'Disabled']);
      setKeyDescription(call.database, call.scope, key.id, input.Description);
      return {};
    },
  ),
};
