import type { CallContext } from './call-context.ts';
import type { Explanation } from './explanation.ts';
import { actionOf, keyActionOf } from './operation.ts';

/** What an AccessDenied text of SSM, KMS or STS says. Source: aws-facts, section 3. */
interface Denial {
  readonly principal: string | undefined;
  readonly action: string | undefined;
  readonly resource: string | undefined;
  readonly explicit: boolean;
  /** `service control policy`, `resource-based policy`, … when the text names what denies explicitly. */
  readonly forbiddenBy: string | undefined;
  readonly keyService: boolean;
}

function readDenial(text: string): Denial {
  const action = /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)/.exec(text)?.[1];
  return {
    principal: /User: (arn:\S+) is not authorized/.exec(text)?.[1],
    action,
    resource: /on resource: (arn:[^\s,;)]+)/.exec(text)?.[1]?.replace(/\.$/, ''),
    explicit: /explicit deny/.test(text),
    forbiddenBy: /with an explicit deny in an? ([a-z -]*?policy|permissions boundary)/.exec(text)?.[1],
    keyService: action?.startsWith('kms:') ?? /\bkms:|AWSKMS|ciphertext/.test(text),
  };
}

/** Which action is missing and on what. The text itself is not shown: it says the same at length. */
export function explainDenial(text: string, context: CallContext): Explanation {
  if (/reserved parameter name/i.test(text)) {
    return {
      kind: 'rejected',
      reason: 'AWS reserves names that begin with "aws"',
      hint: 'Choose another name.',
    };
  }
  const denial = readDenial(text);
  const action =
    denial.action ?? (denial.keyService ? keyActionOf(context.operation) : actionOf(context.operation));
  const onKey = action.startsWith('kms:');
  // Such as kms:CreateKey: an action of its own that is about no key.
  const onNoKey = context.keyId === undefined && action === actionOf(context.operation);
  const onto = denial.resource ?? (onKey && !onNoKey ? (context.keyId ?? 'its KMS key') : undefined);
  const needed = onto === undefined ? action : `${action} on ${onto}`;
  const reason = `${denial.principal ?? 'these credentials'} may not perform ${needed}`;
  if (action.startsWith('sts:')) {
    return {
      kind: 'credentials',
      action,
      reason,
      hint: 'Check the trust policy of the role, and what the caller may do.',
    };
  }
  if (denial.explicit) {
    return {
      kind: 'denied',
      action,
      reason: `${reason}: a ${denial.forbiddenBy ?? 'policy'} denies it`,
      hint: 'No allow lifts an explicit deny; ask whoever owns that policy.',
    };
  }
  return {
    kind: 'denied',
    action,
    reason,
    hint: onKey && onto !== undefined ? keyHint(action) : `Allow ${needed}; ssmkit iam prints a policy.`,
  };
}

function keyHint(action: string): string {
  return `Allow ${action} on the key; the key's own policy must let IAM decide, and the key must be of this Region.`;
}
