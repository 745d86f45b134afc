import { parseParameterName } from '../../../src/core/parameter/name.ts';
import type {
  LiveParameter,
  ParameterMetadata,
  StoredParameter,
} from '../../../src/core/parameter/stored.ts';
import type { Draft } from '../../../src/core/plan/draft.ts';
import type { LiveState } from '../../../src/core/plan/live-state.ts';
import type { KeyDescription } from '../../../src/core/ports.ts';
import { Secret } from '../../../src/core/secret/secret.ts';
import type { Tag } from '../../../src/core/tag/tag.ts';

/** Stands in every value of these tests, so that it can be looked for in everything that comes out. */
export const canary = 'canary-value';

type DraftParts = Partial<Omit<Draft, 'name' | 'value' | 'tags'>> & {
  readonly name?: string;
  readonly value?: string;
  readonly tags?: Readonly<Record<string, string>>;
};

export function makeDraft({ name = '/mow/x', value = canary, tags = {}, ...rest }: DraftParts = {}): Draft {
  return {
    type: undefined,
    plaintextAllowed: false,
    keyId: undefined,
    tier: undefined,
    description: undefined,
    allowedPattern: undefined,
    policies: undefined,
    dataType: undefined,
    ...rest,
    name: parseParameterName(name),
    value: new Secret(value),
    tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value, origin: 'test' })),
  };
}

type StoredParts = Partial<Omit<StoredParameter, 'value'>> & { readonly value?: string };

export function makeStored({ value = canary, name = '/mow/x', ...rest }: StoredParts = {}): StoredParameter {
  return {
    name,
    arn: `arn:aws:ssm:us-east-1:123456789012:parameter${name}`,
    type: 'String',
    version: 3,
    lastModified: undefined,
    dataType: 'text',
    ...rest,
    value: new Secret(value),
  };
}

export function makeMetadata(parts: Partial<ParameterMetadata> = {}): ParameterMetadata {
  return {
    name: '/mow/x',
    tier: 'Standard',
    keyId: undefined,
    description: undefined,
    allowedPattern: undefined,
    policies: undefined,
    dataType: 'text',
    ...parts,
  };
}

export interface LiveParts extends StoredParts {
  readonly valueKnown?: boolean;
  /** `denied`: DescribeParameters did not answer. */
  readonly metadata?: Partial<ParameterMetadata> | 'denied';
  /** Undefined: not read. */
  readonly tags?: readonly Tag[] | undefined;
}

export function makeLive({
  valueKnown = true,
  metadata = {},
  tags,
  ...stored
}: LiveParts = {}): LiveParameter {
  return {
    stored: makeStored(stored),
    valueKnown,
    metadata:
      metadata === 'denied' ? undefined : makeMetadata({ name: stored.name ?? '/mow/x', ...metadata }),
    tags,
  };
}

export function makeState(
  parameters: readonly LiveParameter[] = [],
  keys: Readonly<Record<string, KeyDescription | 'missing'>> = {},
  notes: readonly string[] = [],
): LiveState {
  return {
    parameters: new Map(parameters.map((live) => [live.stored.name, live])),
    keys: new Map(Object.entries(keys)),
    notes,
  };
}

export function makeKey(parts: Partial<KeyDescription> = {}): KeyDescription {
  const keyId = parts.keyId ?? '11111111-2222-3333-4444-555555555555';
  return {
    arn: `arn:aws:kms:us-east-1:123456789012:key/${keyId}`,
    keyId,
    state: 'Enabled',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    ...parts,
  };
}
