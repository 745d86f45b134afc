import { CallError } from '../../src/core/call-error.ts';
import type { ParameterMetadata, StoredParameter } from '../../src/core/parameter/stored.ts';
import type { ParameterType } from '../../src/core/parameter/type.ts';
import type { KeyDescription, KeyDirectory, ParameterStore } from '../../src/core/ports.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import type { Tag } from '../../src/core/tag/tag.ts';
import { makeMetadata, makeStored } from '../core/plan/make-draft.ts';

export interface FakeParameter {
  readonly value?: string;
  readonly type?: ParameterType;
  readonly keyId?: string;
  readonly metadata?: Partial<ParameterMetadata>;
  readonly tags?: readonly Tag[];
}

export interface FakeCall {
  readonly action: string;
  readonly names: readonly string[];
  readonly decrypt?: boolean;
}

export interface FakeRules {
  /** Actions that are denied whatever they are about. */
  readonly denied?: readonly string[];
  /** `action name` or `action path` that is denied. */
  readonly deniedOn?: readonly string[];
  /** Keys that cannot decrypt, and the kind of error AWS answers. */
  readonly badKeys?: Readonly<Record<string, 'key' | 'denied'>>;
  /** Fails with this instead of answering. */
  readonly failing?: Readonly<Record<string, CallError>>;
  readonly pageSize?: number;
}

export interface FakeStore {
  readonly store: ParameterStore;
  readonly calls: readonly FakeCall[];
  /** Calls of one action, in order. */
  readonly of: (action: string) => readonly FakeCall[];
}

/** A Parameter Store in memory that denies what it is told to and remembers who asked for what. Never writes. */
export function fakeStore(
  parameters: Readonly<Record<string, FakeParameter>>,
  rules: FakeRules = {},
): FakeStore {
  const calls: FakeCall[] = [];
  const enter = (action: string, names: readonly string[], decrypt?: boolean) => {
    calls.push({ action, names, ...(decrypt === undefined ? {} : { decrypt }) });
    const failure = rules.failing?.[action];
    if (failure) throw failure;
    const on = names.find((name) => rules.deniedOn?.includes(`${action} ${name}`));
    if (rules.denied?.includes(action) || on !== undefined) {
      throw new CallError('denied', `${action} of ${on ?? names[0]}: may not.`, { action });
    }
  };
  const read = (name: string, decrypt: boolean): StoredParameter | undefined => {
    const { value = name, type = 'String', keyId = 'alias/aws/ssm' } = parameters[name] ?? {};
    if (!parameters[name]) return undefined;
    if (type === 'SecureString' && decrypt && rules.badKeys?.[keyId])
      throw unreadable(name, rules.badKeys[keyId]);
    const hidden = type === 'SecureString' && !decrypt;
    return { ...makeStored({ name, type }), value: new Secret(hidden ? 'AQICAH-ciphertext' : value) };
  };
  const all = (names: readonly string[], decrypt: boolean) =>
    names.map((name) => read(name, decrypt)).filter((one) => one !== undefined);
  const never = (): never => {
    throw new Error('gather never writes');
  };
  const store: ParameterStore = {
    async getParameters(names, { decrypt }) {
      const found: StoredParameter[] = [];
      for (let at = 0; at < names.length; at += 10) {
        const chunk = names.slice(at, at + 10);
        enter('ssm:GetParameters', chunk, decrypt);
        found.push(...all(chunk, decrypt));
      }
      return { found, missing: names.filter((name) => !parameters[name]) };
    },
    async getParameter(name, { decrypt }) {
      enter('ssm:GetParameter', [name], decrypt);
      return read(name, decrypt);
    },
    async *getParametersByPath(path, { recursive, decrypt }) {
      enter('ssm:GetParametersByPath', [path], decrypt);
      const below = path.endsWith('/') ? path : `${path}/`;
      const names = Object.keys(parameters).filter((name) => {
        const full = name.startsWith('/') ? name : `/${name}`;
        return full.startsWith(below) && (recursive || !full.slice(below.length).includes('/'));
      });
      // Pages can be empty.
      yield [];
      const size = rules.pageSize ?? 3;
      for (let at = 0; at < names.length; at += size) yield all(names.slice(at, at + size), decrypt);
    },
    async describeParameters(names) {
      enter('ssm:DescribeParameters', names);
      const known = names.filter((name) => parameters[name]);
      return new Map(
        known.map((name) => {
          const { keyId, metadata } = parameters[name] ?? {};
          return [name, makeMetadata({ name, keyId, ...metadata })];
        }),
      );
    },
    async listTags(name) {
      enter('ssm:ListTagsForResource', [name]);
      return parameters[name]?.tags ?? [];
    },
    put: never,
    addTags: never,
    removeTags: never,
    deleteParameters: never,
  };
  return { store, calls, of: (action) => calls.filter((call) => call.action === action) };
}

function unreadable(name: string, kind: 'key' | 'denied'): CallError {
  if (kind === 'key') return new CallError('key', `GetParameters of ${name}: its key is disabled.`);
  return new CallError('denied', `GetParameters of ${name}: may not decrypt.`, { action: 'kms:Decrypt' });
}

export function fakeKeys(
  keys: Readonly<Record<string, KeyDescription>>,
  denied = false,
): { readonly keys: KeyDirectory; readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    keys: {
      async describeKey(keyId) {
        asked.push(keyId);
        if (denied) throw new CallError('denied', 'no', { action: 'kms:DescribeKey' });
        return keys[keyId];
      },
    },
  };
}
