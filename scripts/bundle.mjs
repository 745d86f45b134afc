import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { build, transform } from 'esbuild';
import { partLoader } from './part-loader.mjs';
import { sdkHome } from './sdk-home.mjs';
import { trimmedSdk } from './trimmed-sdk.mjs';

const target = 'node22.13';

/** Bundles src/main.ts into one CommonJS file that reads nothing beside it; answers esbuild's account of what is in it. */
export async function bundle(outfile = 'dist/ssmkit.cjs') {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  // In parts, split at every import(): in one file esbuild would take everything of what is loaded so, used or not.
  const { outputFiles, metafile } = await build({
    bundle: true,
    platform: 'node',
    target,
    // The SDK's ES entry tree-shakes where the CommonJS one does not.
    mainFields: ['module', 'main'],
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    entryPoints: ['src/main.ts'],
    outdir: 'parts',
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    // The SDK asks whether a body is one of the Web's streams. None is, and the question takes 3.5 ms.
    define: { SSMKIT_VERSION: JSON.stringify(version), ReadableStream: 'undefined' },
    plugins: [trimmedSdk, sdkHome],
  });
  const parts = await Promise.all(outputFiles.map(partOf));
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(
    outfile,
    `'use strict';\nconst parts = {};\n${parts.join('')}(${partLoader})(require, parts)('./main.js');\n`,
  );
  return { parts: metafile };
}

/**
 * Each part stays a function of its own: all of them in one scope were some 5,000 names, which V8 put into a table
 * at every start, and a function that nobody calls is not compiled.
 */
async function partOf({ path, text }) {
  return `parts['./${basename(path)}'] = (module, exports, require) => {\n${await shortened(text)}};\n`;
}

/** Identifiers too: every name costs time when the snapshot is read. */
async function shortened(text) {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target,
    // Whatever is loaded is a part, and the loader's.
    supported: { 'dynamic-import': false },
    minify: true,
    legalComments: 'none',
  });
  return code;
}

if (process.argv[1] === import.meta.filename) await bundle();
