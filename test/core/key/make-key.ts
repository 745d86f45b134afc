import type { KeyReading, LiveKey } from '../../../src/core/key/found-key.ts';
import type { KeyDetail } from '../../../src/core/key/key-admin.ts';
import type { KeyDraft } from '../../../src/core/key/key-draft.ts';
import { defaultTemplateText, parsePathTemplate } from '../../../src/core/parameter/template.ts';

export const scope = { partition: 'aws', region: 'us-east-1', account: '123456789012' };

/** A customer key that is well. */
export function makeDetail(more: Partial<KeyDetail> = {}): KeyDetail {
  return {
    arn: 'arn:aws:kms:us-east-1:123456789012:key/k1',
    keyId: 'k1',
    state: 'Enabled',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    account: '123456789012',
    manager: 'CUSTOMER',
    origin: 'AWS_KMS',
    description: 'd',
    deletionDate: undefined,
    primaryArn: undefined,
    ...more,
  };
}

function makeLive(key: Partial<KeyDetail> = {}, more: Partial<LiveKey> = {}): LiveKey {
  return {
    key: makeDetail(key),
    tags: [],
    rotation: { enabled: true, days: 365 },
    policy: undefined,
    ...more,
  };
}

export function aliased(key: Partial<KeyDetail> = {}, more: Partial<LiveKey> = {}): KeyReading {
  return { found: { kind: 'aliased', live: makeLive(key, more) }, notes: [] };
}

export function makeKeyDraft(more: Partial<KeyDraft> = {}): KeyDraft {
  return {
    environment: 'prod',
    alias: 'alias/ssm-prod',
    description: undefined,
    tags: [],
    pruneTags: false,
    rotationDays: undefined,
    roles: { admins: [], users: [] },
    template: parsePathTemplate(defaultTemplateText),
    fields: { project: 'mow', component: 'backend', environment: 'prod' },
    newKey: false,
    ...more,
  };
}
