/** What was found of settings in one place; what is not known there is left open. */
export interface FoundSettings {
  readonly project?: string | undefined;
  readonly component?: string | undefined;
  readonly pathTemplate?: string | undefined;
  readonly tagsDir?: string | undefined;
  readonly services: readonly string[];
  readonly environments: readonly string[];
  /** What was taken for what, and what was not understood. */
  readonly notes: readonly string[];
}

/** What somebody has said already, by a flag or as an answer. */
export interface KnownSettings {
  readonly project?: string | undefined;
  readonly component?: string | undefined;
  readonly pathTemplate?: string | undefined;
  readonly environments: readonly string[];
}

export type OpenField = 'project' | 'component' | 'pathTemplate';

/** Something that can be read in more than one way, which is nobody's to guess. */
export interface OpenChoice {
  readonly field: OpenField;
  /** A sentence. */
  readonly why: string;
  readonly choices: readonly string[];
}

export type Inference =
  | { readonly kind: 'found'; readonly found: FoundSettings }
  | { readonly kind: 'open'; readonly open: OpenChoice }
  /** A sentence, and what to do about it. */
  | { readonly kind: 'none'; readonly why: string; readonly hint: string };
