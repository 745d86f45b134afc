/** `not-checked`: there is no harmless way, no permission, or nobody asked for it. */
export type CheckStatus = 'ok' | 'warning' | 'problem' | 'not-checked';

export type CheckGroup = 'way' | 'permissions' | 'keys' | 'parameters' | 'settings';

/** Everything `doctor` looks at: the part of the report it stands in, and its name there. */
export const checks = {
  connection: { group: 'way', title: 'connection' },
  identity: { group: 'way', title: 'identity' },
  account: { group: 'way', title: 'account' },
  region: { group: 'way', title: 'Region' },
  credentials: { group: 'way', title: 'credentials' },
  endpoint: { group: 'way', title: 'endpoint' },
  clock: { group: 'way', title: 'clock' },
  rest: { group: 'way', title: 'everything else' },
  permission: { group: 'permissions', title: 'permission' },
  writes: { group: 'permissions', title: 'writing' },
  key: { group: 'keys', title: 'key' },
  decryption: { group: 'keys', title: 'decryption' },
  hierarchy: { group: 'parameters', title: 'hierarchy' },
  quota: { group: 'parameters', title: 'number' },
  versions: { group: 'parameters', title: 'versions' },
  plaintext: { group: 'parameters', title: 'in the clear' },
  throughput: { group: 'parameters', title: 'throughput' },
  tier: { group: 'parameters', title: 'default tier' },
  guard: { group: 'settings', title: 'account guard' },
  protection: { group: 'settings', title: 'protection' },
  environment: { group: 'settings', title: 'environment' },
  tags: { group: 'settings', title: 'tag layers' },
} as const satisfies Record<string, { readonly group: CheckGroup; readonly title: string }>;

export type CheckId = keyof typeof checks;

/** What to do about a result. */
export interface Todo {
  /** One sentence or two. */
  readonly advice: string;
  /** A command line as it can be typed. */
  readonly command?: string | undefined;
}

interface Details {
  /** What it is about, where a check looks at several: an action, a key, a parameter, an environment. */
  readonly subject?: string | undefined;
  /** Parameters it is about, each with what is to be said of it; never a value. */
  readonly items?: readonly CheckedItem[] | undefined;
}

export interface CheckedItem {
  readonly name: string;
  readonly why: string;
}

interface Said extends Details {
  readonly check: CheckId;
  /** What was found, as a sentence without the subject. */
  readonly message: string;
}

/** Whatever is not ok says what to do about it. */
export type CheckResult = Said &
  (
    | { readonly status: 'ok'; readonly todo?: undefined }
    | { readonly status: Exclude<CheckStatus, 'ok'>; readonly todo: Todo }
  );

export function passed(check: CheckId, message: string, details: Details = {}): CheckResult {
  return { status: 'ok', check, message, ...details };
}

export function found(
  status: Exclude<CheckStatus, 'ok'>,
  check: CheckId,
  message: string,
  todo: Todo,
  details: Details = {},
): CheckResult {
  return { status, check, message, todo, ...details };
}

export type CheckTotals = Readonly<Record<CheckStatus, number>>;

export function countResults(results: readonly CheckResult[]): CheckTotals {
  const count = (status: CheckStatus) => results.filter((result) => result.status === status).length;
  return {
    ok: count('ok'),
    warning: count('warning'),
    problem: count('problem'),
    'not-checked': count('not-checked'),
  };
}
