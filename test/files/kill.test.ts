import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { writeExportFile } from '../../src/files/write-export-file.ts';
import { scratchFolder } from './scratch.ts';

const kills = 50;
const writer = join(import.meta.dirname, '../../src/files/write-export-file.ts');
/** Replaces a file by one content and the other, for ever. */
const program = `
  import { writeExportFile } from ${JSON.stringify(writer)};
  const contents = ['a', 'b'].map((letter) => Buffer.from(letter.repeat(300_000)));
  for (let turn = 0; ; turn += 1) {
    await writeExportFile(process.argv[1], contents[turn % 2], { follow: false, pid: process.pid });
    if (turn === 0) process.stdout.write('started');
  }`;
const whole = new Set(['a', 'b'].map((letter) => letter.repeat(300_000)));

it('leaves a whole file behind, whenever its writer is killed', { timeout: 180_000 }, async () => {
  const folder = scratchFolder();
  const path = join(folder, '.env');
  let torn = 0;
  let leftovers = 0;
  const run = async (index: number) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    // A different moment each time; readers look at the file all the while.
    for (let look = 0; look <= index % 10; look += 1) {
      if (!whole.has(readFileSync(path, 'latin1'))) torn += 1;
      await wait(1);
    }
    child.kill('SIGKILL');
    await once(child, 'exit');
    if (!whole.has(readFileSync(path, 'latin1'))) torn += 1;
    leftovers += readdirSync(folder).filter((name) => name.endsWith('.tmp')).length;
  };
  for (let index = 0; index < kills; index += 2) await Promise.all([run(index), run(index + 1)]);
  expect(torn).toBe(0);
  // Otherwise no writer was hit while it wrote, and this would prove nothing.
  expect(leftovers).toBeGreaterThan(0);
  await writeExportFile(path, new TextEncoder().encode('end'), { follow: false, pid: process.pid });
  expect(readdirSync(folder)).toEqual(['.env']);
});
