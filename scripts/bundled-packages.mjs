import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';

/** Those of a fresh bundle. */
export async function bundledPackages() {
  const folder = mkdtempSync(join(tmpdir(), 'ssmkit-packages-'));
  try {
    const { parts } = await bundle(join(folder, 'ssmkit.cjs'));
    return packagesOf(parts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The npm packages of which something is in the program: `{ name, version, folder }`, by name. esbuild says how many
 * bytes of each file it has put into the bundle's parts; all else that is installed here only builds or tests.
 */
export function packagesOf({ outputs }) {
  const folders = new Set();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].toSorted().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { name, version, folder };
  });
}
