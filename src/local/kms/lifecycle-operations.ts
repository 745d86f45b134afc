import { AwsError } from '../aws-error.ts';
import { type Operation, operation, seconds } from '../operation.ts';
import { structure } from '../shape/composite.ts';
import { integer } from '../shape/scalar.ts';
import { setKeyDeletion, setKeyEnabled, setKeyRotation } from '../store/keys.ts';
import { keyIdText } from './crypto-operations.ts';
import { customerKey } from './customer-key.ts';
import { keyArn, lookUpKeyById, requireState } from './key-lookup.ts';

const day = 86_400_000;
const keyInput = structure({ KeyId: keyIdText }, {});

export const lifecycleOperations: Readonly<Record<string, Operation>> = {
  EnableKey: operation('write', keyInput, (input, call) => {
    const key = customerKey(call, input.KeyId, 'kms:EnableKey');
    requireState(call, key, ['Enabled', 'Disabled']);
    setKeyEnabled(call.database, call.scope, key.id, true);
    return {};
  }),

  DisableKey: operation('write', keyInput, (input, call) => {
    const key = customerKey(call, input.KeyId, 'kms:DisableKey');
    requireState(call, key, ['Enabled', 'Disabled']);
    setKeyEnabled(call.database, call.scope, key.id, false);
    return {};
  }),

  ScheduleKeyDeletion: operation(
    'write',
    structure({ KeyId: keyIdText }, { PendingWindowInDays: integer(1, 365) }),
    (input, call) => {
      const key = customerKey(call, input.KeyId, 'kms:ScheduleKeyDeletion');
      requireState(call, key, ['Enabled', 'Disabled']);
      const days = input.PendingWindowInDays ?? 30;
      if (days < 7 || days > 30) {
        throw new AwsError('ValidationException', 'PendingWindowInDays must be between 7 and 30.');
      }
      const at = call.now + days * day;
      setKeyDeletion(call.database, call.scope, key.id, at);
      return {
        KeyId: keyArn(call.scope, key.id),
        DeletionDate: seconds(at),
        KeyState: 'PendingDeletion',
        PendingWindowInDays: days,
      };
    },
  ),

  // The key comes back disabled: whoever cancels decides when it may be used again.
  CancelKeyDeletion: operation('write', keyInput, (input, call) => {
    const key = customerKey(call, input.KeyId, 'kms:CancelKeyDeletion');
    const arn = keyArn(call.scope, key.id);
    if (key.deletionAt === null)
      throw new AwsError('KMSInvalidStateException', `${arn} is not pending deletion.`);
    setKeyDeletion(call.database, call.scope, key.id, null);
    setKeyEnabled(call.database, call.scope, key.id, false);
    return { KeyId: arn };
  }),

  EnableKeyRotation: operation(
    'write',
    structure({ KeyId: keyIdText }, { RotationPeriodInDays: integer(90, 2560) }),
    (input, call) => {
      const key = customerKey(call, input.KeyId, 'kms:EnableKeyRotation');
      requireState(call, key, ['Enabled']);
      setKeyRotation(call.database, call.scope, key.id, input.RotationPeriodInDays ?? 365, call.now);
      return {};
    },
  ),

  DisableKeyRotation: operation('write', keyInput, (input, call) => {
    const key = customerKey(call, input.KeyId, 'kms:DisableKeyRotation');
    requireState(call, key, ['Enabled']);
    setKeyRotation(call.database, call.scope, key.id, null, null);
    return {};
  }),

  GetKeyRotationStatus: operation('read', keyInput, (input, call) => {
    const key = lookUpKeyById(call, input.KeyId);
    call.authorize('kms:GetKeyRotationStatus', keyArn(call.scope, key.id));
    // AWS rotates its own keys every year.
    const days = key.manager === 'AWS' ? 365 : key.rotationDays;
    const from = key.rotationFrom ?? key.createdAt;
    const enabled = days !== null && key.deletionAt === null;
    return {
      KeyId: key.id,
      KeyRotationEnabled: enabled,
      RotationPeriodInDays: enabled ? days : undefined,
      NextRotationDate: enabled ? seconds(from + days * day) : undefined,
    };
  }),
};
