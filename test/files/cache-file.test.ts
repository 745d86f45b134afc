import { chmodSync, readdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCacheFile, writeCacheFile } from '../../src/files/cache-file.ts';
import { workFolder } from '../support/run-cli.ts';

const options = { pid: process.pid, keptFor: 60_000 };
const folder = () => join(workFolder(), 'made/here');
const files = (path: string) => readdirSync(path).filter((name) => name !== '.gitignore');

describe('a cache file', () => {
  it('is read as it was written last, and nobody else can', async () => {
    const path = folder();
    expect(await readCacheFile(path, 'a.json')).toBeUndefined();
    for (const text of ['first', 'second']) await writeCacheFile(path, 'a.json', text, options);
    expect(await readCacheFile(path, 'a.json')).toBe('second');
    expect(files(path)).toEqual(['a.json']);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, 'a.json')).mode & 0o777).toBe(0o600);
  });

  it('goes once it is old and another is written', async () => {
    const path = folder();
    await writeCacheFile(path, 'old.json', 'x', options);
    await writeCacheFile(path, 'young.json', 'x', options);
    utimesSync(join(path, 'old.json'), new Date(), new Date(Date.now() - 61_000));
    writeFileSync(join(path, 'theirs.txt'), 'x');
    utimesSync(join(path, 'theirs.txt'), new Date(), new Date(0));
    await writeCacheFile(path, 'new.json', 'x', options);
    expect(files(path).toSorted()).toEqual(['new.json', 'theirs.txt', 'young.json']);
  });

  it('open to others is none', async () => {
    const path = folder();
    await writeCacheFile(path, 'a.json', 'x', options);
    chmodSync(join(path, 'a.json'), 0o644);
    expect(await readCacheFile(path, 'a.json')).toBeUndefined();
    chmodSync(join(path, 'a.json'), 0o600);
    chmodSync(path, 0o755);
    expect(await readCacheFile(path, 'a.json')).toBeUndefined();
    await writeCacheFile(path, 'b.json', 'x', options);
    expect(files(path)).toEqual(['a.json']);
  });

  it('that is a link is none', async () => {
    const path = folder();
    await writeCacheFile(path, 'a.json', 'x', options);
    symlinkSync(join(path, 'a.json'), join(path, 'link.json'));
    expect(await readCacheFile(path, 'link.json')).toBeUndefined();
  });

  it('where there is no room for it is none', async () => {
    const path = join(workFolder(), 'file');
    writeFileSync(path, '');
    await writeCacheFile(join(path, 'x'), 'a.json', 'x', options);
    expect(await readCacheFile(join(path, 'x'), 'a.json')).toBeUndefined();
  });
});
