import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repository, workFolder } from '../support/run-cli.ts';
import { bundleInto } from './bundled.ts';

/** Before the suite runs on dist/ssmkit: an old one would be tested, and found right, instead of this tree. */
export function setup(): void {
  const folder = workFolder();
  try {
    const bundle = readFileSync(bundleInto(folder));
    if (!readFileSync(join(repository, 'dist/ssmkit')).includes(bundle)) {
      throw new Error('dist/ssmkit is not made of this tree: npm run build');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
