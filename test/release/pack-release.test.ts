import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repository, workFolder } from '../support/run-cli.ts';
import { callScript } from './call-script.ts';

const folder = workFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('SHA256SUMS', () => {
  it('has a line for every file, sorted, and none for itself', () => {
    for (const name of ['b.zip', 'a.tar.xz', 'SHA256SUMS']) writeFileSync(join(folder, name), `${name}\n`);
    const sum = (name: string) => createHash('sha256').update(`${name}\n`).digest('hex');
    expect(callScript('pack-release.mjs', 'sums', folder)).toBe(
      `${sum('a.tar.xz')}  a.tar.xz\n${sum('b.zip')}  b.zip\n`,
    );
  });
});

describe('the installer of a release', () => {
  const script = readFileSync(join(repository, 'scripts/install.sh'), 'utf8');
  const stamped = (text: string, url: string) =>
    callScript('pack-release.mjs', 'stampedInstaller', text, url);

  it('knows where its release is, and is else as it stands here', () => {
    const url = 'https://github.com/somebody/ssmkit/releases';
    const text = String(stamped(script, `${url}/`));
    expect(text).toContain(`\ndefault_base='${url}'\n`);
    expect(text.replace(url, '')).toBe(script);
  });

  it.each(["https://a'b/", 'https://a b/', 'file:///tmp', '$(id)', 'https://a/$HOME'])(
    'takes no %s for an address',
    (url) => {
      expect(() => stamped(script, url)).toThrow('RELEASES_URL is no address');
    },
  );

  it('is not made from a script that has lost the place for it', () => {
    expect(() => stamped('#!/bin/sh\n', 'https://a/')).toThrow('no single place');
  });
});
