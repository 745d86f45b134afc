#!/usr/bin/env -S node --
// The `--` keeps Node from reading our own --env-file itself, and from obeying a NODE_OPTIONS in it.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 13)) {
  await import('../dist/ssmkit.cjs');
} else {
  process.stderr.write(`ssmkit: needs Node.js 22.13 or newer, and this is ${process.version}.\n`);
  process.exitCode = 2;
}
