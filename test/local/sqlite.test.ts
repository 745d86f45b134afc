import { afterEach, expect, test, vi } from 'vitest';
import { loadSqlite } from '../../src/local/store/sqlite.ts';

afterEach(() => vi.restoreAllMocks());

test('only the ExperimentalWarning of loading SQLite is kept back, and only while it loads', () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const before = process.emitWarning;
  const sqlite = process.getBuiltinModule('node:sqlite');
  vi.spyOn(process, 'getBuiltinModule').mockImplementation(() => {
    // As Node 22 does.
    process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
    process.emitWarning('something else', 'DeprecationWarning');
    return sqlite as never;
  });
  expect(loadSqlite()).toBe(sqlite);
  expect(warned.mock.calls).toEqual([['something else', 'DeprecationWarning']]);
  expect(process.emitWarning).toBe(before);
  process.emitWarning('later', 'ExperimentalWarning');
  expect(warned).toHaveBeenLastCalledWith('later', 'ExperimentalWarning');
});
