import type { Secret } from '../secret/secret.ts';
import type { Tag } from '../tag/tag.ts';
import type { ParameterTier, ParameterType } from './type.ts';

/** A parameter as GetParameters or GetParametersByPath answers it. */
export interface StoredParameter {
  readonly name: string;
  readonly arn: string;
  readonly type: ParameterType;
  readonly version: number;
  /** Ciphertext (base64) for a SecureString that was read without decryption. */
  readonly value: Secret;
  readonly lastModified: Date | undefined;
  readonly dataType: string;
}

/** What only DescribeParameters tells. */
export interface ParameterMetadata {
  readonly name: string;
  readonly tier: ParameterTier;
  /** As it was given at the last put: id, ARN, alias or alias ARN. */
  readonly keyId: string | undefined;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  /** The policies' texts as one JSON array, or nothing. */
  readonly policies: string | undefined;
  readonly dataType: string;
}

/** A parameter as far as it could be read. */
export interface LiveParameter {
  readonly stored: StoredParameter;
  /** False when only the ciphertext could be read. */
  readonly valueKnown: boolean;
  readonly metadata: ParameterMetadata | undefined;
  readonly tags: readonly Tag[] | undefined;
}
