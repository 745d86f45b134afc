import type { FaultPlan } from '../../../src/local/fault-plan.ts';

const denied = (...actions: readonly string[]): FaultPlan => ({
  denied: actions.map((action) => ({ action })),
});
const always = (code: string, status = 400): FaultPlan => ({
  rules: [{ fault: { kind: 'error', code, message: `${code} it is`, status } }],
});

/** Everything that can go wrong between us and a value. */
export const faults: Readonly<Record<string, FaultPlan>> = {
  'all denied': denied('ssm:*', 'kms:*'),
  'no decryption': denied('kms:Decrypt'),
  'no encryption': denied('kms:Encrypt', 'kms:GenerateDataKey'),
  'no metadata, no tags': denied('ssm:DescribeParameters', 'ssm:ListTagsForResource', 'kms:DescribeKey'),
  'no reads by name': denied('ssm:GetParameters', 'ssm:GetParameter'),
  'no reads by path': denied('ssm:GetParametersByPath'),
  'no writes': denied('ssm:PutParameter', 'ssm:DeleteParameters', 'ssm:AddTagsToResource'),
  'a disabled key': { disabledKeys: ['alias/own', 'alias/aws/ssm'] },
  throttling: always('ThrottlingException'),
  'a server that fails': always('InternalServerError', 500),
  'an unknown error': always('NeverHeardOfException'),
  'an expired token': always('ExpiredTokenException'),
  'a key that is none': always('InvalidKeyId'),
  'a reset': { rules: [{ fault: { kind: 'reset', when: 'before' } }] },
  'writes whose answers are lost': {
    rules: [
      {
        operations: ['PutParameter', 'DeleteParameters', 'AddTagsToResource'],
        fault: { kind: 'reset', when: 'after' },
      },
    ],
  },
};

/** Answers to a put that repeat what was sent. */
export const echoes: readonly { readonly code: string; readonly status: number }[] = [
  ...[
    'ValidationException',
    'ThrottlingException',
    'TooManyUpdates',
    'InvalidKeyId',
    'AccessDeniedException',
    'ParameterAlreadyExists',
    'ParameterPatternMismatchException',
    'UnrecognizedClientException',
    'NeverHeardOfException',
  ].map((code) => ({ code, status: 400 })),
  { code: 'InternalServerError', status: 500 },
];

export const phrases: readonly ((value: string) => string)[] = [
  (value) => `What is ${value} supposed to be?`,
  (value) =>
    `1 validation error detected: Value '${value}' at 'value' failed to satisfy constraint: Member must have length less than or equal to 4096`,
  (value) => `Invalid request: ${JSON.stringify({ Value: value })}`,
  (value) =>
    `User: arn:aws:iam::000000000000:user/x is not authorized to perform: ssm:PutParameter on resource: arn:aws:ssm:us-east-1:000000000000:parameter/x with ${value}`,
];
