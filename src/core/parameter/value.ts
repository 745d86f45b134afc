import type { Secret } from '../secret/secret.ts';
import type { ParameterTier } from './type.ts';

/** UTF-8 bytes: AWS says "characters" in its errors, but KMS counts bytes, so bytes are safe for both. */
export const standardLimit = 4096;
export const advancedLimit = 8192;

export function byteLength(value: Secret): number {
  return new TextEncoder().encode(value.reveal()).length;
}

/** The most bytes a value may have in a tier; Intelligent-Tiering moves up to Advanced by itself. */
export function valueLimit(tier: ParameterTier | undefined): number {
  return tier === undefined || tier === 'Standard' ? standardLimit : advancedLimit;
}

/**
 * Says why AWS would refuse a value, or nothing. The answer never holds a part of the value.
 * Source: PutParameter in the API reference.
 */
export function valueProblem(value: Secret, tier?: ParameterTier): string | undefined {
  const text = value.reveal();
  if (text === '') return 'is empty; Parameter Store has no empty values';
  if (text.includes('\0')) return 'holds a NUL character';
  if (/\{\{[\s\S]*\}\}/.test(text)) {
    return 'holds {{…}}, which Parameter Store takes for a nested parameter; store it base64-encoded';
  }
  const length = byteLength(value);
  const limit = valueLimit(tier);
  if (length > limit) {
    const more = limit === standardLimit && length <= advancedLimit ? '; the Advanced tier takes 8192' : '';
    return `is ${length} bytes; the ${tier ?? 'Standard'} tier takes ${limit}${more}`;
  }
  return undefined;
}
