import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Call } from '../operation.ts';
import { addAlias, findAlias, listAliases } from '../store/aliases.ts';
import { addKey, findKey, type KeyRecord } from '../store/keys.ts';
import type { Scope } from '../store/scope.ts';

const managedAlias = 'alias/aws/ssm';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function keyArn(scope: Scope, id: string): string {
  return `arn:${scope.partition}:kms:${scope.region}:${scope.account}:key/${id}`;
}

export function aliasArn(scope: Scope, name: string): string {
  return `arn:${scope.partition}:kms:${scope.region}:${scope.account}:${name}`;
}

/**
 * A key by its id, ARN, alias or alias ARN. `alias/aws/ssm` comes into being when it is first asked for, so
 * the call must be a write. @throws AwsError NotFoundException with KMS's texts (aws-facts section 5).
 */
export function lookUpKey(call: Call, keyId: string): KeyRecord {
  const name = keyId.startsWith(aliasArn(call.scope, 'alias/')) ? keyId.split(':').slice(5).join(':') : keyId;
  if (!name.startsWith('alias/')) return lookUpKeyById(call, keyId);
  const alias = findAlias(call.database, call.scope, name);
  const key = alias && findKey(call.database, call.scope, alias.key);
  if (key) return key;
  if (name === managedAlias) return createManagedKey(call);
  throw new AwsError('NotFoundException', `Alias ${aliasArn(call.scope, name)} is not found.`);
}

/** Calls that manage a key take its id or ARN only. @throws AwsError NotFoundException */
export function lookUpKeyById(call: Call, keyId: string): KeyRecord {
  const id = keyId.replace(/^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\//, '');
  if (!uuid.test(id)) throw new AwsError('NotFoundException', `Invalid keyId ${keyId}`);
  const arn = keyArn(call.scope, id);
  const asked = keyId === id ? arn : keyId;
  const key = asked === arn ? findKey(call.database, call.scope, id) : undefined;
  if (!key) throw new AwsError('NotFoundException', `Key '${asked}' does not exist`);
  return key;
}

export function createKey(
  call: Call,
  asked: Pick<KeyRecord, 'description' | 'manager' | 'policy'>,
): KeyRecord {
  const id = randomUUID();
  const made = { ...asked, id, createdAt: call.now };
  addKey(call.database, call.sealer, call.scope, made, randomBytes(32));
  return lookUpKeyById(call, id);
}

function createManagedKey(call: Call): KeyRecord {
  const description = 'Default key that protects my SSM parameters when no other key is defined';
  const key = createKey(call, { description, manager: 'AWS', policy: null });
  addAlias(call.database, call.scope, managedAlias, key.id, call.now);
  return key;
}

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion';

export function keyState(call: Call, key: KeyRecord): KeyState {
  if (key.deletionAt !== null) return 'PendingDeletion';
  if (key.enabled === 0 || call.keyDisabled(namesOf(call, key))) return 'Disabled';
  return 'Enabled';
}

function namesOf(call: Call, key: KeyRecord): readonly string[] {
  const aliases = listAliases(call.database, call.scope, key.id, '', 100).map((alias) => alias.name);
  return [key.id, keyArn(call.scope, key.id), ...aliases];
}

/** @throws AwsError DisabledException or KMSInvalidStateException */
export function requireState(call: Call, key: KeyRecord, allowed: readonly KeyState[]): void {
  const state = keyState(call, key);
  if (allowed.includes(state)) return;
  const arn = keyArn(call.scope, key.id);
  if (state === 'Disabled') throw new AwsError('DisabledException', `${arn} is disabled.`);
  throw new AwsError(
    'KMSInvalidStateException',
    `${arn} is ${state === 'Enabled' ? 'enabled' : 'pending deletion'}.`,
  );
}
