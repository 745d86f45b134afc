/** A command line of each command that changes AWS, and the parameters it finds. */
interface WritingCase {
  readonly title: string;
  readonly args: readonly string[];
  readonly live: readonly Live[];
  /** Calls that write, sorted. */
  readonly calls: readonly string[];
}

interface Live {
  readonly Name: string;
  readonly Type: 'String' | 'SecureString';
  readonly Value: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

const db = '/mow/backend/postgres/stage/DB';
const name = ['--name', db];
const live = (Name: string, Tags?: Live['Tags']): Live => ({
  Name,
  Type: 'String',
  Value: 'old',
  ...(Tags && { Tags }),
});
const secret = (Name: string, Tags?: Live['Tags']): Live => ({ ...live(Name, Tags), Type: 'SecureString' });
const surplus = [{ Key: 'Surplus', Value: 'x' }];
const owner = ['--tag', '{"Key":"Owner","Value":"data"}'];
const seed = ['seed', '--project', 'mow', '--environment', 'prod', '--env-file', 'env.prod'];
const many = Array.from({ length: 25 }, (_, index) => live(`/mow/backend/many/stage/K${index}`));
const times = (count: number, operation: string): readonly string[] => Array(count).fill(operation);

export const writingCases: readonly WritingCase[] = [
  {
    title: 'kms ensure, new',
    args: ['kms', 'ensure', '--environment', 'announced'],
    live: [],
    calls: ['CreateAlias', 'CreateKey', 'EnableKeyRotation'],
  },
  { title: 'put, new', args: ['put', ...name, '--value', 'a'], live: [], calls: ['PutParameter'] },
  {
    title: 'put, changed',
    args: ['put', ...name, '--value', 'a'],
    live: [live(db)],
    calls: ['PutParameter'],
  },
  { title: 'put, the same', args: ['put', ...name, '--value', 'old'], live: [live(db)], calls: [] },
  {
    title: 'put-secure, changed',
    args: ['put-secure', ...name, '--value', 'a'],
    live: [secret(db)],
    calls: ['PutParameter'],
  },
  {
    title: 'put-and-tag, new',
    args: ['put-and-tag', ...name, '--value', 'a', ...owner],
    live: [],
    calls: ['PutParameter'],
  },
  {
    title: 'put-and-tag, changed',
    args: ['put-and-tag', ...name, '--value', 'a', ...owner],
    live: [live(db)],
    calls: ['AddTagsToResource', 'PutParameter'],
  },
  {
    title: 'put-secure-and-tag, changed, tags pruned',
    args: ['put-secure-and-tag', ...name, '--value', 'a', ...owner, '--prune-tags'],
    live: [secret(db, surplus)],
    calls: ['AddTagsToResource', 'PutParameter', 'RemoveTagsFromResource'],
  },
  {
    title: 'seed, one new, one changed, one the same but for its tags',
    args: [...seed, '--service', 'postgres'],
    live: [
      live('/mow/backend/postgres/prod/POSTGRES_DB'),
      { ...live('/mow/backend/postgres/prod/POSTGRES_USER'), Value: 'mow' },
    ],
    calls: [...times(2, 'AddTagsToResource'), ...times(2, 'PutParameter')],
  },
  { title: 'seed, all new', args: seed, live: [], calls: times(5, 'PutParameter') },
  {
    title: 'tag, two names, one of them with a tag too many',
    args: ['tag', ...owner, '--prune-tags', '--', `${db}1`, `${db}2`],
    live: [live(`${db}1`), live(`${db}2`, surplus)],
    calls: [...times(2, 'AddTagsToResource'), 'RemoveTagsFromResource'],
  },
  { title: 'delete', args: ['delete', ...name], live: [live(db)], calls: ['DeleteParameters'] },
  {
    title: 'delete-by-path of 25',
    args: ['delete-by-path', '--path-prefix', '/mow/backend/many'],
    live: [...many, live(db)],
    calls: times(3, 'DeleteParameters'),
  },
];
