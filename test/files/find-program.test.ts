import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../src/files/find-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'ssmkit-find-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (...parts: readonly string[]) => join(folder, ...parts);

function program(path: string, text: string, mode = 0o755): void {
  writeFileSync(at(path), text);
  chmodSync(at(path), mode);
}
mkdirSync(at('a'));
mkdirSync(at('b'));
mkdirSync(at('a/folder'));
program('a/plain', 'x', 0o644);
program('b/plain', '#!/bin/sh\n');
program('a/script', '#! /bin/sh -e\n');
program('a/text', 'echo hi\n');
program('a/lost', '#!/nonexistent/interpreter -x\n');
program('a/dos', '#!/bin/sh\r\n');
program('a/binary', '\x7fELF\0\0');
program('a/empty', '');
symlinkSync('nowhere', at('a/dangling'));

const path = [at('none'), at('a'), '', at('b')].join(':');
const found = (name: string, text = false) => ({ kind: 'found', file: at(name), text });

describe('where a program is', () => {
  it.each<[string, object]>([
    ['script', found('a/script')],
    ['text', found('a/text', true)],
    ['binary', found('a/binary')],
    ['empty', found('a/empty')],
    ['plain', found('b/plain')],
    ['nothing', { kind: 'missing' }],
    ['', { kind: 'missing' }],
    ['dangling', { kind: 'missing' }],
    [at('a/script'), found('a/script')],
    [`./${relative('.', at('a/script'))}`, found('a/script')],
    [at('a/nothing'), { kind: 'missing' }],
    [at('a/script/x'), { kind: 'missing' }],
    [at('a/plain'), { kind: 'unusable', file: at('a/plain'), reason: 'may not be executed' }],
    ['folder', { kind: 'unusable', file: at('a/folder'), reason: 'is no file' }],
    ['lost', { kind: 'unusable', reason: expect.stringContaining('/nonexistent/interpreter') }],
    ['dos', { kind: 'unusable', reason: expect.stringContaining('\\r') }],
  ])('%j', async (name, expected) => {
    expect(await findProgram(name, path)).toMatchObject(expected);
  });

  it('is a system folder where PATH is not set', async () => {
    expect(await findProgram('sh', undefined)).toMatchObject({ kind: 'found', text: false });
    expect(await findProgram('sh', '')).toEqual({ kind: 'missing' });
  });
});
