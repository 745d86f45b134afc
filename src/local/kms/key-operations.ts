import { AwsError } from '../aws-error.ts';
import { type Call, type Operation, operation, seconds } from '../operation.ts';
import { cutPage } from '../page.ts';
import { list, structure } from '../shape/composite.ts';
import { boolean, integer, oneOf, text } from '../shape/scalar.ts';
import { type KeyRecord, listKeys, setKeyTags } from '../store/keys.ts';
import { keyIdText } from './crypto-operations.ts';
import { createKey, keyArn, keyState, lookUpKey } from './key-lookup.ts';
import { openMarker } from './markers.ts';
import { checkKeyPolicy } from './policy-operations.ts';
import { checkKeyTags, keyTagList } from './tag-operations.ts';

const createInput = structure(
  {},
  {
    Description: text({ max: 8192 }),
    Policy: text({ min: 1, max: 131_072 }),
    KeyUsage: oneOf(['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT']),
    KeySpec: text(),
    CustomerMasterKeySpec: text(),
    Origin: oneOf(['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE']),
    MultiRegion: boolean,
    Tags: keyTagList,
  },
);

export const keyOperations: Readonly<Record<string, Operation>> = {
  CreateKey: operation('write', createInput, (input, call) => {
    call.authorize('kms:CreateKey', '*');
    const tags = checkKeyTags(input.Tags ?? []);
    if (tags.length > 0) call.authorize('kms:TagResource', '*');
    const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
    const origin = input.Origin ?? 'AWS_KMS';
    // Parameter Store can use no other kind, so the embedded store makes no other.
    if (spec !== 'SYMMETRIC_DEFAULT' || (input.KeyUsage ?? 'ENCRYPT_DECRYPT') !== 'ENCRYPT_DECRYPT') {
      throw new AwsError(
        'UnsupportedOperationException',
        'The embedded KMS makes symmetric encryption keys only.',
      );
    }
    if (origin !== 'AWS_KMS' || input.MultiRegion === true) {
      throw new AwsError(
        'UnsupportedOperationException',
        'The embedded KMS makes single-Region AWS_KMS keys only.',
      );
    }
    checkKeyPolicy(input.Policy);
    const key = createKey(call, {
      description: input.Description ?? '',
      manager: 'CUSTOMER',
      policy: input.Policy ?? null,
    });
    setKeyTags(call.database, call.scope, key.id, tags);
    return { KeyMetadata: keyMetadata(call, key) };
  }),

  // A write, since describing alias/aws/ssm creates it.
  DescribeKey: operation(
    'write',
    structure({ KeyId: keyIdText }, { GrantTokens: list(text(), 0, 10) }),
    (input, call) => {
      const key = lookUpKey(call, input.KeyId);
      call.authorize('kms:DescribeKey', keyArn(call.scope, key.id));
      return { KeyMetadata: keyMetadata(call, key) };
    },
  ),

  ListKeys: operation(
    'read',
    structure({}, { Limit: integer(1, 1000), Marker: text({ min: 1, max: 1024 }) }),
    (input, call) => {
      call.authorize('kms:ListKeys', '*');
      const paging = openMarker(call, 'ListKeys', input.Marker, input.Limit ?? 100);
      const keys = listKeys(call.database, call.scope, paging.after, paging.limit + 1);
      const { page, NextToken } = cutPage(call, 'ListKeys', paging, keys, (key) => key.id);
      return {
        Keys: page.map((key) => ({ KeyId: key.id, KeyArn: keyArn(call.scope, key.id) })),
        Truncated: NextToken !== undefined,
        NextMarker: NextToken,
      };
    },
  ),
};

function keyMetadata(call: Call, key: KeyRecord): object {
  const state = keyState(call, key);
  return {
    AWSAccountId: call.scope.account,
    KeyId: key.id,
    Arn: keyArn(call.scope, key.id),
    CreationDate: seconds(key.createdAt),
    Enabled: state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: state,
    DeletionDate: key.deletionAt === null ? undefined : seconds(key.deletionAt),
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
  };
}
