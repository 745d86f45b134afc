import { AwsError, validationError } from '../aws-error.ts';
import type { StoredTier } from '../store/parameters.ts';

export interface ParameterPolicy {
  readonly PolicyText: string;
  readonly PolicyType: string;
  readonly PolicyStatus: string;
}

export interface Policies {
  /** As it is stored and sent back on an overwrite; null for none. */
  readonly text: string | null;
  /** Milliseconds, from the Expiration policy. */
  readonly expiresAt: number | undefined;
}

type Json = Readonly<Record<string, unknown>>;
const none: Policies = { text: null, expiresAt: undefined };

/** `''`, `[]` and `[{}]` clear the policies. Source: aws-facts section 2. @throws AwsError */
export function parsePolicies(text: string): Policies {
  if (text.trim() === '') return none;
  const list = parseArray(text).filter((entry) => Object.keys(entry).length > 0);
  if (list.length === 0) return none;
  if (list.length > 10) {
    throw new AwsError('PoliciesLimitExceededException', 'A parameter can have at most 10 policies.');
  }
  for (const policy of list) checkPolicy(policy);
  const expirations = list.filter((policy) => policy.Type === 'Expiration');
  if (expirations.length > 1) {
    throw new AwsError('IncompatiblePolicyException', 'A parameter can have only one Expiration policy.');
  }
  const timestamp = attributes(expirations[0] ?? {}).Timestamp;
  return {
    text: JSON.stringify(list),
    expiresAt: typeof timestamp === 'string' ? Date.parse(timestamp) : undefined,
  };
}

export function checkPolicyTier(policies: Policies, tier: StoredTier): void {
  if (policies.text !== null && tier === 'Standard') {
    throw validationError('Parameter policies are supported by the advanced-parameter tier only.');
  }
}

/** As DescribeParameters and GetParameterHistory show them. */
export function describePolicies(text: string | null): readonly ParameterPolicy[] {
  if (text === null) return [];
  return parseArray(text).map((policy) => ({
    PolicyText: JSON.stringify(policy),
    PolicyType: String(policy.Type),
    PolicyStatus: 'Pending',
  }));
}

function parseArray(text: string): readonly Json[] {
  const parsed = parseJson(text);
  const objects =
    Array.isArray(parsed) && parsed.every((entry) => typeof entry === 'object' && entry !== null);
  if (!objects) throw validationError(`Invalid policies input: ${text}.`);
  return parsed as readonly Json[];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkPolicy(policy: Json): void {
  const given = attributes(policy);
  if (policy.Version !== '1.0') throw badAttribute('Version must be "1.0".');
  switch (policy.Type) {
    case 'Expiration':
      if (typeof given.Timestamp !== 'string' || Number.isNaN(Date.parse(given.Timestamp))) {
        throw badAttribute('Expiration needs a Timestamp in ISO 8601.');
      }
      return;
    case 'ExpirationNotification':
      checkSpan(given.Before, given.Unit, 'Before');
      return;
    case 'NoChangeNotification':
      checkSpan(given.After, given.Unit, 'After');
      return;
    default:
      throw new AwsError(
        'InvalidPolicyTypeException',
        'The policy type is not supported. Parameter Store supports the following policy types: Expiration, ' +
          'ExpirationNotification, and NoChangeNotification.',
      );
  }
}

function checkSpan(amount: unknown, unit: unknown, member: string): void {
  if (!/^[1-9]\d*$/.test(String(amount))) throw badAttribute(`${member} must be a positive number.`);
  if (unit !== 'Days' && unit !== 'Hours') throw badAttribute('Unit must be Days or Hours.');
}

function attributes(policy: Json): Json {
  const given = policy.Attributes;
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as Json) : {};
}

function badAttribute(why: string): AwsError {
  return new AwsError(
    'InvalidPolicyAttributeException',
    `A policy attribute or its value is invalid. ${why}`,
  );
}
