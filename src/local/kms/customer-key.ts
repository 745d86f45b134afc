import { AwsError } from '../aws-error.ts';
import type { Call } from '../operation.ts';
import type { KeyRecord } from '../store/keys.ts';
import { keyArn, lookUpKeyById } from './key-lookup.ts';

/**
 * The key that a managing call is about: by id or ARN, allowed by the caller's policies, and not AWS's own,
 * whose key policy lets nobody manage it. @throws AwsError
 */
export function customerKey(call: Call, keyId: string, action: string): KeyRecord {
  const key = lookUpKeyById(call, keyId);
  const arn = keyArn(call.scope, key.id);
  call.authorize(action, arn);
  if (key.manager === 'AWS') {
    throw new AwsError(
      'AccessDeniedException',
      `User: ${call.caller} is not authorized to perform: ${action} on resource: ${arn} because no ` +
        `resource-based policy allows the ${action} action`,
    );
  }
  return key;
}
