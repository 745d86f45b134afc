// Packs what a release consists of: `npm exec -- node scripts/pack-release.mjs <binaries> <output> [platform…]`.
// <binaries>/<platform>/ssmkit[.exe] is what each machine has built; RELEASES_URL is where the release will be.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { bundledPackages } from './bundled-packages.mjs';
import { notices } from './notices.mjs';

export const platforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win-x64'];

const beside = ['LICENSE', 'README.md', 'CHANGELOG.md', 'docs/ssmkit.1'];
/** Of every file in an archive: the first that a .zip can say. So equal binaries make equal archives. */
const moment = new Date('1980-01-01T00:00:00Z');

/** Packs one binary with what belongs to it; answers the archive's name. */
export function packArchive({ binary, platform, version, thirdParty, output }) {
  const name = `ssmkit-${version}-${platform}`;
  const work = mkdtempSync(join(tmpdir(), 'ssmkit-pack-'));
  try {
    const folder = join(work, name);
    mkdirSync(folder);
    const program = join(folder, platform.startsWith('win-') ? 'ssmkit.exe' : 'ssmkit');
    copyFileSync(binary, program);
    for (const file of beside) copyFileSync(file, join(folder, basename(file)));
    writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), thirdParty);
    for (const file of readdirSync(folder)) chmodSync(join(folder, file), 0o644);
    chmodSync(program, 0o755);
    chmodSync(folder, 0o755);
    for (const file of ['.', ...readdirSync(folder)]) utimesSync(join(folder, file), moment, moment);
    return platform.startsWith('win-') ? zip(work, name, output) : tarXz(work, name, output);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function tarXz(work, name, output) {
  const archive = `${name}.tar.xz`;
  const anybody = ['--owner=0', '--group=0', '--numeric-owner', '--format=ustar', '--sort=name'];
  // Always two threads: their number decides the bytes.
  const env = { ...process.env, XZ_OPT: '-6 -T2' };
  execFileSync('tar', [...anybody, '-cJf', resolve(output, archive), name], { cwd: work, env });
  return archive;
}

function zip(work, name, output) {
  const archive = `${name}.zip`;
  const files = readdirSync(join(work, name)).toSorted();
  const inside = files.map((file) => `${name}/${file}`);
  const env = { ...process.env, TZ: 'UTC' };
  execFileSync('zip', ['-q', '-X', '-9', resolve(output, archive), ...inside], { cwd: work, env });
  return archive;
}

/** The installer of the repository, told where its release is. */
export function stampedInstaller(script, releasesUrl) {
  if (!/^https?:\/\/[\w.:/-]+$/.test(releasesUrl))
    throw new Error(`RELEASES_URL is no address: ${releasesUrl}`);
  const empty = "default_base=''\n";
  if (script.split(empty).length !== 2)
    throw new Error('scripts/install.sh has no single place for its address.');
  return script.replace(empty, `default_base='${releasesUrl.replace(/\/$/, '')}'\n`);
}

/** One line for each file of a folder, as `sha256sum` writes and checks them. */
export function sums(folder) {
  return readdirSync(folder)
    .filter((name) => name !== 'SHA256SUMS')
    .toSorted()
    .map((name) => {
      const sum = createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex');
      return `${sum}  ${name}\n`;
    })
    .join('');
}

if (process.argv[1] === import.meta.filename) {
  const [binaries, output, ...only] = process.argv.slice(2);
  const releasesUrl = process.env.RELEASES_URL;
  if (!binaries || !output || !releasesUrl)
    throw new Error('RELEASES_URL=<url> node scripts/pack-release.mjs <binaries> <output> [platform…]');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const thirdParty = notices(await bundledPackages());
  mkdirSync(output, { recursive: true });
  for (const platform of only.length > 0 ? only : platforms) {
    const program = platform.startsWith('win-') ? 'ssmkit.exe' : 'ssmkit';
    const binary = join(binaries, platform, program);
    console.log(packArchive({ binary, platform, version, thirdParty, output }));
  }
  const installer = stampedInstaller(readFileSync('scripts/install.sh', 'utf8'), releasesUrl);
  writeFileSync(join(output, 'install.sh'), installer, { mode: 0o755 });
  writeFileSync(join(output, 'SHA256SUMS'), sums(output));
}
