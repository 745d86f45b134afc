// Says whether a tag can be released: `node scripts/release-ready.mjs v1.2.3 owner/repository`.
import { readFileSync } from 'node:fs';
import { notesOf } from './release-notes.mjs';

/** What stands in the way of releasing this tag of this repository; all of it at once. */
export function problemsOf({ tag, repository, changelog, manifest, lock }) {
  const { version } = manifest;
  const url = manifest.repository?.url ?? '';
  const home = url.toLowerCase().replace(/\.git$/, '');
  return [
    tag !== `v${version}` && `The tag is ${tag}, and package.json says ${version}.`,
    lock.version !== version && `package-lock.json says ${lock.version}, and package.json ${version}.`,
    notesOf(changelog, version) === undefined && `CHANGELOG.md has nothing under "## [${version}]".`,
    // npm refuses provenance of a package that does not name the repository it was built in.
    !home.endsWith(`github.com/${repository.toLowerCase()}`) &&
      `"repository" in package.json is ${JSON.stringify(url)}, and this is github.com/${repository}.`,
  ].filter(Boolean);
}

if (process.argv[1] === import.meta.filename) {
  const [tag = '', repository = ''] = process.argv.slice(2);
  const read = (name) => readFileSync(name, 'utf8');
  const problems = problemsOf({
    tag,
    repository,
    changelog: read('CHANGELOG.md'),
    manifest: JSON.parse(read('package.json')),
    lock: JSON.parse(read('package-lock.json')),
  });
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
