import { rmSync, statSync, writeFileSync } from 'node:fs';
import { buildBinary } from './binary.mjs';
import { bundle } from './bundle.mjs';
import { packagesOf } from './bundled-packages.mjs';
import { buildLibrary } from './library.mjs';
import { notices } from './notices.mjs';

const binary = process.platform === 'win32' ? 'dist/ssmkit.exe' : 'dist/ssmkit';

rmSync('dist', { recursive: true, force: true });
const { parts } = await bundle('dist/ssmkit.cjs');
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', notices(packagesOf(parts)));
await buildLibrary('dist');
buildBinary('dist/ssmkit.cjs', binary);
const mebibytes = (file) => (statSync(file).size / 2 ** 20).toFixed(1);
console.log(`dist/ssmkit.cjs ${mebibytes('dist/ssmkit.cjs')} MiB`);
console.log(`${binary} ${mebibytes(binary)} MiB, Node ${process.version}`);
