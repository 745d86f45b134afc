import type { CallContext } from '../../../src/aws/call-context.ts';
import { Secret } from '../../../src/core/secret/secret.ts';

export const around = { region: 'us-east-1', profile: 'admin' };
export const read: CallContext = { operation: 'GetParameter', subjects: ['/mow/x'], around };
export const write: CallContext = {
  operation: 'PutParameter',
  subjects: ['/mow/x'],
  keyId: 'alias/app',
  value: new Secret('canary-4711'),
  around,
};
export const user = 'User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform:';
export const wrapped = (code: string) =>
  `(Service: AWSKMS; Status Code: 400; Error Code: ${code}; Request ID: 1-2-3; Proxy: null)`;
export const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';
export const aliasArn = 'arn:aws:kms:us-east-1:111122223333:alias/x';
