import { SsmkitError } from '../errors.ts';
import { type ArnScope, quoted } from '../parameter/name.ts';
import { defaultKeyId } from '../parameter/type.ts';

/**
 * A customer key as a policy can name it: by its ARN, or by an alias it has. An alias is no resource of
 * kms:Decrypt, so it becomes a condition on all keys of its account and Region.
 */
export type KeyRef =
  | { readonly kind: 'key'; readonly arn: string }
  | { readonly kind: 'alias'; readonly keys: string; readonly alias: string };

/** Everyone in the account may use it through Parameter Store, so no policy names it. */
export function isDefaultKey(keyId: string): boolean {
  return keyId === defaultKeyId || keyId.endsWith(`:${defaultKeyId}`);
}

/**
 * Key id, key ARN, alias or alias ARN. @throws SsmkitError `usage` for anything else, and for an ARN of another
 * Region or partition, whose key no parameter of this one can have.
 */
export function parseKeyRef(keyId: string, scope: ArnScope): KeyRef {
  const [, partition, region, account, resource = keyId] =
    /^arn:([^:]+):kms:([^:]+):(\d{12}):(.+)$/.exec(keyId) ?? [];
  if (partition !== undefined && (partition !== scope.partition || region !== scope.region)) {
    throw new SsmkitError('usage', `The key ${quoted(keyId)} is not in ${scope.region}, as the policy is.`, {
      hint: 'A SecureString has a key of its own Region: give another --key-id or --region.',
    });
  }
  const keys = `arn:${scope.partition}:kms:${scope.region}:${account ?? scope.account}:key`;
  if (/^alias\/[A-Za-z0-9/_-]{1,250}$/.test(resource)) {
    return { kind: 'alias', keys: `${keys}/*`, alias: resource };
  }
  const id = account === undefined ? resource : /^key\/(.+)$/.exec(resource)?.[1];
  if (id !== undefined && /^(mrk-)?[A-Za-z0-9-]{1,200}$/.test(id))
    return { kind: 'key', arn: `${keys}/${id}` };
  throw new SsmkitError('usage', `${quoted(keyId)} is no KMS key.`, {
    hint: 'Give a key id, a key ARN, an alias (alias/…) or an alias ARN.',
  });
}
