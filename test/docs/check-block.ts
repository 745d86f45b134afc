import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseEnvFile } from '../../src/core/envfile/parse.ts';
import { expectReadable } from './json-kind.ts';
import { type Block, placeOf } from './page.ts';
import { actualForm, expectedForm } from './same-output.ts';
import type { Scene } from './scene.ts';

/**
 * Checks the blocks of one page, given in their order, by their kinds:
 * - `sh` is run; ` exit=1` behind it says what it is to end with, if not 0;
 * - `text` is exactly what the sh block directly above it printed;
 * - `json` and `env` are what that block printed, or something that ssmkit or AWS reads.
 * ` file=NAME` writes a block's text to a file for the command lines below. A block of another kind is an error.
 */
export function blockChecker(scene: Scene): (block: Block) => Promise<void> {
  const outputs = new Map<Block, string>();
  return async (block) => {
    const file = infoOf(block, 'file');
    if (file !== undefined) writeFileSync(join(scene.folder, file), block.text);
    const printed = block.after && outputs.get(block.after);
    if (block.kind === 'sh') {
      outputs.set(block, await outputOf(scene, block));
    } else if (block.kind === 'text' && printed !== undefined) {
      expect(printed).toBe(expectedForm(block.text));
    } else if (block.kind === 'json') {
      if (printed !== expectedForm(block.text)) await expectReadable(block.text);
    } else if (block.kind === 'env') {
      if (printed !== expectedForm(block.text)) expectEnvFile(block.text);
    } else {
      const below = block.kind === 'text' ? ' that stands directly below no command line' : '';
      throw new Error(
        `${placeOf(block)}: nobody runs a block of the kind "${block.kind}"${below}: see test/docs.`,
      );
    }
  };
}

function infoOf({ info }: Block, name: string): string | undefined {
  return info.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}

async function outputOf(scene: Scene, block: Block): Promise<string> {
  const serving = /^ssmkit local serve\b.*$/m.exec(block.text)?.[0];
  const { output, exitCode } = await (serving === undefined ? scene.sh(block.text) : scene.serve(serving));
  const wanted = Number(infoOf(block, 'exit') ?? 0);
  expect({ exitCode, output }).toEqual({ exitCode: wanted, output: expect.anything() });
  return actualForm(output, scene.folder);
}

function expectEnvFile(text: string): void {
  const { findings } = parseEnvFile(Buffer.from(text), { file: 'env', sections: true });
  expect(findings).toEqual([]);
}
