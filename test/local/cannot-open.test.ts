import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../src/local/store/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'ssmkit-cannot-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('says which store, and what SQLite says', () => {
  const path = join(folder, 'store.sqlite');
  writeFileSync(path, 'no database, but a text that is long enough to be taken for one'.repeat(100));
  expect(() => openDatabase(path)).toThrow(
    expect.objectContaining({
      code: 'failed',
      message: `The local store ${path} cannot be opened: file is not a database.`,
      hint: expect.stringContaining('ssmkit local reset'),
    }),
  );
});

it('says it of a path that is too long', () => {
  const path = join(folder, 'd'.repeat(200), 'd'.repeat(200), 'd'.repeat(200));
  mkdirSync(path, { recursive: true });
  expect(() => openDatabase(join(path, 'store.sqlite'))).toThrow(
    expect.objectContaining({ code: 'failed', hint: expect.stringContaining('--local-dir') }),
  );
});

it('opens what is just short enough', () => {
  const path = join(folder, 'short'.padEnd(485 - folder.length, '/d'));
  mkdirSync(path, { recursive: true });
  const database = openDatabase(join(path, 'store.sqlite'));
  expect(database.get('SELECT 1 AS one')).toEqual({ one: 1 });
  database.close();
});
