import type { SSMClient } from '@aws-sdk/client-ssm';
import type { CallRunner, ParameterStore } from '../core/ports.ts';
import type { Surroundings } from './call-context.ts';
import { createDescriptions } from './parameter-descriptions.ts';
import { type ContextOf, createReads } from './parameter-reads.ts';
import { createWrites } from './parameter-writes.ts';

export interface ParameterStoreOptions {
  /** For hints; asked for when a call has failed. */
  readonly around?: () => Surroundings;
  /** Hears of every ARN that comes back. */
  readonly onArn?: (arn: string) => void;
}

/**
 * Parameter Store behind an SDK client that does not retry by itself. Every call goes through the runner,
 * which paces and repeats; chunks of one question are put to it side by side.
 */
export function createParameterStore(
  client: SSMClient,
  runner: CallRunner,
  { around = () => ({}), onArn = () => {} }: ParameterStoreOptions = {},
): ParameterStore {
  const contextOf: ContextOf = (operation, subjects) => ({ operation, subjects, around: around() });
  return {
    ...createReads(client, runner, contextOf, onArn),
    ...createDescriptions(client, runner, contextOf, onArn),
    ...createWrites(client, runner, contextOf),
  };
}
