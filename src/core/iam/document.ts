import type { Statement } from './policy.ts';

/** What IAM takes as a policy. One value stands alone, several as an array. */
export function policyDocument(statements: readonly Statement[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ sid, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: 'Allow',
      Action: single(actions),
      Resource: single(resources),
      ...(Object.keys(conditions).length > 0 && {
        Condition: Object.fromEntries(
          Object.entries(conditions).map(([operator, keys]) => [
            operator,
            Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, single(values)])),
          ]),
        ),
      }),
    })),
  };
}

function single(values: readonly string[]): string | readonly string[] {
  const [only = ''] = values;
  return values.length === 1 ? only : values;
}

/** Characters that AWS counts: all but white space, of which the texts of a policy have none. */
export function policySize(statements: readonly Statement[]): number {
  return JSON.stringify(policyDocument(statements)).length;
}

/** Most characters of a policy. Source: IAM user guide, "IAM and AWS STS quotas". */
export const policyLimits = {
  managed: 6_144,
  /** All inline policies of one role together; of a user they are 2,048, of a group 5,120. */
  inlineOfRole: 10_240,
} as const;
