import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licences of Node and of every bundled package, as their authors ask whoever hands copies on. */
export function notices(packages) {
  const own = packages.map(({ name, version, folder }) => [`${name} ${version}`, licenseOf(folder)]);
  const sections = [[`Node.js ${process.versions.node}`, nodeLicense()], ...own];
  const line = '='.repeat(80);
  return sections.map(([title, text]) => `${line}\n${title}\n${line}\n\n${text.trim()}\n`).join('\n');
}

/** Some packages of the SDK hold no licence file; its text stands with the others of the same licence. */
function licenseOf(folder) {
  const names = readdirSync(folder).filter((name) => /^(?:licen[cs]e|notice)(?:\.|$)/i.test(name));
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (names.length === 0) return `Licence: ${license}`;
  return names
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').trim())
    .join('\n\n');
}

/** It comes with the package that holds the Node of this machine's kind. */
function nodeLicense() {
  const [file] = globSync('node_modules/node/node_modules/node-*-*/LICENSE');
  if (file === undefined) throw new Error("Node's licence is not below node_modules/node.");
  return readFileSync(file, 'utf8');
}
