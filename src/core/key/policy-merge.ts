import type { ArnScope } from '../parameter/name.ts';
import { lineDifference } from './line-difference.ts';
import {
  type PolicyDocument,
  parsePolicy,
  policyText,
  recordOf,
  type Statement,
  sameStatement,
  statementLines,
  textsOf,
} from './policy-document.ts';
import { accountStatement, type PolicyFor, roleStatements } from './policy-statements.ts';

/** Source: the KMS developer guide, quotas. */
export const maxPolicyBytes = 32_768;

/** The policy of a new key. */
export function newPolicy(wanted: PolicyFor): string {
  return policyText({
    rest: { Version: '2012-10-17', Id: 'ssmkit' },
    statements: [accountStatement(wanted.scope), ...roleStatements(wanted)],
  });
}

/** The statements of a policy that does not exist yet, as they are shown. */
export function policyLines(text: string): readonly string[] {
  return (parsePolicy(text)?.statements ?? []).flatMap((one) => lineDifference([], statementLines(one)));
}

export interface PolicyMerge {
  readonly text: string;
  /** The statements that change, line by line. */
  readonly difference: readonly string[];
}

/**
 * An existing policy with ssmkit's own statements in it, which are known by their Sid; all others stay as
 * they are. Undefined when it says all of that already.
 */
export function mergePolicy(live: PolicyDocument, wanted: PolicyFor): PolicyMerge | undefined {
  const open = new Map(roleStatements(wanted).map((one) => [one.Sid, one]));
  const difference: string[] = [];
  const statements = live.statements.map((statement): Statement => {
    const own = open.get(statement.Sid);
    if (own === undefined) return statement;
    open.delete(statement.Sid);
    if (sameStatement(statement, own)) return statement;
    difference.push(...lineDifference(statementLines(statement), statementLines(own)));
    return own;
  });
  for (const own of open.values()) difference.push(...lineDifference([], statementLines(own)));
  if (difference.length === 0) return undefined;
  return { text: policyText({ ...live, statements: [...statements, ...open.values()] }), difference };
}

/** Do two policies say the same, whatever AWS has sorted? */
export function samePolicy(a: string, b: string): boolean {
  const [first, second] = [parsePolicy(a), parsePolicy(b)];
  if (!first || !second) return a === b;
  if (first.statements.length !== second.statements.length) return false;
  const same = (one: Statement, index: number) => sameStatement(one, second.statements[index] ?? {});
  return sameStatement(first.rest, second.rest) && first.statements.every(same);
}

/** May the account's IAM policies decide about the key? Without that only its own policy does. */
export function delegatesToAccount(live: PolicyDocument, { partition, account }: ArnScope): boolean {
  const root = [`arn:${partition}:iam::${account}:root`, account];
  return live.statements.some(
    ({ Effect, Principal, Action }) =>
      Effect === 'Allow' &&
      textsOf(recordOf(Principal)?.AWS ?? Principal).some((one) => root.includes(one)) &&
      textsOf(Action).includes('kms:*'),
  );
}
