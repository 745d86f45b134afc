import { describe, expect, it } from 'vitest';
import { callScript } from './call-script.ts';

const changelog = `# Changelog

## [Unreleased]

- not yet

## [1.2.0] - 2026-11-01

### Added

- this
- that [link]

## [1.1.0-rc.1] - 2026-10-01

## [1.0.0] - 2026-09-01

- first

[link]: ./docs
`;

describe('the notes of a version', () => {
  it.each([
    ['1.2.0', '### Added\n\n- this\n- that [link]'],
    ['1.0.0', '- first'],
    // Empty, absent, part of another's number, and a pattern that would match.
    ['1.1.0-rc.1', undefined],
    ['1.3.0', undefined],
    ['1.2', undefined],
    ['1.2.', undefined],
    ['1.2.*', undefined],
  ])('%s', (version, notes) => {
    expect(callScript('release-notes.mjs', 'notesOf', changelog, version)).toBe(notes);
  });
});

describe('a tag that can be released', () => {
  const ready = {
    tag: 'v1.2.0',
    repository: 'somebody/ssmkit',
    changelog,
    manifest: { version: '1.2.0', repository: { url: 'git+https://github.com/somebody/ssmkit.git' } },
    lock: { version: '1.2.0' },
  };
  const problems = (change: object) => callScript('release-ready.mjs', 'problemsOf', { ...ready, ...change });

  it('has no problems', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ repository: 'Somebody/ssmkit' })).toEqual([]);
  });

  it.each([
    ['a tag of another version', { tag: 'v1.2.1' }, /^The tag is v1\.2\.1/],
    ['a tag without its v', { tag: '1.2.0' }, /^The tag is 1\.2\.0/],
    ['an old lockfile', { lock: { version: '1.1.0' } }, /^package-lock\.json says 1\.1\.0/],
    ['no notes', { changelog: '# Changelog\n' }, /^CHANGELOG\.md has nothing/],
    ['another repository', { repository: 'fork/ssmkit' }, /^"repository" in package\.json/],
    ['a repository whose name ends alike', { repository: 'body/ssmkit' }, /^"repository" in package\.json/],
    ['no repository', { manifest: { version: '1.2.0' } }, /^"repository" in package\.json is ""/],
  ])('is not one with %s', (_what, change, words) => {
    expect(problems(change)).toEqual([expect.stringMatching(words)]);
  });

  it('is told everything at once', () => {
    const bare = { tag: 'v2', changelog: '', lock: {}, manifest: { version: '1' } };
    expect(problems(bare)).toHaveLength(4);
  });
});
