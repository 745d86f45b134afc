import { type CheckResult, found, passed } from '../../core/checkup.ts';
import { answerOf, isDenied, unanswered } from './answer.ts';
import { policyLine } from './policy-line.ts';
import type { InScope } from './scope.ts';
import type { Subject, Way } from './subject.ts';

/** Really decrypts one SecureString of each key, if that was asked for; the values go nowhere. */
export async function checkDecryption(
  way: Way,
  subject: Subject,
  scope: readonly InScope[],
): Promise<readonly CheckResult[]> {
  const { lines, bounds } = subject;
  const byKey = new Map<string, string>();
  for (const { name, type, described } of scope) {
    const keyId = described?.keyId ?? 'unknown key';
    if (type === 'SecureString' && !byKey.has(keyId)) byKey.set(keyId, name);
  }
  if (byKey.size === 0) return [passed('decryption', 'no SecureString to decrypt')];
  if (!subject.decrypt) {
    const message = 'kms:Decrypt shows only by a decryption, which CloudTrail logs.';
    const todo = { advice: 'To decrypt one SecureString of each key:', command: lines.again('--decrypt') };
    return [found('not-checked', 'decryption', message, todo)];
  }
  return await Promise.all(
    [...byKey].slice(0, bounds.keys).map(([keyId, name]) => decryptOne(way, subject, keyId, name)),
  );
}

async function decryptOne(
  { store }: Way,
  subject: Subject,
  keyId: string,
  name: string,
): Promise<CheckResult> {
  const answer = await answerOf(async () => {
    await store.getParameters([name], { decrypt: true });
  });
  const details = { subject: keyId };
  if ('value' in answer) return passed('decryption', `allowed: ${name} was decrypted`, details);
  const { error } = answer;
  const command = policyLine(subject, 'application');
  if (isDenied(error)) {
    const todo = { advice: error.hint ?? 'Allow ssm:GetParameters.', command };
    return found('not-checked', 'decryption', 'ssm:GetParameters is denied.', todo, details);
  }
  if (error.kind === 'denied' || error.kind === 'key') {
    const todo = { advice: error.hint ?? 'Check the key.', command };
    return found('warning', 'decryption', error.message, todo, details);
  }
  return unanswered('decryption', error, subject.lines, keyId);
}
