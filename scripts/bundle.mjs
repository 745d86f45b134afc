import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

/** Bundles src/main.ts into one CommonJS file that reads nothing beside it. */
export async function bundle(outfile = 'dist/ssmkit.cjs') {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  return await build({
    entryPoints: ['src/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22.13',
    format: 'cjs',
    // The SDK's ES entry tree-shakes where the CommonJS one does not.
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    define: { SSMKIT_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
    metafile: true,
  });
}

if (process.argv[1] === import.meta.filename) await bundle();
