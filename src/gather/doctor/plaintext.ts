import { type CheckedItem, type CheckResult, found, passed } from '../../core/checkup.ts';
import { looksSecret } from '../../core/secret/detect/looks-secret.ts';
import { signWords } from '../../core/secret/detect/sign.ts';
import type { InScope } from './scope.ts';
import type { Subject } from './subject.ts';
import { counted } from './words.ts';

/** Without the values there is nothing to judge. */
export function plaintextUnread({ lines }: Subject): CheckResult {
  const todo = { advice: 'ssm:GetParametersByPath on the path tells them.', command: lines.again() };
  return found('not-checked', 'plaintext', 'The values could not be read.', todo);
}

/** Parameters that are no SecureStrings and look like secrets, by name and by why; a guess that warns. */
export function checkPlaintext({ lines }: Subject, scope: readonly InScope[]): CheckResult {
  const plain = scope.filter(({ type, value }) => type !== 'SecureString' && value !== undefined);
  const items = plain.flatMap(({ name, value }): readonly CheckedItem[] => {
    const sign = value && looksSecret(name, value);
    return sign ? [{ name, why: signWords(sign) }] : [];
  });
  const [first] = items;
  if (first === undefined)
    return passed('plaintext', `nothing that looks secret in ${counted(plain.length, 'value')}`);
  const one = items.length === 1;
  const message = `${counted(items.length, 'parameter')} that ${one ? 'looks' : 'look'} secret ${one ? 'is' : 'are'} no SecureString:`;
  const read = lines.ssmkit('get', '--no-newline', first.name);
  const write = lines.ssmkit(
    'put-secure',
    '--name',
    first.name,
    '--value-stdin',
    '--keep-newline',
    '--apply',
  );
  return found(
    'warning',
    'plaintext',
    message,
    {
      advice: 'Old versions keep the text, so renew the secret as well. To encrypt what is there:',
      command: `${read} | ${write}`,
    },
    { items },
  );
}
