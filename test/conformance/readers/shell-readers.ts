import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'dotenv';
import { availableShells, sourced } from '../../render/dialect/real-shells.ts';
import { folder, type Pairs, type RealReader, writeTexts } from './real-reader.ts';

const run = promisify(execFile);

/** npm dotenv, node itself as a child, and the shells of this machine. */
export function dotenvFileReaders(): readonly RealReader[] {
  return [
    {
      name: 'dotenv',
      format: 'dotenv',
      read: async (texts) => texts.map((text) => Object.entries(parse(text))),
    },
    { name: 'node --env-file', format: 'dotenv', read: readByNode },
    ...availableShells().flatMap((shell) => [
      {
        name: shell,
        format: 'dotenv',
        read: async (texts: readonly string[]) => readByShell(shell, texts),
      } as const,
      {
        name: shell,
        format: 'shell',
        read: async (texts: readonly string[]) => readByShell(shell, texts),
      } as const,
    ]),
  ];
}

async function readByNode(texts: readonly string[]): Promise<readonly (Pairs | undefined)[]> {
  writeTexts(texts);
  const script = 'process.stdout.write(JSON.stringify(Object.entries(process.env)))';
  const all: Pairs[] = [];
  for (const index of texts.keys()) {
    const args = [`--env-file=${join(folder, String(index))}`, '-e', script];
    const { stdout } = await run(process.execPath, args, { env: {}, maxBuffer: 2 ** 30 });
    all.push(JSON.parse(stdout));
  }
  return all;
}

function readByShell(shell: string, texts: readonly string[]): readonly Pairs[] {
  // Only to know what to print; a shell that sets anything else would have to run it, and leave a trace.
  const files = texts.map((text) => ({
    text,
    names: [...new Set([...text.matchAll(/^(?:export )?(KEY_\d+)=/gm)].map(([, name = '']) => name))],
  }));
  const { values, created } = sourced(shell, files);
  if (created.length > 0) throw new Error(`${shell} ran something`);
  return files.map(({ names }, index) => names.map((name, at) => [name, values[index]?.[at] ?? '']));
}
