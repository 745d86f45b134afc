import { describe, expect, test } from 'vitest';
import type { CallContext } from '../../src/aws/call-context.ts';
import { toCallError } from '../../src/aws/call-error.ts';
import { aliasArn, keyArn, read, user, wrapped, write } from './stub/contexts.ts';
import { thrown } from './stub/thrown.ts';

describe('kind and message of every answer', () => {
  test.each<[string, string, CallContext, string, string]>([
    // Parameters
    [
      'ParameterNotFound',
      'UnknownError',
      read,
      'not-found',
      'Could not read /mow/x: there is no such parameter.',
    ],
    [
      'ParameterVersionNotFound',
      'Systems Manager could not find version 9 of /mow/x. Verify the version and try again.',
      read,
      'not-found',
      'Could not read /mow/x: Systems Manager could not find version 9 of /mow/x. Verify the version and try again.',
    ],
    [
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      write,
      'exists',
      'Could not write /mow/x: the parameter already exists.',
    ],
    [
      'InvalidResourceId',
      'UnknownError',
      { ...read, operation: 'ListTagsForResource' },
      'not-found',
      'Could not read the tags of /mow/x: there is no such parameter.',
    ],
    [
      'TooManyUpdates',
      'UnknownError',
      write,
      'too-many-updates',
      'Could not write /mow/x: AWS is still busy with another update of it.',
    ],
    [
      'TooManyUpdates',
      'Failed to create the parameter since stale tags associated to the name detected. Please retry in a while or change a parameter name.',
      write,
      'too-many-updates',
      'Could not write /mow/x: Failed to create the parameter since stale tags associated to the name detected. Please retry in a while or change a parameter name.',
    ],
    [
      'ParameterMaxVersionLimitExceeded',
      'You attempted to create a new version of /mow/x by calling the PutParameter API with the overwrite flag.',
      write,
      'rejected',
      'Could not write /mow/x: You attempted to create a new version of /mow/x by calling the PutParameter API with the overwrite flag (ParameterMaxVersionLimitExceeded).',
    ],
    [
      'ParameterPatternMismatchException',
      'Parameter value, cannot be validated against allowedPattern: \\d{1,4}',
      write,
      'rejected',
      'Could not write /mow/x: Parameter value, cannot be validated against allowedPattern: \\d{1,4} (ParameterPatternMismatchException).',
    ],
    [
      'TooManyTagsError',
      'UnknownError',
      write,
      'rejected',
      'Could not write /mow/x: AWS answered TooManyTagsError.',
    ],
    [
      'HierarchyTypeMismatchException',
      'UnknownError',
      write,
      'rejected',
      'Could not write /mow/x: AWS answered HierarchyTypeMismatchException.',
    ],
    [
      'AccessDeniedException',
      'No access to reserved parameter name: /aws/x.',
      write,
      'rejected',
      'Could not write /mow/x: AWS reserves names that begin with "aws".',
    ],
    // Validation
    [
      'ValidationException',
      'Parameter name must be a fully qualified name',
      write,
      'rejected',
      'Could not write /mow/x: Parameter name must be a fully qualified name.',
    ],
    [
      'ValidationException',
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
      write,
      'rejected',
      'Could not write /mow/x: value: Member must have length greater than or equal to 1.',
    ],
    [
      'ValidationException',
      "2 validation errors detected: Value 'canary-4711' at 'value' failed to satisfy constraint: Member must have length less than or equal to 32768; Value 'Foo' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [String, SecureString]",
      write,
      'rejected',
      'Could not write /mow/x: value: Member must have length less than or equal to 32768; type: Member must satisfy enum value set: [String, SecureString].',
    ],
    // Denials
    [
      'AccessDeniedException',
      `${user} ssm:GetParameter on resource: arn:aws:ssm:us-east-1:111122223333:parameter/mow/x because no identity-based policy allows the ssm:GetParameter action`,
      read,
      'denied',
      'Could not read /mow/x: arn:aws:sts::111122223333:assumed-role/r/s may not perform ssm:GetParameter on arn:aws:ssm:us-east-1:111122223333:parameter/mow/x.',
    ],
    [
      'AccessDeniedException',
      `${user} ssm:PutParameter on resource: arn:aws:ssm:us-east-1:1:parameter/mow/x with an explicit deny in a service control policy`,
      write,
      'denied',
      'Could not write /mow/x: arn:aws:sts::111122223333:assumed-role/r/s may not perform ssm:PutParameter on arn:aws:ssm:us-east-1:1:parameter/mow/x: a service control policy denies it.',
    ],
    [
      'AccessDeniedException',
      'UnknownError',
      { ...read, operation: 'DescribeParameters' },
      'denied',
      'Could not describe /mow/x: these credentials may not perform ssm:DescribeParameters.',
    ],
    [
      'AccessDeniedException',
      `The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access. ${wrapped('AccessDeniedException')}`,
      read,
      'denied',
      'Could not read /mow/x: these credentials may not perform kms:Decrypt on its KMS key.',
    ],
    [
      'AccessDeniedException',
      `${user} kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
      read,
      'denied',
      'Could not read /mow/x: arn:aws:sts::111122223333:assumed-role/r/s may not perform kms:Decrypt on its KMS key.',
    ],
    [
      'AccessDeniedException',
      `${user} kms:Encrypt on resource: ${keyArn} because no identity-based policy allows the kms:Encrypt action`,
      write,
      'denied',
      `Could not write /mow/x: arn:aws:sts::111122223333:assumed-role/r/s may not perform kms:Encrypt on ${keyArn}.`,
    ],
    [
      'InvalidKeyId',
      `${user} kms:GenerateDataKey on resource: ${keyArn} because x ${wrapped('AccessDeniedException')}`,
      write,
      'denied',
      `Could not write /mow/x: arn:aws:sts::111122223333:assumed-role/r/s may not perform kms:GenerateDataKey on ${keyArn}.`,
    ],
    // Keys
    [
      'InvalidKeyId',
      `Alias ${aliasArn} is not found. ${wrapped('NotFoundException')}`,
      write,
      'key',
      `Could not write /mow/x: KMS has no key ${aliasArn} in this Region.`,
    ],
    [
      'InvalidKeyId',
      `Key '${keyArn}' does not exist ${wrapped('NotFoundException')}`,
      write,
      'key',
      `Could not write /mow/x: KMS has no key ${keyArn} in this Region.`,
    ],
    [
      'InvalidKeyId',
      `Invalid keyId 'xyz' ${wrapped('NotFoundException')}`,
      write,
      'key',
      'Could not write /mow/x: KMS has no key alias/app in this Region.',
    ],
    [
      'InvalidKeyId',
      `${keyArn} is pending deletion. ${wrapped('KMSInvalidStateException')}`,
      read,
      'key',
      `Could not read /mow/x: the KMS key ${keyArn} is pending deletion.`,
    ],
    [
      'InvalidKeyId',
      `${keyArn} is disabled. ${wrapped('DisabledException')}`,
      read,
      'key',
      `Could not read /mow/x: the KMS key ${keyArn} is disabled.`,
    ],
    [
      'InvalidKeyId',
      `${keyArn} is pending import. ${wrapped('KMSInvalidStateException')}`,
      read,
      'key',
      `Could not read /mow/x: the KMS key ${keyArn} has no key material yet.`,
    ],
    [
      'InvalidKeyId',
      'UnknownError',
      write,
      'key',
      'Could not write /mow/x: the KMS key alias/app cannot be used.',
    ],
    [
      'DisabledException',
      `${keyArn} is disabled.`,
      read,
      'key',
      `Could not read /mow/x: the KMS key ${keyArn} is disabled.`,
    ],
    [
      'InvalidCiphertextException',
      'UnknownError',
      read,
      'key',
      'Could not read /mow/x: KMS cannot decrypt it: the ciphertext is damaged or belongs to another parameter.',
    ],
    [
      'InvalidKeyId',
      `You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls. ${wrapped('ThrottlingException')}`,
      read,
      'throttled',
      'Could not read /mow/x: KMS is throttling the requests.',
    ],
    // Credentials
    [
      'ExpiredTokenException',
      'The security token included in the request is expired',
      read,
      'credentials',
      'Could not read /mow/x: the credentials have expired.',
    ],
    [
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      read,
      'credentials',
      'Could not read /mow/x: AWS does not know these credentials.',
    ],
    [
      'InvalidSignatureException',
      'Signature expired: 20261122T110000Z is now earlier than 20261122T111500Z',
      read,
      'credentials',
      'Could not read /mow/x: AWS refuses the signature.',
    ],
    ['IncompleteSignature', 'x', read, 'credentials', 'Could not read /mow/x: AWS got no usable signature.'],
  ])('%s: %s', (name, message, context, kind, expected) => {
    const error = toCallError(thrown(name, message, { status: 400 }), context);
    expect([error.kind, error.message]).toEqual([kind, expected]);
    expect(error.awsCode).toBe(name);
  });
});
