import { execFileSync } from 'node:child_process';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { bundle } from './bundle.mjs';
import { buildLibrary } from './library.mjs';

const config = 'dist/sea-config.json';
const binary = process.platform === 'win32' ? 'dist/ssmkit.exe' : 'dist/ssmkit';

rmSync('dist', { recursive: true, force: true });
await bundle('dist/ssmkit.cjs');
await buildLibrary('dist');
writeFileSync(
  config,
  JSON.stringify({
    main: 'dist/ssmkit.cjs',
    output: binary,
    disableExperimentalSEAWarning: true,
    useSnapshot: false,
    useCodeCache: false,
    // Node itself reads every `--env-file` on its command line, even a program's own, and obeys the NODE_OPTIONS
    // in it. It stops looking at `--`; and NODE_OPTIONS of the environment is not for this program either.
    execArgv: ['--'],
    execArgvExtension: 'none',
  }),
);
// npm puts the Node of the dev dependency first in PATH; it is the one that goes into the binary.
execFileSync(process.execPath, ['--build-sea', config], { stdio: ['ignore', 'ignore', 'inherit'] });
rmSync(config);
const mebibytes = (file) => (statSync(file).size / 2 ** 20).toFixed(1);
console.log(`dist/ssmkit.cjs ${mebibytes('dist/ssmkit.cjs')} MiB`);
console.log(`${binary} ${mebibytes(binary)} MiB, Node ${process.version}`);
