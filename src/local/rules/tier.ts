import type { ParameterTier } from '../../core/parameter/type.ts';
import { standardLimit } from '../../core/parameter/value.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { StoredTier } from '../store/parameters.ts';
import { valueSize } from './value.ts';

const downgradeText =
  "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter " +
  'tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a ' +
  'standard parameter.';
const standardQuota = 10_000;
const advancedQuota = 100_000;

export interface TierQuestion {
  readonly asked: ParameterTier | undefined;
  /** The account's setting. */
  readonly preset: ParameterTier;
  /** The tier of the parameter that is overwritten. */
  readonly existing: StoredTier | undefined;
  readonly value: string;
  readonly hasPolicies: boolean;
  /** How many standard parameters there are. Asked only where it matters. */
  readonly standardCount: () => number;
}

/**
 * The tier a put ends in. Source: aws-facts section 2. An overwrite that asks for no tier never downgrades
 * (unconfirmed on AWS, chosen because the other reading makes value-only updates fail). @throws AwsError
 */
export function resolveTier(question: TierQuestion): StoredTier {
  const asked = question.asked ?? question.preset;
  if (question.existing === 'Advanced') {
    if (question.asked === 'Standard') throw validationError(downgradeText);
    return 'Advanced';
  }
  if (asked !== 'Intelligent-Tiering') return asked;
  if (valueSize(question.value) > standardLimit || question.hasPolicies) return 'Advanced';
  if (question.existing === undefined && question.standardCount() >= standardQuota) return 'Advanced';
  return 'Standard';
}

/** @throws AwsError ParameterLimitExceeded */
export function checkQuota(tier: StoredTier, count: number): void {
  if (count < (tier === 'Standard' ? standardQuota : advancedQuota)) return;
  throw new AwsError(
    'ParameterLimitExceeded',
    'You have exceeded the number of parameters for this AWS account. Delete one or more parameters and try again.',
  );
}
