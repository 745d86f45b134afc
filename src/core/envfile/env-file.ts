import type { Finding } from '../errors.ts';
import type { ParameterTier, ParameterType } from '../parameter/type.ts';
import type { Secret } from '../secret/secret.ts';
import type { Tag } from '../tag/tag.ts';

/** One assignment of an env file, with all that its directives say. */
export interface EnvEntry {
  /** The section it stands in; undefined only where the path template has no {service}. */
  readonly service: string | undefined;
  /** The env name left of `=`. */
  readonly name: string;
  /** From `# key=`: the parameter's key where it is not the env name. */
  readonly key: string | undefined;
  readonly value: Secret;
  /** From secret, section-secret, type; undefined when the file asks for neither a secret nor a list. */
  readonly type: ParameterType | undefined;
  /** `# secret=false`: a live SecureString may become plain. */
  readonly plaintextAllowed: boolean;
  readonly tier: ParameterTier | undefined;
  /** From key-id, section-key-id; only where the entry is a secret. */
  readonly keyId: string | undefined;
  readonly description: string | undefined;
  /** From `# tag:`, in file order. */
  readonly tags: readonly Tag[];
  /** 1-based line of the assignment. */
  readonly line: number;
}

export interface EnvSection {
  readonly service: string | undefined;
  /** From `# section-tag:`, in file order. */
  readonly tags: readonly Tag[];
  /** 1-based line of the header. */
  readonly line: number;
}

/** An empty value that `skipEmpty` left out. */
export interface SkippedKey {
  readonly service: string | undefined;
  readonly name: string;
  /** From `# key=`, as in EnvEntry. */
  readonly key: string | undefined;
}

/** An env file as read. When `findings` holds an error, the file must not be used. */
export interface EnvFile {
  readonly sections: readonly EnvSection[];
  readonly entries: readonly EnvEntry[];
  /** Left out by `skipEmpty`: they exist for the user, so prune must not remove them. */
  readonly skippedEmpty: readonly SkippedKey[];
  readonly findings: readonly Finding[];
}

export interface EnvFileOptions {
  /** How the user named the file; for findings. */
  readonly file: string;
  /** False where the path template has no {service}: then a `# service=` line is an error. */
  readonly sections: boolean;
  /** The section of keys that stand before any header. */
  readonly defaultService?: string | undefined;
  readonly skipEmpty?: boolean | undefined;
  /** Every key is a secret (--all-secret), so that `# key-id=` needs no `# secret=true`. */
  readonly allSecret?: boolean | undefined;
}
