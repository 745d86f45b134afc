import { type CheckResult, found, passed } from '../../core/checkup.ts';
import { defaultKeyId } from '../../core/parameter/type.ts';
import type { KeyDescription } from '../../core/ports.ts';
import { answerOf, unanswered } from './answer.ts';
import type { InScope } from './scope.ts';
import type { Subject, Way } from './subject.ts';
import { counted } from './words.ts';

/**
 * Each customer key behind the parameters, and the settings' own, described once. Never the account's default key:
 * describing it can create it.
 */
export async function checkKeys(
  way: Way,
  subject: Subject,
  scope: readonly InScope[],
  listed: { readonly described: boolean; readonly any: boolean },
): Promise<readonly CheckResult[]> {
  const { lines, bounds } = subject;
  const secure = scope.filter(({ type }) => type === 'SecureString');
  const users = new Map<string, number>();
  for (const keyId of settingsKeys(subject)) users.set(keyId, 0);
  for (const { described } of secure) {
    const keyId = described?.keyId;
    if (keyId !== undefined && !isDefaultKey(keyId)) users.set(keyId, (users.get(keyId) ?? 0) + 1);
  }
  const asked = [...users].toSorted(([a], [b]) => (a < b ? -1 : 1)).slice(0, bounds.keys);
  const results = await Promise.all(
    asked.map(async ([keyId, count]) => {
      const answer = await answerOf(() => way.keys.describeKey(keyId));
      if ('value' in answer) return judgeKey(keyId, answer.value, count, subject);
      if (answer.error.kind !== 'denied') return unanswered('key', answer.error, lines, keyId);
      const advice = answer.error.hint ?? 'Allow kms:DescribeKey on it.';
      const command = lines.aws('kms', 'describe-key', '--key-id', keyId);
      const message = 'Its state is not known: kms:DescribeKey is denied, which plans ask for as well.';
      return found('warning', 'key', message, { advice, command }, { subject: keyId });
    }),
  );
  const unknown = secure.filter(({ described }) => described === undefined).length;
  const left = users.size - asked.length;
  const notListed = leftOut('No parameter could be listed, so their keys are not known.');
  return [
    ...results,
    ...(unknown === 0 ? [] : [leftOut(`The keys of ${counted(unknown, 'SecureString')} are not known.`)]),
    ...(left === 0 ? [] : [leftOut(`${counted(left, 'more key')} were not asked about.`)]),
    ...(users.size + unknown > 0
      ? []
      : [listed.any ? passed('key', noCustomerKey(secure.length)) : notListed]),
  ];

  function leftOut(message: string): CheckResult {
    const todo = listed.described
      ? { advice: 'To ask about them all:', command: lines.again('--full') }
      : { advice: 'ssm:DescribeParameters alone tells them.', command: lines.again() };
    return found('not-checked', 'key', message, todo);
  }
}

function isDefaultKey(keyId: string): boolean {
  return keyId === defaultKeyId || keyId.endsWith(`:${defaultKeyId}`);
}

function noCustomerKey(secure: number): string {
  return secure === 0 ? 'no SecureString' : `${counted(secure, 'SecureString')} under ${defaultKeyId}`;
}

function settingsKeys({ environment, settings }: Subject): readonly string[] {
  const own = [...settings.environments].filter(
    ([name]) => environment === undefined || name === environment,
  );
  const keyIds = own.map(([, { keyId }]) => keyId).filter((keyId) => keyId !== undefined);
  return keyIds.filter((keyId) => !isDefaultKey(keyId));
}

function judgeKey(
  keyId: string,
  key: KeyDescription | undefined,
  count: number,
  { lines, settings }: Subject,
): CheckResult {
  const details = { subject: keyId };
  const use = count === 0 ? 'new SecureStrings' : counted(count, 'SecureString');
  if (key === undefined) {
    const named = [...settings.environments].find(([, own]) => own.keyId === keyId)?.[0];
    const place = named === undefined ? '' : ` It is the keyId of ${named} in ssmkit.json.`;
    return problem(
      `There is no such key or alias in this Region; ${use} need it.${place}`,
      'Check the Region, the account and the name, or make it:',
      named !== undefined && keyId === `alias/ssm-${named}`
        ? lines.ssmkit('kms', 'ensure', '--environment', named)
        : lines.aws('kms', 'list-aliases'),
    );
  }
  if (key.usage !== 'ENCRYPT_DECRYPT' || key.spec !== 'SYMMETRIC_DEFAULT') {
    return problem(
      `It is ${key.spec}, ${key.usage}; ${use} need a symmetric key for encryption.`,
      'Use another key.',
      lines.aws('kms', 'describe-key', '--key-id', key.keyId),
    );
  }
  switch (key.state) {
    case 'Enabled':
      return passed('key', `enabled, for ${use}`, details);
    case 'Disabled':
      return problem(
        `It is disabled: ${use} can be neither read nor written.`,
        'Enable it, or use another key:',
        lines.aws('kms', 'enable-key', '--key-id', key.keyId),
      );
    case 'PendingDeletion': {
      const on =
        key.deletionDate === undefined ? 'soon' : `on ${key.deletionDate.toISOString().slice(0, 10)}`;
      return problem(
        `It will be deleted ${on}, and ${use} with it can never be read again.`,
        'Stop that, then enable the key again:',
        lines.aws('kms', 'cancel-key-deletion', '--key-id', key.keyId),
      );
    }
    default:
      return problem(
        `Its state is ${key.state}, so it cannot be used; ${use} need it.`,
        key.state === 'PendingImport' ? 'Import its key material.' : 'Wait, or use another key.',
        lines.aws('kms', 'describe-key', '--key-id', key.keyId),
      );
  }

  function problem(message: string, advice: string, command: string): CheckResult {
    return found('problem', 'key', message, { advice, command }, details);
  }
}
