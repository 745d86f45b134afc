import type { Operation } from '../operation.ts';
import { aliasOperations } from './alias-operations.ts';
import { cryptoOperations } from './crypto-operations.ts';
import { keyOperations } from './key-operations.ts';
import { lifecycleOperations } from './lifecycle-operations.ts';
import { policyOperations } from './policy-operations.ts';
import { keyTagOperations } from './tag-operations.ts';

/** By the name after `TrentService.` in the target header. */
export const kmsOperations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...keyOperations,
    ...aliasOperations,
    ...cryptoOperations,
    ...keyTagOperations,
    ...lifecycleOperations,
    ...policyOperations,
  }),
);
