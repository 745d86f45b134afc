import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './run-cli.ts';

/** Builds the library as it is shipped, into a folder. */
export function buildLibraryInto(folder: string): void {
  const script = `import { buildLibrary } from './scripts/library.mjs'; await buildLibrary(process.argv[1]);`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script, '--', folder], { cwd: repository });
}

/** A folder in which `import 'ssmkit'` is the built library, and some packages of this repository can be imported. */
export function installLibraryInto(folder: string, packages: readonly string[]): void {
  const modules = join(folder, 'node_modules');
  buildLibraryInto(join(modules, 'ssmkit/dist'));
  copyFileSync(join(repository, 'package.json'), join(modules, 'ssmkit/package.json'));
  for (const name of packages) {
    mkdirSync(join(modules, name, '..'), { recursive: true });
    symlinkSync(join(repository, 'node_modules', name), join(modules, name));
  }
}

/** What tsc says of files that import the library, under the strictest settings; empty when all is well. */
export function typeProblems(folder: string, files: readonly string[]): string {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  const flags = [
    ...['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'],
    ...['--target', 'es2023', '--module', 'nodenext', '--allowJs', '--checkJs', '--ignoreConfig'],
    ...['--types', 'node', '--typeRoots', join(repository, 'node_modules/@types'), '--skipLibCheck', 'false'],
  ];
  try {
    execFileSync(process.execPath, [tsc, ...flags, ...files], { cwd: folder, encoding: 'utf8' });
    return '';
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}
