import { CallError } from '../../src/core/call-error.ts';
import type { StoredParameter } from '../../src/core/parameter/stored.ts';
import type { ParameterType } from '../../src/core/parameter/type.ts';
import type { CallRunner, Clock, OperationFamily, ParameterStore, RetryRule } from '../../src/core/ports.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import type { Tag } from '../../src/core/tag/tag.ts';

/** What goes wrong with one call on the wire. `before` and `after`: acting, that is. */
export type Fault =
  | 'throttle'
  | 'too-many-updates'
  | 'server-before'
  | 'server-after'
  | 'reset-before'
  | 'reset-after'
  | 'hang-before'
  | 'hang-after'
  | CallError;

export type Operation = 'get' | 'getOne' | 'path' | 'put' | 'addTags' | 'removeTags' | 'delete';

export interface WireCall {
  readonly operation: Operation;
  readonly names: readonly string[];
  readonly at: number;
  readonly decrypt?: boolean;
}

interface Version {
  readonly at: number;
  /** Undefined: deleted. */
  readonly state:
    | { readonly version: number; readonly type: ParameterType; readonly value: string }
    | undefined;
}

export interface FakeStoreOptions {
  readonly clock: Clock;
  readonly runner?: CallRunner | undefined;
  readonly latencyMs?: number;
  /** Reads show the state of so many milliseconds ago. */
  readonly lagMs?: number;
  /** `count`: how many calls of this operation came before. */
  readonly fault?: (call: WireCall, count: number) => Fault | undefined;
}

const direct: CallRunner = { run: (_family, _rule, call) => call(new AbortController().signal) };

/** Parameter Store in memory, with versions, tags, lagging reads and faults on the wire. */
export function createFakeStore(options: FakeStoreOptions) {
  const { clock, runner = direct, latencyMs = 30, lagMs = 0 } = options;
  const histories = new Map<string, Version[]>();
  const tags = new Map<string, Map<string, string>>();
  const calls: WireCall[] = [];
  const busy = new Set<string>();
  const overlaps: string[] = [];

  const now = (name: string) => histories.get(name)?.at(-1)?.state;

  function set(name: string, state: Version['state'], at = clock.now()): void {
    histories.set(name, [...(histories.get(name) ?? []), { at, state }]);
  }

  /** As if someone else had written it. */
  function write(name: string, value: string, type: ParameterType = 'String', at?: number): void {
    set(name, { version: (now(name)?.version ?? 0) + 1, type, value }, at);
  }

  function remove(name: string): void {
    set(name, undefined);
    tags.delete(name);
  }

  async function wire<T>(call: WireCall, act: () => T): Promise<T> {
    const count = calls.filter(({ operation }) => operation === call.operation).length;
    calls.push(call);
    const fault = options.fault?.(call, count);
    await clock.sleep(latencyMs / 2);
    if (fault instanceof CallError) throw fault;
    if (fault === 'throttle') throw new CallError('throttled', 'Rate exceeded');
    if (fault === 'too-many-updates') throw new CallError('too-many-updates', 'Too many updates');
    if (fault === 'server-before') throw new CallError('server', 'Internal error');
    if (fault === 'reset-before') throw new CallError('connection', 'Connection reset');
    if (fault === 'hang-before') await new Promise(() => undefined);
    const answer = act();
    if (fault === 'hang-after') await new Promise(() => undefined);
    await clock.sleep(latencyMs / 2);
    if (fault === 'server-after') throw new CallError('server', 'Internal error');
    if (fault === 'reset-after') throw new CallError('connection', 'Connection reset');
    return answer;
  }

  function run<T>(
    family: OperationFamily,
    rule: RetryRule,
    operation: Operation,
    names: readonly string[],
    act: () => T,
    decrypt = false,
  ): Promise<T> {
    return runner.run(family, rule, () => wire({ operation, names, at: clock.now(), decrypt }, act));
  }

  /** Runs a write and notes when another write to the same name is under way. */
  async function alone<T>(names: readonly string[], write: () => Promise<T>): Promise<T> {
    overlaps.push(...names.filter((name) => busy.has(name)));
    for (const name of names) busy.add(name);
    try {
      return await write();
    } finally {
      for (const name of names) busy.delete(name);
    }
  }

  function stored(asked: string, decrypt: boolean): StoredParameter | undefined {
    const [name = '', selector] = asked.split(':');
    const wanted = Number(selector);
    const entry = histories
      .get(name)
      ?.findLast((each) => (selector ? each.state?.version === wanted : each.at <= clock.now() - lagMs));
    if (!entry?.state) return undefined;
    const { at, state } = entry;
    const readable = decrypt || state.type !== 'SecureString';
    return {
      name,
      arn: `arn:aws:ssm:us-east-1:123456789012:parameter${name}`,
      type: state.type,
      version: state.version,
      value: new Secret(readable ? state.value : 'AQICAH'),
      lastModified: new Date(at),
      dataType: 'text',
    };
  }

  const existing = (name: string) => {
    if (!now(name)) throw new CallError('not-found', `There is no ${name}.`);
    const known = tags.get(name) ?? new Map<string, string>();
    tags.set(name, known);
    return known;
  };

  const store: ParameterStore = {
    getParameters: (names, { decrypt }) =>
      run(
        'read',
        'idempotent',
        'get',
        names,
        () => ({
          found: names.map((name) => stored(name, decrypt)).filter((found) => found !== undefined),
          missing: names.filter((name) => !stored(name, decrypt)),
        }),
        decrypt,
      ),
    getParameter: (name, { decrypt }) =>
      run('read', 'idempotent', 'getOne', [name], () => stored(name, decrypt), decrypt),
    async *getParametersByPath(path, { decrypt }) {
      yield await run('read', 'idempotent', 'path', [path], () =>
        [...histories.keys()]
          .filter((name) => name.startsWith(`${path}/`))
          .map((name) => stored(name, decrypt))
          .filter((found) => found !== undefined),
      );
    },
    describeParameters: async () => new Map(),
    listTags: async (name): Promise<readonly Tag[]> =>
      [...existing(name)].map(([Key, Value]) => ({ Key, Value })),
    put: (request) =>
      alone([request.name], () =>
        run('put', 'write', 'put', [request.name], () => {
          if (now(request.name) && !request.overwrite) throw new CallError('exists', 'It exists.');
          write(request.name, request.value.reveal(), request.type);
          if (request.tags)
            tags.set(request.name, new Map(request.tags.map(({ Key, Value }) => [Key, Value])));
          return { version: now(request.name)?.version ?? 0, tier: 'Standard' as const };
        }),
      ),
    addTags: (name, edits) =>
      alone([name], () =>
        run('tag', 'idempotent', 'addTags', [name], () => {
          const known = existing(name);
          for (const { Key, Value } of edits) known.set(Key, Value);
        }),
      ),
    removeTags: (name, keys) =>
      alone([name], () =>
        run('tag', 'idempotent', 'removeTags', [name], () => {
          const known = existing(name);
          for (const key of keys) known.delete(key);
        }),
      ),
    deleteParameters: (names) =>
      alone(names, () =>
        run('delete', 'write', 'delete', names, () => {
          const deleted = names.filter((name) => now(name));
          for (const name of deleted) remove(name);
          return { deleted, missing: names.filter((name) => !deleted.includes(name)) };
        }),
      ),
  };

  return {
    store,
    calls,
    /** Names that were written while a write to them was under way; has to stay empty. */
    overlaps,
    write,
    remove,
    now,
    tags: (name: string) => Object.fromEntries(tags.get(name) ?? []),
    /** Every value the name ever had, oldest first; undefined for a deletion. */
    history: (name: string) => (histories.get(name) ?? []).map(({ state }) => state?.value),
    count: (operation: Operation) => calls.filter((call) => call.operation === operation).length,
  };
}
