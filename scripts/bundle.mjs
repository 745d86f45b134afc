import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { lazyBuiltins } from './lazy-builtins.mjs';

/** Bundles src/main.ts into one CommonJS file that reads nothing beside it. */
export async function bundle(outfile = 'dist/ssmkit.cjs') {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const common = {
    bundle: true,
    platform: 'node',
    target: 'node22.13',
    // The SDK's ES entry tree-shakes where the CommonJS one does not.
    mainFields: ['module', 'main'],
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  };
  // Twice: into one file esbuild takes everything of what is loaded by import(), used or not. So first it splits the
  // program at every import(), each part with no more than is used; then it puts the parts into one file.
  const { outputFiles, metafile: parts } = await build({
    ...common,
    entryPoints: ['src/main.ts'],
    outdir: 'parts',
    format: 'esm',
    splitting: true,
    write: false,
    define: { SSMKIT_VERSION: JSON.stringify(version) },
  });
  const { metafile } = await build({
    ...common,
    entryPoints: ['main.js'],
    outfile,
    format: 'cjs',
    // Identifiers too: every name costs time when the snapshot is read.
    minify: true,
    plugins: [lazyBuiltins, inMemory(outputFiles)],
  });
  return { parts, metafile };
}

/** Has esbuild read its own output. */
function inMemory(files) {
  const texts = new Map(files.map(({ path, text }) => [basename(path), text]));
  return {
    name: 'in-memory',
    setup(build) {
      build.onResolve({ filter: /^(?:\.\/)?[\w.-]+\.js$/ }, ({ path }) => ({
        path: basename(path),
        namespace: 'part',
      }));
      build.onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => ({ contents: texts.get(path) }));
    },
  };
}

if (process.argv[1] === import.meta.filename) await bundle();
