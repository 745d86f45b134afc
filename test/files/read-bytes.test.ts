import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileReader, largestInput, readBytes } from '../../src/files/read-bytes.ts';
import { isRoot, scratchFolder } from './scratch.ts';

it('reads a file as it is', async () => {
  const path = join(scratchFolder(), 'file');
  const content = Uint8Array.from({ length: 200_000 }, (_, index) => index % 256);
  writeFileSync(path, content);
  expect(Buffer.compare(await readBytes(path), content)).toBe(0);
  writeFileSync(path, '');
  expect(await readBytes(path)).toEqual(new Uint8Array());
});

it('reads a FIFO once, to its end', async () => {
  const path = join(scratchFolder(), 'fifo');
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  const writer = spawn('sh', ['-c', 'printf one; sleep 0.1; printf two'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const relay = spawn('sh', ['-c', 'cat > "$0"', path], { stdio: [writer.stdout, 'ignore', 'inherit'] });
  expect(new TextDecoder().decode(await readBytes(path))).toBe('onetwo');
  expect(relay.pid).toBeTypeOf('number');
});

it('says what is wrong with a path', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'file'), '');
  const problems: readonly (readonly [string, RegExp])[] = [
    ['none', /does not exist/],
    ['', /folder/],
    ['file/x', /no folder/],
  ];
  for (const [name, message] of problems) {
    const path = join(folder, name);
    await expect(readBytes(path)).rejects.toMatchObject({
      name: 'SsmkitError',
      code: 'input',
      message: expect.stringMatching(message),
    });
    await expect(readBytes(path)).rejects.toThrow(JSON.stringify(path));
  }
});

it('stops at 64 MiB', async () => {
  const path = join(scratchFolder(), 'file');
  writeFileSync(path, '');
  truncateSync(path, largestInput + 1);
  await expect(readBytes(path)).rejects.toMatchObject({
    code: 'input',
    message: expect.stringContaining('64 MiB'),
  });
  truncateSync(path, largestInput);
  expect((await readBytes(path)).length).toBe(largestInput);
});

it('tells a missing file from one that it may not look at', async () => {
  const folder = scratchFolder();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(await fileReader.exists(file)).toBe(true);
  expect(await fileReader.exists(join(folder, 'none'))).toBe(false);
  expect(await fileReader.exists(join(file, 'below'))).toBe(false);
  await expect(fileReader.exists(join(folder, 'x'.repeat(300)))).rejects.toMatchObject({ code: 'input' });
  chmodSync(file, 0);
  chmodSync(folder, 0);
  if (isRoot) expect(await fileReader.exists(file)).toBe(true);
  else await expect(fileReader.exists(file)).rejects.toMatchObject({ code: 'input' });
});
