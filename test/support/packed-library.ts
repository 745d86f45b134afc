import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildLibraryInto } from './built-library.ts';
import { repository } from './run-cli.ts';

/** The library as `npm pack` makes it, installed from its tarball into copies of example applications. */
export function packedInto(folder: string, apps: readonly string[]): { readonly tarball: string } {
  const staged = join(folder, 'staged');
  mkdirSync(staged);
  for (const name of ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'ssmkit.schema.json'])
    copyFileSync(join(repository, name), join(staged, name));
  buildLibraryInto(join(staged, 'dist'));
  const tarball = join(staged, npm(['pack', '--silent'], staged, folder).trim());
  for (const name of apps) {
    cpSync(join(repository, 'examples', name), join(folder, name), { recursive: true });
    npm(['install', '--silent', '--no-save', tarball], join(folder, name), folder);
  }
  return { tarball };
}

/** npm without the network and without this machine's settings. */
function npm(args: readonly string[], cwd: string, folder: string): string {
  const env = { ...process.env, npm_config_cache: join(folder, 'cache'), npm_config_userconfig: '/dev/null' };
  return execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd,
    env,
    encoding: 'utf8',
  });
}
