import { environmentOfAlias } from './environment-key.ts';
import type { KeyDetail, KeyRotation } from './key-admin.ts';
import { type KeyFinding, keyFinding, missingKeyHint, rotationObstacle } from './key-finding.ts';

/** One form of a key, and how many parameters were last put with it. */
export interface GivenKey {
  readonly keyId: string;
  readonly parameters: number;
}

/** A key that parameters are under, or that the settings name, as far as it could be read. */
export interface UsedKey {
  /** `managed`: AWS's own key for Parameter Store, which is never described. `unknown`: that is denied. */
  readonly key: KeyDetail | 'managed' | 'missing' | 'unknown';
  readonly givenAs: readonly GivenKey[];
  /** Undefined where they may not be listed, and for keys of other accounts. */
  readonly aliases: readonly string[] | undefined;
  readonly rotation: KeyRotation | undefined;
}

export interface KeyUsage {
  readonly keys: readonly UsedKey[];
  /** What could not be read, said once each with the missing action. */
  readonly notes: readonly string[];
}

export function detailOf({ key }: UsedKey): KeyDetail | undefined {
  return typeof key === 'string' ? undefined : key;
}

/** The name people know a key by: the alias most parameters were put with, any alias, else what there is. */
export function nameOf(used: UsedKey): string {
  const given = used.givenAs.toSorted((a, b) => b.parameters - a.parameters).map(({ keyId }) => keyId);
  const alias = [...given, ...(used.aliases ?? [])].find((id) => id.startsWith('alias/'));
  return alias ?? detailOf(used)?.keyId ?? given[0] ?? '';
}

export function parametersOf({ givenAs }: UsedKey): number {
  return givenAs.reduce((sum, { parameters }) => sum + parameters, 0);
}

/** Everything that is wrong with a key, or may surprise. `account` is the caller's, where it is known. */
export function findingsOf(used: UsedKey, account: string | undefined): readonly KeyFinding[] {
  const { key, rotation } = used;
  if (key === 'managed' || key === 'unknown') return [];
  if (key === 'missing') {
    const parameters = parametersOf(used);
    const lost = parameters === 0 ? '' : '; what was encrypted under it cannot be read';
    const hint = missingKeyHint(nameOf(used)) ?? 'Check the Region, the account and ssmkit.json.';
    return [{ reason: `does not exist in this account and Region${lost}`, hint }];
  }
  const unusable = keyFinding(key);
  const foreign = account !== undefined && key.account !== '' && key.account !== account;
  return [
    ...(unusable ? [unusable] : []),
    ...(rotation?.enabled === false && !unusable ? [rotationOff(used, key)] : []),
    ...(foreign
      ? [
          {
            reason: `is a key of account ${key.account}`,
            hint: 'Its owner decides who may use it, and for how long.',
          },
        ]
      : []),
  ];
}

function rotationOff(used: UsedKey, { keyId }: KeyDetail): KeyFinding {
  const names = [...(used.aliases ?? []), ...used.givenAs.map((given) => given.keyId)];
  const environment = names.map(environmentOfAlias).find((name) => name !== undefined);
  const command =
    environment === undefined
      ? `aws kms enable-key-rotation --key-id ${keyId}`
      : `ssmkit kms ensure --environment ${environment}`;
  return { reason: 'is not rotated', hint: `Enable the rotation with: ${command}` };
}

/** `every 365 days`, `off`, `yearly`; undefined where it is not known. */
export function rotationWords({ key, rotation }: UsedKey): string | undefined {
  if (key === 'managed') return 'yearly';
  const detail = typeof key === 'string' ? undefined : key;
  if (detail === undefined) return undefined;
  if (detail.manager === 'AWS') return 'yearly';
  if (rotationObstacle(detail) !== undefined)
    return detail.primaryArn === undefined ? 'impossible' : 'as its primary';
  if (rotation === undefined) return undefined;
  if (!rotation.enabled) return 'off';
  return rotation.days === undefined ? 'on' : `every ${rotation.days} days`;
}
