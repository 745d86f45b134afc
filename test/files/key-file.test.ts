import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOrCreateKeyFile } from '../../src/files/key-file.ts';
import { scratchFolder } from './scratch.ts';

const newKey = () => crypto.getRandomValues(new Uint8Array(32));

it('makes a key once and reads it ever after', async () => {
  const folder = scratchFolder();
  const path = join(folder, 'key');
  const key = await readOrCreateKeyFile(path, newKey);
  expect(key).toHaveLength(32);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const again = await readOrCreateKeyFile(path, () => {
    throw new Error('not needed');
  });
  expect(Buffer.compare(again, key)).toBe(0);
  expect(readdirSync(folder)).toEqual(['key']);
});

it('gives all racers in one process the same key', async () => {
  const folder = scratchFolder();
  const path = join(folder, 'key');
  const keys = await Promise.all(Array.from({ length: 30 }, () => readOrCreateKeyFile(path, newKey)));
  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
  expect(readFileSync(path).equals(Buffer.from(keys[0] ?? []))).toBe(true);
  expect(readdirSync(folder)).toEqual(['key']);
});

it('gives racing processes the same key', { timeout: 60_000 }, async () => {
  const folder = scratchFolder();
  const path = join(folder, 'key');
  const module = join(import.meta.dirname, '../../src/files/key-file.ts');
  const source = `import { readOrCreateKeyFile } from ${JSON.stringify(module)};
    const key = await readOrCreateKeyFile(${JSON.stringify(path)}, () => crypto.getRandomValues(new Uint8Array(32)));
    process.stdout.write(Buffer.from(key).toString('hex'));`;
  const racers = Array.from({ length: 6 }, async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    await once(child, 'close');
    return Buffer.concat(output).toString();
  });
  const keys = await Promise.all(racers);
  expect(new Set(keys)).toEqual(new Set([readFileSync(path).toString('hex')]));
  expect(readdirSync(folder)).toEqual(['key']);
});

it('refuses a key that others can read, and one behind a link', async () => {
  const folder = scratchFolder();
  const path = join(folder, 'key');
  writeFileSync(path, 'k');
  chmodSync(path, 0o644);
  await expect(readOrCreateKeyFile(path, newKey)).rejects.toMatchObject({
    code: 'refused',
    hint: expect.stringContaining('chmod 600'),
  });
  chmodSync(path, 0o600);
  symlinkSync('key', join(folder, 'link'));
  await expect(readOrCreateKeyFile(join(folder, 'link'), newKey)).rejects.toMatchObject({ code: 'refused' });
  await expect(readOrCreateKeyFile(join(folder, 'none', 'key'), newKey)).rejects.toMatchObject({
    code: 'failed',
  });
});
