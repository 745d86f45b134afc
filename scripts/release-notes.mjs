// Prints what CHANGELOG.md says of the version in package.json.
import { readFileSync } from 'node:fs';

/** The text of a version's section, without its heading; undefined where there is none or it is empty. */
export function notesOf(changelog, version) {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`## [${version}]`));
  if (start === -1) return undefined;
  const rest = lines.slice(start + 1);
  // The next section, or the list of link targets at the end of the file.
  const end = rest.findIndex((line) => /^(?:## |\[[^\]]+\]: )/.test(line));
  const text = (end === -1 ? rest : rest.slice(0, end)).join('\n').trim();
  return text === '' ? undefined : text;
}

if (process.argv[1] === import.meta.filename) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const notes = notesOf(readFileSync('CHANGELOG.md', 'utf8'), version);
  if (notes === undefined) throw new Error(`CHANGELOG.md has nothing under "## [${version}]".`);
  process.stdout.write(`${notes}\n`);
}
