import type { ArnScope } from '../../core/parameter/name.ts';
import { AwsError } from '../aws-error.ts';

/** Tag calls keep the name's slash, so the ARN they are checked against has two (aws-facts section 7). */
export function taggedArn(name: string, scope: ArnScope): string {
  return `arn:${scope.partition}:ssm:${scope.region}:${scope.account}:parameter/${name}`;
}

/** Source: aws-facts section 3. */
export function accessDenied(caller: string, action: string, resource: string, explicit: boolean): AwsError {
  // KMS does not name the key when it refuses to decrypt: the ciphertext does.
  const target =
    action === 'kms:Decrypt' ? 'the resource associated with this ciphertext' : `resource: ${resource}`;
  const reason = explicit
    ? 'with an explicit deny in an identity-based policy'
    : `because no identity-based policy allows the ${action} action`;
  return new AwsError(
    'AccessDeniedException',
    `User: ${caller} is not authorized to perform: ${action} on ${target} ${reason}`,
  );
}
