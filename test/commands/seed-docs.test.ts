import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateAliasCommand, CreateKeyCommand } from '@aws-sdk/client-kms';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { directives } from '../../src/core/envfile/directive-table.ts';
import { repository } from '../support/run-cli.ts';
import { type Guarded, setGuarded } from './guarded.ts';

const page = readFileSync(join(repository, 'docs/env-files.md'), 'utf8');

interface Example {
  readonly title: string;
  readonly line: number;
  /** Flags, and `live=<type>:<name>` for what is there before. */
  readonly words: readonly string[];
  readonly file: string;
  readonly said: readonly string[];
}

/** Each env block with the text block below it. */
function examples(): readonly Example[] {
  const blocks = [...page.matchAll(/^```(\w+)(.*)\n([\s\S]*?)^```$/gm)];
  return blocks.flatMap((block, index) => {
    const [whole, language, info = '', file = ''] = block;
    if (language !== 'env') return [];
    const next = blocks[index + 1];
    if (next?.[1] !== 'text') throw new Error(`no text block below: ${whole}`);
    const before = page.slice(0, block.index);
    const title = before.match(/^#+ (.*)$/gm)?.at(-1) ?? '';
    const words = info.split(' ').filter((word) => word !== '');
    const said = (next[3] ?? '').trimEnd().split('\n');
    return [{ title, line: before.split('\n').length, words, file, said }];
  });
}

async function makeLive({ ssm, kms }: Guarded, words: readonly string[]): Promise<void> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/app', TargetKeyId: KeyMetadata?.KeyId }));
  for (const word of words) {
    const [, Type, Name] = /^live=(\w+):(.*)$/.exec(word) ?? [];
    if (Type !== 'String' && Type !== 'SecureString') continue;
    await ssm.send(new PutParameterCommand({ Name, Type, Value: 'live' }));
  }
}

/** What a run says of keys and lines, without the columns and line ends that it is laid out in. */
function essence(stdout: string, stderr: string, wanted: readonly string[]): readonly string[] {
  const steps = stdout
    .replace(/\n {3,}(?=\S)/g, ' ')
    .split('\n')
    .filter((line) => /^ {2}[-+~=!] \//.test(line))
    .map((line) =>
      line
        .trim()
        .replace(/ {2,}/g, ' ')
        .replace(/, modified .*/, ''),
    );
  const errors = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /:\d+: error: /.test(line) || wanted.includes(line));
  return [...steps, ...errors];
}

describe('docs/env-files.md', () => {
  it.each(examples())('line $line, $title', async ({ words, file, said }) => {
    const guarded = await setGuarded();
    await makeLive(guarded, words);
    const flags = words.filter((word) => !word.startsWith('live='));
    guarded.file(file, 'env.prod');
    const { stdout, stderr } = await guarded.run([
      ...['seed', '--project', 'mow', '--env', 'prod', '--env-file', 'env.prod', '--print-keys'],
      ...flags,
    ]);
    expect(essence(stdout, stderr, said)).toEqual(said);
  });

  it('has all directives', () => {
    for (const [name, rule] of Object.entries(directives)) {
      if ('tagged' in rule) expect(page).toContain(`\`# ${name}:<Key>=<Value>\``);
      else expect(page).toContain(`# ${name}=`);
    }
  });

  it('fits on a page', () => {
    expect(page.split('\n').length).toBeLessThan(300);
    expect(examples().length).toBeGreaterThan(10);
  });
});
