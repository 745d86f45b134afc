import { type Authorization, account } from './evaluator.ts';

type Body = Readonly<Record<string, unknown>>;

/** SecureStrings under customer keys, and those keys' ARNs by whatever names them. */
export interface KeyWorld {
  /** The key id as it was given at the put; undefined for anything else than such a SecureString. */
  readonly keyIdOf: (name: string) => string | undefined;
  /** Undefined for the default key. */
  readonly key: (keyId: string) => { readonly arn: string; readonly aliases: readonly string[] } | undefined;
  /** Names below a path. */
  readonly below: (path: string) => readonly string[];
}

const region = 'us-east-1';

/**
 * What IAM is asked for one request. Sources: "Actions, resources, and condition keys for AWS Systems Manager" and
 * "… for AWS KMS" in the Service Authorization Reference; "How AWS Systems Manager Parameter Store uses AWS KMS".
 */
export function authorizationsOf(operation: string, body: Body, world: KeyWorld): readonly Authorization[] {
  const ssm = (resources: readonly string[]): readonly Authorization[] =>
    resources.map((resource) => ({ action: `ssm:${operation}`, resource, context: {} }));
  const decrypted = (names: readonly string[]) =>
    body.WithDecryption === true ? names.flatMap((name) => valueUse('kms:Decrypt', name, world)) : [];
  switch (operation) {
    case 'GetParameter': {
      const name = bare(String(body.Name));
      return [...ssm([arnOf(name)]), ...decrypted([name])];
    }
    case 'GetParameters': {
      const names = (body.Names as readonly string[]).map(bare);
      return [...ssm(names.map(arnOf)), ...decrypted(names)];
    }
    case 'GetParametersByPath': {
      const path = String(body.Path);
      return [...ssm([arnOf(path)]), ...decrypted(world.below(path))];
    }
    case 'DescribeParameters':
      return ssm(['*']);
    case 'PutParameter':
      return putAuthorizations(body, world, ssm);
    case 'DeleteParameters':
      return ssm((body.Names as readonly string[]).map(arnOf));
    case 'AddTagsToResource':
    case 'RemoveTagsFromResource':
    case 'ListTagsForResource':
      return ssm([taggedArn(body)]);
    case 'GetParameterHistory':
      return ssm([arnOf(String(body.Name))]);
    case 'GetServiceSetting':
      return ssm([`arn:aws:ssm:${region}:${account}:servicesetting${String(body.SettingId)}`]);
    case 'ListAliases':
    case 'ListKeys':
      return [{ action: `kms:${operation}`, resource: '*', context: {} }];
    case 'CreateKey':
      return [
        { action: 'kms:CreateKey', resource: '*', context: {} },
        ...(body.Tags === undefined ? [] : [ofKey('kms:TagResource', 'new')]),
      ];
    case 'CreateAlias': {
      const aliasArn = `arn:aws:kms:${region}:${account}:${String(body.AliasName)}`;
      return [
        { action: 'kms:CreateAlias', resource: aliasArn, context: {} },
        ofKey('kms:CreateAlias', String(body.TargetKeyId)),
      ];
    }
    case 'EnableKeyRotation':
    case 'GetKeyPolicy':
    case 'GetKeyRotationStatus':
    case 'ListResourceTags':
    case 'PutKeyPolicy':
    case 'TagResource':
    case 'UntagResource':
    case 'UpdateKeyDescription':
      return [ofKey(`kms:${operation}`, String(body.KeyId))];
    case 'DescribeKey': {
      const key = world.key(String(body.KeyId));
      const resource = key?.arn ?? `arn:aws:kms:${region}:${account}:key/missing`;
      return [
        { action: 'kms:DescribeKey', resource, context: { 'kms:ResourceAliases': key?.aliases ?? [] } },
      ];
    }
    case 'GetCallerIdentity':
      return [];
    default:
      throw new Error(`It is not known what IAM is asked for ${operation}.`);
  }
}

/** A key by its id or ARN. */
function ofKey(action: string, keyId: string): Authorization {
  const resource = keyId.startsWith('arn:') ? keyId : `arn:aws:kms:${region}:${account}:key/${keyId}`;
  return { action, resource, context: {} };
}

function putAuthorizations(
  body: Body,
  world: KeyWorld,
  ssm: (resources: readonly string[]) => readonly Authorization[],
): readonly Authorization[] {
  const name = String(body.Name);
  const tags = (body.Tags as readonly unknown[] | undefined) ?? [];
  const tagging: readonly Authorization[] =
    tags.length > 0 ? [{ action: 'ssm:AddTagsToResource', resource: arnOf(name), context: {} }] : [];
  const keyId = body.Type === 'SecureString' ? String(body.KeyId ?? 'alias/aws/ssm') : undefined;
  const tier = String(body.Tier ?? 'Standard');
  const action = tier === 'Standard' ? 'kms:Encrypt' : 'kms:GenerateDataKey';
  return [
    ...ssm([arnOf(name)]),
    ...tagging,
    ...(keyId === undefined ? [] : keyUse(action, keyId, name, world)),
  ];
}

function valueUse(action: string, name: string, world: KeyWorld): readonly Authorization[] {
  const keyId = world.keyIdOf(name);
  return keyId === undefined ? [] : keyUse(action, keyId, name, world);
}

/** What KMS is told when Parameter Store uses a key for the caller. */
function keyUse(action: string, keyId: string, name: string, world: KeyWorld): readonly Authorization[] {
  const key = world.key(keyId);
  if (key === undefined) return [];
  return [
    {
      action,
      resource: key.arn,
      context: {
        'kms:ViaService': `ssm.${region}.amazonaws.com`,
        'kms:EncryptionContext:PARAMETER_ARN': arnOf(name),
        'kms:ResourceAliases': key.aliases,
      },
    },
  ];
}

function arnOf(name: string): string {
  return name.startsWith('arn:')
    ? name
    : `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`;
}

/** As it was seen in a denial of AWS's: the id keeps its slash. */
function taggedArn({ ResourceType, ResourceId }: Body): string {
  const levels: Readonly<Record<string, string>> = { Parameter: 'parameter', Document: 'document' };
  return `arn:aws:ssm:${region}:${account}:${levels[String(ResourceType)]}/${String(ResourceId)}`;
}

function bare(name: string): string {
  return name.startsWith('arn:') ? name : name.replace(/:.*$/, '');
}
