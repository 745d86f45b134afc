import type { ParameterName } from '../parameter/name.ts';
import type { ParameterTier, ParameterType } from '../parameter/type.ts';
import type { Secret } from '../secret/secret.ts';
import type { MergedTag } from '../tag/layer.ts';

/** A parameter as it should exist. What is undefined is kept as it is live, or AWS's default on create. */
export interface Draft {
  readonly name: ParameterName;
  readonly value: Secret;
  /** Undefined when the source says nothing: String on create, a live StringList stays one. */
  readonly type: ParameterType | undefined;
  /** A live SecureString may become plain text: `# secret=false`, or --allow-plaintext. */
  readonly plaintextAllowed: boolean;
  readonly keyId: string | undefined;
  readonly tier: ParameterTier | undefined;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  readonly policies: string | undefined;
  readonly dataType: string | undefined;
  /** The merged layers; none means that live tags are left alone and not even read. */
  readonly tags: readonly MergedTag[];
}
