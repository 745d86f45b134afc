import { kmsOperations } from './kms/operations.ts';
import type { Operation } from './operation.ts';
import type { Target } from './protocol.ts';
import { ssmOperations } from './ssm/operations.ts';

/** STS has no operation of this kind: it speaks another protocol (sts.ts). */
export function findOperation(target: Target): Operation | undefined {
  if (target.service === 'sts') return undefined;
  return (target.service === 'kms' ? kmsOperations : ssmOperations).get(target.operation);
}

export function isKnown(target: Target): boolean {
  return target.service === 'sts' || findOperation(target) !== undefined;
}
