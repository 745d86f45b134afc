import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { ExportFormat } from '../../../src/render/dialect/format.ts';

export type Pairs = readonly (readonly [name: string, value: string])[];

/** A program other than ours that reads one of our formats. */
export interface RealReader {
  readonly name: string;
  readonly format: ExportFormat;
  /** What it reads from each text, in any order; undefined where it refuses the text. */
  read(texts: readonly string[]): Promise<readonly (Pairs | undefined)[]>;
}

/** A reader that is not on this machine, and what was missing. */
export interface AbsentReader {
  readonly name: string;
  readonly missing: string;
}

export const folder = mkdtempSync(join(tmpdir(), 'ssmkit-readers-'));

export function removeFolder(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Writes texts as the files 0, 1, 2, … that the readers are pointed to. */
export function writeTexts(texts: readonly string[]): void {
  for (const [index, text] of texts.entries()) writeFileSync(join(folder, String(index)), text);
}

export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((path) => {
    try {
      accessSync(join(path, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
