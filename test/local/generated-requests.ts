import fc from 'fast-check';
import { kmsOperations } from '../../src/local/kms/operations.ts';
import { ssmOperations } from '../../src/local/ssm/operations.ts';

/** `AmazonSSM.…` and `TrentService.…` of every operation there is. */
export const targets = [
  ...[...ssmOperations.keys()].map((name) => `AmazonSSM.${name}`),
  ...[...kmsOperations.keys()].map((name) => `TrentService.${name}`),
];
const members = [
  'Name',
  'Names',
  'Value',
  'Type',
  'Path',
  'KeyId',
  'Tags',
  'Tier',
  'Policies',
  'AllowedPattern',
  'MaxResults',
  'NextToken',
  'ParameterFilters',
  'Filters',
  'Labels',
  'ResourceId',
  'ResourceType',
  'CiphertextBlob',
  'Plaintext',
  'EncryptionContext',
  'AliasName',
  'TargetKeyId',
  'Overwrite',
  'SettingId',
  'Marker',
  'Limit',
  '__proto__',
];
const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '/a/b',
    'String',
    'SecureString',
    'Advanced',
    'alias/aws/ssm',
    '(((',
    '[{"Type":1}]',
    'AAAA',
    '/a:1',
  ),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const entry = fc.dictionary(
  fc.constantFrom('Key', 'Values', 'Option', 'TagKey', 'TagValue', 'Value'),
  fc.oneof(scalar, fc.array(scalar)),
);
const value = fc.oneof(scalar, fc.array(fc.oneof(scalar, entry), { maxLength: 12 }), entry);
/** Bodies from nearly right to nonsense. */
export const body = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.dictionary(fc.constantFrom(...members), value).map((json) => JSON.stringify(json)),
  },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
