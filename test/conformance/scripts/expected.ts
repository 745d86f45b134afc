import type { SeenParameter, Snapshot } from './witness.ts';

/** What an example does, as seen from outside. */
export interface Expected {
  /** What it makes of a parameter; null when it is gone. Everything else stays exactly as it was. */
  readonly change: Readonly<Record<string, SeenParameter | null>>;
  /** Calls that change something, when applied. */
  readonly calls: readonly string[];
  /** Every one of these stands in the preview's stdout and in the apply's. */
  readonly says: readonly string[];
  /** The whole of stdout, for what changes nothing. */
  readonly prints?: string;
  /** A file it writes when applied, without its first line (the time). */
  readonly writes?: { readonly file: string; readonly text: string };
}

const stage = (service: string, key: string) => `/mow/backend/${service}/stage/${key}`;
const prod = (service: string, key: string) => `/mow/backend/${service}/prod/${key}`;

const base = { Project: 'mow', Component: 'backend', ManagedBy: 'ssmkit', Environment: 'unset' };
const postgres = { Service: 'postgres', Backup: 'daily' };
const prodTags = { Environment: 'prod', Criticality: 'high', CostCenter: '42' };
const djangoProd = { ...base, Service: 'django', ...prodTags };
const postgresProd = { ...base, ...postgres, ...prodTags };

const plain = (value: string, tags: Readonly<Record<string, string>> = {}): SeenParameter => ({
  type: 'String',
  value,
  version: 1,
  tags,
});
const secure = (
  value: string,
  keyId: string,
  tags: Readonly<Record<string, string>> = {},
): SeenParameter => ({
  ...plain(value, tags),
  type: 'SecureString',
  keyId,
});
const customerKey = 'alias/myapp/ssm';
const defaultKey = 'alias/aws/ssm';

/** The Extra layer that `$EXTRA_TAGS` names. */
export const extraTags = [{ Key: 'CostCenter', Value: '42' }];

/** In the order of docs/migration.md; each starts from what those before it left. */
export const expectations: readonly (readonly [subcommand: string, expected: Expected])[] = [
  [
    'put',
    {
      change: { [stage('postgres', 'POSTGRES_DB')]: plain('ok_db') },
      calls: ['PutParameter'],
      says: [stage('postgres', 'POSTGRES_DB')],
    },
  ],
  [
    'put-secure',
    {
      change: { [stage('django', 'SECRET_KEY')]: secure('super-secret', customerKey) },
      calls: ['PutParameter'],
      says: [stage('django', 'SECRET_KEY')],
    },
  ],
  [
    'put-and-tag',
    {
      change: {
        [stage('postgres', 'POSTGRES_USER')]: plain('mow', {
          ...base,
          ...postgres,
          Environment: 'stage',
          Backup: 'none',
          Name: 'mow-backend-postgres-stage',
        }),
      },
      calls: ['PutParameter'],
      says: [stage('postgres', 'POSTGRES_USER')],
    },
  ],
  [
    'put-secure-and-tag',
    {
      change: {
        [stage('postgres', 'POSTGRES_PASSWORD')]: secure('pa ss', customerKey, { ...base, Owner: 'data' }),
      },
      calls: ['PutParameter'],
      says: [stage('postgres', 'POSTGRES_PASSWORD')],
    },
  ],
  [
    'list',
    {
      change: {},
      calls: [],
      says: [],
      prints: ['POSTGRES_DB', 'POSTGRES_PASSWORD', 'POSTGRES_USER']
        .map((key) => `${stage('postgres', key)}\n`)
        .join(''),
    },
  ],
  [
    'seed',
    {
      change: {
        [prod('postgres', 'POSTGRES_DB')]: plain('mow', postgresProd),
        [prod('postgres', 'POSTGRES_USER')]: plain('mow', postgresProd),
        [prod('postgres', 'POSTGRES_PASSWORD')]: secure('super-secret', defaultKey, postgresProd),
        [prod('django', 'SECRET_KEY')]: secure('django-insecure-$x(9!k#2_change-me', defaultKey, djangoProd),
        [prod('django', 'DEBUG')]: plain('False', djangoProd),
      },
      calls: Array(5).fill('PutParameter'),
      says: [prod('postgres', 'POSTGRES_PASSWORD'), prod('django', 'DEBUG')],
    },
  ],
  [
    'export',
    {
      change: {},
      calls: [],
      says: [],
      writes: {
        file: 'opt/app/.env',
        text: [
          '# project=mow env=stage region=us-east-1',
          '',
          '# service=django',
          '# secret=true',
          "SECRET_KEY='super-secret'",
          '',
          '# service=postgres',
          'POSTGRES_DB=ok_db',
          '# secret=true',
          "POSTGRES_PASSWORD='pa ss'",
          'POSTGRES_USER=mow',
          '',
        ].join('\n'),
      },
    },
  ],
  [
    'export',
    {
      change: {},
      calls: [],
      says: [],
      writes: {
        file: 'out.env',
        text: [
          '# project=mow env=prod region=us-east-1',
          '',
          '# service=django',
          'DEBUG=False',
          '# secret=true',
          "SECRET_KEY='django-insecure-$x(9!k#2_change-me'",
          '',
          '# service=postgres',
          'POSTGRES_DB=mow',
          '# secret=true',
          "POSTGRES_PASSWORD='super-secret'",
          'POSTGRES_USER=mow',
          '',
        ].join('\n'),
      },
    },
  ],
  [
    'tag',
    {
      change: { [stage('postgres', 'POSTGRES_DB')]: plain('ok_db', { ...base, Name: 'x' }) },
      calls: ['AddTagsToResource'],
      says: [stage('postgres', 'POSTGRES_DB')],
    },
  ],
  [
    'delete',
    {
      change: { [stage('postgres', 'POSTGRES_DB')]: null },
      calls: ['DeleteParameters'],
      says: [stage('postgres', 'POSTGRES_DB')],
    },
  ],
  [
    'delete-by-path',
    {
      change: {
        [stage('postgres', 'POSTGRES_PASSWORD')]: null,
        [stage('postgres', 'POSTGRES_USER')]: null,
        [prod('postgres', 'POSTGRES_DB')]: null,
        [prod('postgres', 'POSTGRES_PASSWORD')]: null,
        [prod('postgres', 'POSTGRES_USER')]: null,
      },
      calls: ['DeleteParameters'],
      says: ['5'],
    },
  ],
];

/** A snapshot after a change. */
export function after(before: Snapshot, change: Expected['change']): Snapshot {
  const entries = Object.entries({ ...before, ...change });
  return Object.fromEntries(entries.filter((entry): entry is [string, SeenParameter] => entry[1] !== null));
}
