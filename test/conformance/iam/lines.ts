import type { Authorization } from './evaluator.ts';
import type { Scene, State } from './scene.ts';

interface TriedLine {
  readonly args: readonly string[];
  /** It is about no environment, or about keys, which policies name by no environment. */
  readonly everywhere?: boolean;
  /** In the policy, and taken only in states that are not tried here. */
  readonly spare?: readonly string[];
  readonly states?: readonly State[];
}

const both: readonly State[] = ['live', 'empty'];
const seed = ['seed', '--env', 'prod', '--env-file', 'f.env'];
const web = '/mow/backend/web/prod';
const db = '/mow/backend/db/prod';
const value = ['--value', 'changed'];
/** Of Advanced parameters, and of a Standard one where it is not. */
const advanced = ['kms:GenerateDataKey'];
const standard = ['kms:Encrypt'];
const tags = ['--tag', 'a=b'];

/** For a key that is not there yet. */
const creating = ['kms:CreateAlias', 'kms:CreateKey', 'kms:ListAliases', 'kms:ListKeys'];
const role = 'arn:aws:iam::123456789012:role/r';

/** Every command that calls AWS, about environment prod. */
export const lines: Readonly<Record<string, readonly TriedLine[]>> = {
  seed: [
    { args: seed, states: both },
    { args: [...seed, ...tags], states: both },
    { args: [...seed, '--apply'], states: both, spare: advanced },
    {
      args: [...seed, ...tags, '--prune', '--prune-tags', '--apply', '--yes'],
      states: both,
      spare: advanced,
    },
    { args: [...seed, '--service', 'db', '--apply'], states: both, spare: advanced },
  ],
  export: [
    { args: ['export', '--env', 'prod', '-'] },
    { args: ['export', '--env', 'prod', '--service', 'db', '-'] },
    { args: ['export', '--env', 'prod', '--service', 'db', '--markers', 'full', '-'] },
    { args: ['export', '--env', 'prod', '--service', 'db', '--no-decrypt', '-'] },
    { args: ['export', '--env', 'prod', '--service', 'db', '--dry-run', '-'] },
  ],
  exec: [
    { args: ['exec', '--env', 'prod', '--', process.execPath, '-e', '0'] },
    { args: ['exec', '--env', 'prod', '--service', 'db', '--', process.execPath, '-e', '0'] },
    { args: ['exec', '--path', db, '--', process.execPath, '-e', '0'] },
    { args: ['exec', '--env', 'prod', '--service', 'db', '--dry-run', '--', 'x'] },
  ],
  put: [
    { args: ['put', '--name', `${db}/HOST`, ...value], states: both, spare: ['kms:Decrypt'] },
    { args: ['put', '--name', `${db}/HOST`, ...value, '--apply'], states: both, spare: ['kms:Decrypt'] },
    { args: ['put', '--name', `${db}/PW`, ...value, '--allow-plaintext', '--apply'] },
  ],
  'put-secure': [
    { args: ['put-secure', '--name', `${db}/PW`, ...value], states: both },
    { args: ['put-secure', '--name', `${db}/PW`, ...value, '--apply'], states: both, spare: advanced },
    {
      args: ['put-secure', '--name', `${db}/PW`, ...value, '--tier', 'Advanced', '--apply'],
      states: both,
      spare: standard,
    },
    {
      args: ['put-secure', '--name', `${web}/TOKEN`, ...value, '--key-id', 'alias/ssm-prod', '--apply'],
      states: both,
      spare: [...advanced, 'kms:Decrypt'],
    },
  ],
  'put-and-tag': [
    {
      args: ['put-and-tag', '--name', `${db}/HOST`, ...value, ...tags, '--apply'],
      states: both,
      spare: ['kms:Decrypt'],
    },
  ],
  'put-secure-and-tag': [
    {
      args: ['put-secure-and-tag', '--name', `${db}/PW`, ...value, ...tags, '--prune-tags', '--apply'],
      states: both,
      spare: advanced,
    },
  ],
  get: [
    { args: ['get', `${db}/PW`] },
    { args: ['get', `${db}/PW:1`] },
    { args: ['get', `${db}/PW`, `${db}/HOST`] },
    { args: ['get', `${db}/PW`, `${db}/HOST`, '--show-values'] },
    { args: ['get', '--path', db, '--show-values'] },
    { args: ['get', '--path', db] },
  ],
  list: [{ args: ['list', '--prefix', db] }, { args: ['list', '--prefix', db, '--long'] }],
  tree: [{ args: ['tree', db] }],
  tag: [
    { args: ['tag', ...tags, '--', `${db}/HOST`] },
    { args: ['tag', ...tags, '--apply', '--', `${db}/HOST`, `${db}/PW`] },
    { args: ['tag', ...tags, '--prune-tags', '--apply', '--', `${db}/HOST`] },
  ],
  delete: [
    { args: ['delete', '--name', `${db}/PW`, '--print-tags'] },
    { args: ['delete', '--name', `${db}/PW`, '--apply'] },
    { args: ['delete', '--name', `${db}/PW`, '--backup', 'backup.json', '--apply'] },
  ],
  'delete-by-path': [
    { args: ['delete-by-path', '--path-prefix', db] },
    { args: ['delete-by-path', '--path-prefix', db, '--apply', '--yes'] },
    { args: ['delete-by-path', '--path-prefix', db, '--backup', 'backup.json', '--apply', '--yes'] },
  ],
  'kms ensure': [
    {
      args: ['kms', 'ensure', '--env', 'prod'],
      everywhere: true,
      spare: ['kms:ListAliases', 'kms:ListKeys'],
    },
    {
      args: ['kms', 'ensure', '--env', 'prod', ...tags, '--description', 'd', '--role-use', role, '--apply'],
      everywhere: true,
      spare: creating,
    },
    {
      args: ['kms', 'ensure', '--env', 'stage', '--apply'],
      everywhere: true,
      spare: ['kms:GetKeyRotationStatus', 'kms:ListResourceTags'],
    },
  ],
  'kms status': [{ args: ['kms', 'status', '--env', 'prod'], everywhere: true }],
  doctor: [
    { args: ['doctor', '--env', 'prod'], everywhere: true },
    { args: ['doctor', '--env', 'prod', '--decrypt'], everywhere: true },
  ],
  init: [{ args: ['init', '--from-path', '/mow/backend', '--env', 'prod', '--force'], everywhere: true }],
  'iam policy': [
    {
      args: ['iam', 'policy', 'application', '--env', 'dev', '--key-id', 'alias/ssm-prod'],
      everywhere: true,
    },
  ],
};

/** The same about the other environment. */
export function elsewhere(args: readonly string[]): readonly string[] {
  return args.map((word) => word.replace(/^prod$|(?<=\/)prod(?=\/|$)/, 'stage'));
}

/** The same question about the other environment; undefined where it is about none. */
function askedElsewhere({ action, resource, context }: Authorization): Authorization | undefined {
  const moved = (text: string) => text.replace(/(?<=\/)prod(?=\/|$)/, 'stage');
  const arn = 'kms:EncryptionContext:PARAMETER_ARN';
  const name = context[arn];
  const other = typeof name === 'string' ? { ...context, [arn]: moved(name) } : context;
  const same = moved(resource) === resource && (typeof name !== 'string' || moved(name) === name);
  return same ? undefined : { action, resource: moved(resource), context: other };
}

/** Each call of a run by itself, about the other environment: what of it the policy would allow. */
export async function allowedElsewhere(
  { allows }: Pick<Scene, 'allows'>,
  policy: unknown,
  asked: readonly Authorization[],
): Promise<readonly Authorization[]> {
  const moved = asked.flatMap((one) => askedElsewhere(one) ?? []);
  const answers = await Promise.all(moved.map((one) => allows(policy, one)));
  return moved.filter((_one, at) => answers[at]);
}
