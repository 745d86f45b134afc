import { AwsError } from '../aws-error.ts';
import { type Call, type Operation, operation, seconds } from '../operation.ts';
import { cutPage } from '../page.ts';
import { structure } from '../shape/composite.ts';
import { integer, text } from '../shape/scalar.ts';
import {
  type AliasRecord,
  addAlias,
  countAliases,
  findAlias,
  listAliases,
  pointAlias,
  removeAlias,
} from '../store/aliases.ts';
import type { KeyRecord } from '../store/keys.ts';
import { keyIdText } from './crypto-operations.ts';
import { aliasArn, keyArn, lookUpKeyById, requireState } from './key-lookup.ts';
import { openMarker } from './markers.ts';

const aliasesPerKey = 50;
const aliasName = text({ min: 1, max: 256, pattern: '[a-zA-Z0-9:/_-]+' });

/** Source: aws-facts section 5. @throws AwsError */
function checkAliasName(name: string): void {
  if (!name.startsWith('alias/')) {
    throw new AwsError(
      'ValidationException',
      'Alias must start with the prefix "alias/". Please see ' +
        'https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  }
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) {
    throw new AwsError(
      'InvalidAliasNameException',
      'The alias name may hold letters, digits, / _ and - only.',
    );
  }
  if (name.startsWith('alias/aws/')) throw new AwsError('NotAuthorizedException');
}

function existingAlias(call: Call, name: string): AliasRecord {
  const alias = findAlias(call.database, call.scope, name);
  if (alias) return alias;
  throw new AwsError('NotFoundException', `Alias ${aliasArn(call.scope, name)} is not found.`);
}

/** @throws AwsError for AWS's own keys and keys that are going away. */
function targetKey(call: Call, keyId: string, action: string, alias: string): KeyRecord {
  const key = lookUpKeyById(call, keyId);
  call.authorize(action, aliasArn(call.scope, alias));
  call.authorize(action, keyArn(call.scope, key.id));
  if (key.manager === 'AWS') throw new AwsError('NotAuthorizedException');
  requireState(call, key, ['Enabled', 'Disabled']);
  return key;
}

const targetInput = structure({ AliasName: aliasName, TargetKeyId: keyIdText }, {});

export const aliasOperations: Readonly<Record<string, Operation>> = {
  CreateAlias: operation('write', targetInput, (input, call) => {
    checkAliasName(input.AliasName);
    const key = targetKey(call, input.TargetKeyId, 'kms:CreateAlias', input.AliasName);
    if (findAlias(call.database, call.scope, input.AliasName)) {
      const arn = aliasArn(call.scope, input.AliasName);
      throw new AwsError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
    }
    if (countAliases(call.database, call.scope, key.id) >= aliasesPerKey) {
      throw new AwsError('LimitExceededException', `A key can have at most ${aliasesPerKey} aliases.`);
    }
    addAlias(call.database, call.scope, input.AliasName, key.id, call.now);
    return {};
  }),

  UpdateAlias: operation('write', targetInput, (input, call) => {
    checkAliasName(input.AliasName);
    existingAlias(call, input.AliasName);
    const key = targetKey(call, input.TargetKeyId, 'kms:UpdateAlias', input.AliasName);
    pointAlias(call.database, call.scope, input.AliasName, key.id, call.now);
    return {};
  }),

  DeleteAlias: operation('write', structure({ AliasName: aliasName }, {}), (input, call) => {
    checkAliasName(input.AliasName);
    const alias = existingAlias(call, input.AliasName);
    call.authorize('kms:DeleteAlias', aliasArn(call.scope, alias.name));
    call.authorize('kms:DeleteAlias', keyArn(call.scope, alias.key));
    removeAlias(call.database, call.scope, alias.name);
    return {};
  }),

  ListAliases: operation(
    'read',
    structure({}, { KeyId: keyIdText, Limit: integer(1, 100), Marker: text({ min: 1, max: 1024 }) }),
    (input, call) => {
      call.authorize('kms:ListAliases', '*');
      const key = input.KeyId === undefined ? undefined : lookUpKeyById(call, input.KeyId).id;
      const listing = `ListAliases ${key ?? ''}`;
      const paging = openMarker(call, listing, input.Marker, input.Limit ?? 50);
      const found = listAliases(call.database, call.scope, key, paging.after, paging.limit + 1);
      const { page, NextToken } = cutPage(call, listing, paging, found, (alias) => alias.name);
      return {
        Aliases: page.map((alias) => ({
          AliasName: alias.name,
          AliasArn: aliasArn(call.scope, alias.name),
          TargetKeyId: alias.key,
          CreationDate: seconds(alias.createdAt),
          LastUpdatedDate: seconds(alias.updatedAt),
        })),
        Truncated: NextToken !== undefined,
        NextMarker: NextToken,
      };
    },
  ),
};
