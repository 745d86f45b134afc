import { describe, expect, it } from 'vitest';
import { assembleKey } from '../../../src/core/key/assemble-key.ts';
import type { LiveKey } from '../../../src/core/key/found-key.ts';
import type { KeyDetail } from '../../../src/core/key/key-admin.ts';
import type { KeyDraft } from '../../../src/core/key/key-draft.ts';
import { aliased, makeKeyDraft, scope } from './make-key.ts';

const tags = (count: number, name = 'k') =>
  Array.from({ length: count }, (_, index) => ({ Key: `${name}${index}`, Value: 'v' }));
const plan = (draft: Partial<KeyDraft>, key: Partial<KeyDetail> = {}, live: Partial<LiveKey> = {}) =>
  assembleKey(makeKeyDraft(draft), aliased(key, live), scope);

describe('a key in a state that no parameter can be put with', () => {
  it.each<[string, Partial<KeyDetail>, string, string]>([
    ['disabled', { state: 'Disabled' }, 'is disabled', 'aws kms enable-key --key-id k1'],
    [
      'pending deletion',
      { state: 'PendingDeletion', deletionDate: new Date('2027-01-02T03:04:05Z') },
      'is pending deletion, on 2027-01-02; what is encrypted under it is lost then',
      'aws kms cancel-key-deletion --key-id k1, then aws kms enable-key',
    ],
    ['pending import', { state: 'PendingImport', origin: 'EXTERNAL' }, 'has no key material yet', 'Import'],
    ['unavailable', { state: 'Unavailable' }, 'is in the state Unavailable', 'try again'],
    [
      'asymmetric',
      { spec: 'RSA_2048' },
      'is not a symmetric encryption key (RSA_2048, ENCRYPT_DECRYPT)',
      'symmetric',
    ],
    [
      'for signing',
      { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' },
      'is not a symmetric encryption key',
      'symmetric',
    ],
    ['of AWS', { manager: 'AWS' }, "is AWS's own and cannot be managed", 'Delete the alias'],
  ])('%s is refused, with what to do', (_what, key, reason, hint) => {
    const { steps } = plan({ rotationDays: 100, tags: tags(1) }, key);
    expect(steps).toEqual([
      { kind: 'refuse', reason: expect.stringContaining(reason), hint: expect.stringContaining(hint) },
    ]);
  });
});

describe('rotation', () => {
  const primaryArn = 'arn:aws:kms:eu-west-1:123456789012:key/mrk-1';
  it.each<[string, Partial<KeyDetail>, string]>([
    ['imported material', { origin: 'EXTERNAL' }, 'its key material was imported'],
    ['a custom key store', { origin: 'AWS_CLOUDHSM' }, 'it is in a custom key store'],
    ['a replica', { primaryArn }, `it is a replica; rotation is set on ${primaryArn}`],
  ])('%s: a note, and a refusal where a period was asked for', (_what, key, why) => {
    expect(plan({}, key, { rotation: undefined })).toMatchObject({
      steps: [{ kind: 'keep' }],
      notes: [`Rotation cannot be enabled: ${why}.`],
    });
    const reason = `the rotation of the key cannot be set: ${why}`;
    expect(plan({ rotationDays: 100 }, key).steps).toMatchObject([{ kind: 'refuse', reason }]);
  });

  const off = { enabled: false, days: undefined };
  it.each([
    ['is enabled where it is off', undefined, off, [{ kind: 'enable-rotation', days: undefined, from: off }]],
    ['keeps its period where none is given', undefined, { enabled: true, days: 90 }, [{ kind: 'keep' }]],
    ['that is right is kept', 90, { enabled: true, days: 90 }, [{ kind: 'keep' }]],
    [
      'gets another period',
      90,
      { enabled: true, days: 365 },
      [{ kind: 'enable-rotation', days: 90, from: { enabled: true, days: 365 } }],
    ],
    ['that is unknown is left alone', undefined, undefined, [{ kind: 'keep' }]],
    ['that is unknown is set when a period is given', 90, undefined, [{ kind: 'enable-rotation', days: 90 }]],
  ])('%s', (_what, rotationDays, rotation, steps) => {
    expect(plan({ rotationDays }, {}, { rotation }).steps).toMatchObject(steps);
  });
});

describe('tags', () => {
  it('beyond fifty are refused, pruned ones do not count', () => {
    const live = { tags: tags(49, 'old') };
    const reason = 'the key would have 51 tags; AWS allows 50';
    expect(plan({ tags: tags(2) }, {}, live).steps).toMatchObject([{ kind: 'refuse', reason }]);
    expect(plan({ tags: tags(2), pruneTags: true }, {}, live).steps.map(({ kind }) => kind)).toEqual([
      'untag',
      'tag',
    ]);
  });

  it('of a new key begin with the one it is found by', () => {
    const own = { Key: 'ssmkit:environment', Value: 'prod' };
    for (const given of [tags(1), [own, ...tags(1)]]) {
      const draft = makeKeyDraft({ tags: given });
      const { steps } = assembleKey(draft, { found: { kind: 'none' }, notes: [] }, scope);
      expect(steps[0]).toMatchObject({ kind: 'create-key', request: { tags: [own, ...tags(1)] } });
    }
  });
});

it('a policy that AWS would find too large is refused before a key is made', () => {
  const users = Array.from(
    { length: 600 },
    (_, index) => `arn:aws:iam::123456789012:role/${'x'.repeat(40)}${index}`,
  );
  const draft = makeKeyDraft({ roles: { admins: [], users } });
  const { steps } = assembleKey(draft, { found: { kind: 'none' }, notes: [] }, scope);
  expect(steps).toMatchObject([{ kind: 'refuse', reason: expect.stringContaining('32768 bytes') }]);
});
