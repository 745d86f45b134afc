import type { CallContext } from './call-context.ts';
import { explainDenial } from './denial.ts';
import type { ErrorFacts } from './error-facts.ts';
import type { Explanation } from './explanation.ts';
import { sentence } from './rejection.ts';

/** Why a key cannot be used; `said` is AWS's text, cleaned. InvalidKeyId wraps whatever KMS answered. */
export function explainKey(facts: ErrorFacts, said: string, context: CallContext): Explanation {
  const text = facts.message;
  if (/ThrottlingException|exceeded the rate/.test(text)) {
    return { kind: 'throttled', reason: 'KMS is throttling the requests' };
  }
  if (/AccessDenied|not authorized/.test(text)) return explainDenial(text, context);
  if (facts.name === 'InvalidCiphertextException') {
    return { reason: 'KMS cannot decrypt it: the ciphertext is damaged or belongs to another parameter' };
  }
  const problem = readKeyProblem(text, facts.name, context.keyId);
  if (problem !== undefined) return problem;
  const key = context.keyId === undefined ? 'its KMS key' : `the KMS key ${context.keyId}`;
  const why = sentence(said, '');
  return { reason: `${key} cannot be used${why === '' ? '' : `: ${why}`}`, hint: 'Check --key-id.' };
}

/**
 * Reads KMS's own texts, also when Parameter Store wraps them in InvalidKeyId.
 * `keyId` is the key the request named; the text's ARN is used when it names one.
 */
function readKeyProblem(text: string, code: string, keyId: string | undefined): Explanation | undefined {
  const arn = /arn:[\w-]+:kms:[^\s']+?(?=[.,;']?(?:\s|'|$))/.exec(text)?.[0];
  const key = arn ?? keyId ?? 'the KMS key';
  if (/pending deletion/.test(text)) {
    return {
      reason: `the KMS key ${key} is pending deletion`,
      hint: `Rescue it with: aws kms cancel-key-deletion --key-id ${key}, then aws kms enable-key --key-id ${key}; or use another key.`,
    };
  }
  if (/is disabled/.test(text) || code === 'DisabledException' || /DisabledException/.test(text)) {
    return {
      reason: `the KMS key ${key} is disabled`,
      hint: `Enable it with: aws kms enable-key --key-id ${key}; or use another key.`,
    };
  }
  if (/pending import/.test(text)) {
    return {
      reason: `the KMS key ${key} has no key material yet`,
      hint: 'Import its key material, or use another key.',
    };
  }
  if (
    /is not found|does not exist|NotFoundException|Invalid keyId/i.test(text) ||
    code === 'NotFoundException'
  ) {
    return {
      reason: `KMS has no key ${key} in this Region`,
      hint: 'Check --key-id, the Region and the account; a key of another account is named by its ARN.',
    };
  }
  if (/InvalidKeyUsage|asymmetric/i.test(`${code} ${text}`)) {
    return {
      reason: `the KMS key ${key} cannot encrypt parameters`,
      hint: 'Parameter Store needs a symmetric key with the usage ENCRYPT_DECRYPT.',
    };
  }
  return undefined;
}
