import { rmSync, statSync } from 'node:fs';
import { buildBinary } from './binary.mjs';
import { bundle } from './bundle.mjs';
import { buildLibrary } from './library.mjs';

const binary = process.platform === 'win32' ? 'dist/ssmkit.exe' : 'dist/ssmkit';

rmSync('dist', { recursive: true, force: true });
await bundle('dist/ssmkit.cjs');
await buildLibrary('dist');
buildBinary('dist/ssmkit.cjs', binary);
const mebibytes = (file) => (statSync(file).size / 2 ** 20).toFixed(1);
console.log(`dist/ssmkit.cjs ${mebibytes('dist/ssmkit.cjs')} MiB`);
console.log(`${binary} ${mebibytes(binary)} MiB, Node ${process.version}`);
