import type { Parameter, ParameterMetadata as SdkMetadata } from '@aws-sdk/client-ssm';
import type { ParameterMetadata, StoredParameter } from '../core/parameter/stored.ts';
import {
  type ParameterTier,
  type ParameterType,
  parameterTiers,
  parameterTypes,
} from '../core/parameter/type.ts';
import { Secret } from '../core/secret/secret.ts';

/** A parameter of an answer, under the name it was asked by. */
export function toStored(parameter: Parameter, name: string): StoredParameter {
  return {
    name,
    arn: parameter.ARN ?? '',
    type: toType(parameter.Type),
    version: parameter.Version ?? 0,
    value: new Secret(parameter.Value ?? ''),
    lastModified: parameter.LastModifiedDate,
    dataType: parameter.DataType ?? 'text',
  };
}

export function toMetadata(metadata: SdkMetadata, name: string): ParameterMetadata {
  const policies = (metadata.Policies ?? []).map((policy) => policyText(policy.PolicyText)).filter(Boolean);
  return {
    name,
    tier: toTier(metadata.Tier) ?? 'Standard',
    keyId: metadata.KeyId || undefined,
    description: metadata.Description || undefined,
    allowedPattern: metadata.AllowedPattern || undefined,
    policies: policies.length === 0 ? undefined : `[${policies.join(',')}]`,
    dataType: metadata.DataType ?? 'text',
  };
}

/** Only emulators leave the type out; AWS always says it. */
export function toType(type: string | undefined): ParameterType {
  return parameterTypes.find((known) => known === type) ?? 'String';
}

export function toTier(tier: string | undefined): ParameterTier | undefined {
  return parameterTiers.find((known) => known === tier);
}

/** moto answers an object where AWS answers JSON text. */
function policyText(text: unknown): string {
  return typeof text === 'string' ? text : text === undefined ? '' : JSON.stringify(text);
}
