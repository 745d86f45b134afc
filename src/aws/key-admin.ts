import type { KMSClient } from '@aws-sdk/client-kms';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { KeyAdmin } from '../core/key/key-admin.ts';
import type { CallRunner } from '../core/ports.ts';
import type { Surroundings } from './call-context.ts';
import { createKeyReads } from './key-reads.ts';
import { createKeyUses } from './key-uses.ts';
import { createKeyWrites } from './key-writes.ts';

export interface KeyAdminParts {
  readonly kms: KMSClient;
  readonly ssm: SSMClient;
  readonly runner: CallRunner;
  /** For hints; asked for when a call has failed. */
  readonly around: (service: 'kms' | 'ssm') => Surroundings;
  /** Hears of every ARN of this account that comes back. */
  readonly onArn: (arn: string) => void;
}

/** KMS, and what Parameter Store says of keys, behind SDK clients that do not retry by themselves. */
export function createKeyAdmin({ kms, ssm, runner, around, onArn }: KeyAdminParts): KeyAdmin {
  return {
    ...createKeyReads(kms, runner, () => around('kms'), onArn),
    ...createKeyWrites(kms, runner, () => around('kms')),
    ...createKeyUses(ssm, runner, () => around('ssm'), onArn),
  };
}
