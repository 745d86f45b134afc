import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateAliasCommand, CreateKeyCommand } from '@aws-sdk/client-kms';
import { type Stage, setStage } from '../stage.ts';
import { plainValue, secret } from './secrets.ts';

export const root = '/mow/backend/db/prod';
export const names = { secure: `${root}/PW`, ownKey: `${root}/TOKEN`, plain: `${root}/HOST` };
export const keyAlias = 'alias/own';
/** Set to a secret. */
export const variable = 'SECRET_VARIABLE';
export const targets = { argument: 'out/exported.env', options: ['out/backup.json', 'out/backup.env'] };
/** Files that may hold secrets: what was planted, and what ssmkit was told to write. */
export const allowed = ['in/', targets.argument, ...targets.options];

const layer = '[{"Key":"Project","Value":"mow"}]';
const envFile = [
  '# service=db',
  '# secret=true',
  `PW="${secret('env-file').replace(/['"\\]/g, '')}"`,
  '# secret=true',
  `NEW=${secret('env-file-new').replace(/['"\\ ]/g, '')}`,
  '',
].join('\n');
const mistakes = [
  `ORPHAN=${secret('orphan')}`,
  '# service=db',
  '# secrt=true',
  `PW=${secret('twice')}`,
  `PW=${secret('twice')}`,
  `COLON: ${secret('colon')}`,
  `${secret('bare')}`,
  `HASHED=a#${secret('hash')}`,
  `NESTED={{${secret('nested')}}}`,
  `# secret=${secret('directive')}`,
  'NEXT=',
  secret('next'),
  `LARGE=${secret('large').repeat(400)}`,
  `OPEN="${secret('open')}`,
].join('\n');
/** What a file can be that an option names, right and wrong. */
const contents: Readonly<Record<string, string | Buffer>> = {
  env: envFile,
  layer,
  value: secret('value-file'),
  'broken.json': `[{"Key":"Project","Value":"${secret('json')}`,
  'other.json': JSON.stringify({ Key: secret('shape') }),
  mistakes,
  'not-utf8': Buffer.concat([Buffer.from(secret('bytes')), Buffer.from([0xff])]),
};
export const files = Object.keys(contents).map((name) => `in/${name}`);

export interface Scene extends Stage {
  /** Puts back what a command may have changed. */
  readonly reset: () => Promise<void>;
}

/** A store with secrets under two keys, and files with more. */
export async function setScene(): Promise<Scene> {
  const stage = await setStage();
  for (const folder of ['in', 'out']) mkdirSync(join(stage.cwd, folder));
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(stage.cwd, 'in', name), content);
  const { KeyMetadata } = await stage.kms.send(new CreateKeyCommand({}));
  const TargetKeyId = KeyMetadata?.KeyId;
  await stage.kms.send(new CreateAliasCommand({ AliasName: keyAlias, TargetKeyId }));
  const reset = async () => {
    stage.store.setFaults();
    stage.onCall(async () => {});
    const Type = 'SecureString';
    await stage.put(names.secure, secret('live'), { Type, Overwrite: true });
    await stage.put(names.ownKey, secret('live-own-key'), { Type, Overwrite: true, KeyId: keyAlias });
    await stage.put(names.plain, plainValue('live'), { Overwrite: true });
    stage.forget();
  };
  await reset();
  return { ...stage, reset };
}
