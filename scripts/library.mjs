import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { sdkHome } from './sdk-home.mjs';

/** The files that hold public types, in the order a reader meets them. */
const publicFiles = [
  'index',
  'library/options',
  'library/loaded-parameters',
  'library/errors',
  'library/standard-schema',
];

/**
 * Builds the library into a folder: library.cjs with the SDK inside, library.mjs that hands on its exports (so that
 * both kinds of import share one memory), and one text of declarations for both.
 */
export async function buildLibrary(folder = 'dist') {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, 'library.cjs');
  const result = await build({
    entryPoints: ['src/index.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22.13',
    format: 'cjs',
    // The SDK's ES entry tree-shakes where the CommonJS one does not.
    mainFields: ['module', 'main'],
    minify: true,
    // Errors are told by their names.
    keepNames: true,
    legalComments: 'none',
    define: { SSMKIT_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
    metafile: true,
    plugins: [sdkHome],
  });
  const names = Object.keys(createRequire(import.meta.filename)(resolve(outfile))).sort();
  const list = names.map((name) => `export const ${name} = library.${name};\n`).join('');
  writeFileSync(join(folder, 'library.mjs'), `import library from './library.cjs';\n\n${list}`);
  const types = declarations();
  for (const name of ['library.d.cts', 'library.d.mts']) writeFileSync(join(folder, name), types);
  return result;
}

/** All public declarations as one text that imports nothing. */
export function declarations() {
  const folder = mkdtempSync(join(tmpdir(), 'ssmkit-types-'));
  try {
    const flags = [
      '--noEmit',
      'false',
      '--declaration',
      '--emitDeclarationOnly',
      '--outDir',
      folder,
      '--rootDir',
      'src',
    ];
    // Only what index.ts reaches; tests and scripts declare nothing.
    const config = join(folder, 'tsconfig.json');
    const root = process.cwd();
    writeFileSync(
      config,
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions: { typeRoots: [join(root, 'node_modules/@types')], rootDir: join(root, 'src') },
        include: [],
        files: [join(root, 'src/index.ts')],
      }),
    );
    execFileSync(process.execPath, [join('node_modules/typescript/bin/tsc'), '-p', config, ...flags], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const text = publicFiles.map((name) =>
      withoutModules(readFileSync(join(folder, `${name}.d.ts`), 'utf8')),
    );
    const whole = `${text.join('\n')}\nexport {};\n`;
    if (/^\s*(?:import|export \{[^}]+\}|.*from '\.)/m.test(whole))
      throw new Error('The declarations still import something.');
    return whole;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the files import of each other stands in the same text. */
function withoutModules(text) {
  return text
    .replace(/^(?:import|export(?: type)? \{)[^;]*;\n/gm, '')
    .trim()
    .concat('\n');
}

if (process.argv[1] === import.meta.filename) await buildLibrary();
