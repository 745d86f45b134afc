import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { registry } from '../src/commands/registry.ts';

const root = join(import.meta.dirname, '..');

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

function filesIn(folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      const text = readFileSync(full, 'utf8');
      return { path: relative(root, full), text, lines: text.split('\n').length - 1 };
    });
}

const src = filesIn('src');
const test = filesIn('test');
const having = (files: readonly SourceFile[], pattern: RegExp) =>
  files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
const withoutComments = (file: SourceFile): SourceFile => ({
  ...file,
  text: file.text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, ''),
});
const self = 'test/house.test.ts';
const otherTests = test.filter(({ path }) => path !== self);

describe('files', () => {
  it('have at most 300 lines', () => {
    const long = [...src, ...test]
      .filter(({ lines }) => lines > 300)
      .map(({ path, lines }) => `${path}: ${lines}`);
    expect(long).toEqual([]);
  });

  it('have a median under 90 lines', () => {
    const sizes = src.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(90);
  });

  it('are named by what they do', () => {
    const vague = [...src, ...test].filter(({ path }) => /util|helper|common|misc|manager/i.test(path));
    expect(vague.map(({ path }) => path)).toEqual([]);
  });

  it('of the tests stand where their subject stands', () => {
    const rooms = new Set(src.map(({ path }) => dirname(path).replace(/^src/, 'test')));
    const apart = /^test\/(conformance|docs|e2e|fixtures|release|support)(\/|$)/;
    const astray = test
      .filter(({ path }) => path.endsWith('.test.ts') && !apart.test(path))
      .map(({ path }) => dirname(path));
    expect(astray.filter((folder) => folder !== 'test' && !rooms.has(folder))).toEqual([]);
  });
});

describe('what lint cannot see', () => {
  it('tests are neither skipped nor alone', () => {
    expect(
      having(
        otherTests,
        /\b(?:it|test|describe)(?:\.\w+)*\.(?:skip|only|todo|fails)\b|\b(?:skipIf|runIf)\((?!process\.platform )/,
      ),
      // Terraform's provider comes from a registry of its own; where it cannot be had that test says so.
    ).toEqual(['test/conformance/iam/terraform.test.ts', 'test/conformance/store/terraform.test.ts']);
  });

  it('nothing is suppressed or left for later', () => {
    const pattern = /biome-ignore|@ts-(?:ignore|expect-error|nocheck)|\b(?:TODO|FIXME|XXX)\b/;
    expect(having([...src, ...otherTests], pattern)).toEqual([]);
  });

  it('a Secret is opened at its doors alone, by whatever syntax', () => {
    const granted = readFileSync(join(root, 'lint/reveal.grit'), 'utf8').matchAll(/r"([^"]+)"/g);
    const doors = [...granted].map(([, pattern = '']) => new RegExp(`^${pattern}$`));
    const opened = having(src.map(withoutComments), /\breveal\b/);
    expect(opened.filter((path) => !doors.some((door) => door.test(`/${path}`)))).toEqual([]);
  });

  it('the process is touched by main.ts alone, by whatever syntax', () => {
    const pattern =
      /from 'node:process'|[=(]\s*process\s*[;,)]|process\[|globalThis\.process|process\??\.(?:env|argv|cwd|exit|stdin|stdout|stderr)\b/;
    expect(
      having(src.map(withoutComments), pattern).filter(
        (path) => path !== 'src/main.ts' && path !== 'src/index.ts',
      ),
    ).toEqual([]);
  });

  it('what would not survive a startup snapshot is loaded at first use', () => {
    const pattern =
      /^(?:import|export) (?!type\b)[^;]*? from '(?:node:)?(?:https?|http2|sqlite|child_process)'/m;
    expect(having(src, pattern)).toEqual([]);
  });

  it('nothing is read beside the code', () => {
    expect(having(src, /import\.meta|__dirname|__filename/)).toEqual([]);
  });
});

describe('subcommands', () => {
  it('have names of their own', () => {
    const names = registry.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*( [a-z]+(-[a-z]+)*)?$/);
  });

  it.each(registry.map(({ name, summary }) => [name, summary]))(
    '%s says what it does, in one line',
    (_name, summary) => {
      expect(summary).toMatch(/^\S.{8,90}[^.\s]$/);
    },
  );
});

describe('lint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssmkit-house-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What lint says of these files, as `path: message`. */
  function complaints(files: Readonly<Record<string, string>>): readonly string[] {
    const at = mkdtempSync(join(folder, 'repository-'));
    cpSync(join(root, 'biome.json'), join(at, 'biome.json'));
    cpSync(join(root, 'lint'), join(at, 'lint'), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(at, path)), { recursive: true });
      writeFileSync(join(at, path), text);
    }
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', 'src', 'test'], {
      cwd: at,
      encoding: 'utf8',
    });
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: readonly { message: string; location: { path: string } }[];
    };
    return diagnostics.map(({ message, location }) => `${location.path}: ${message}`);
  }

  const bad: Readonly<Record<string, readonly [path: string, text: string, words: string]>> = {
    'a Secret opened': [
      'src/gather/a.ts',
      'export const f = (s: { reveal(): string }) => s.reveal();',
      'Secret.reveal()',
    ],
    'the environment read': ['src/cli/a.ts', 'export const home = () => process.env.HOME;', 'Only main.ts'],
    'the process ended': ['src/cli/a.ts', 'export const end = () => process.exit(1);', 'Only main.ts'],
    'a vague name': ['src/core/text-util.ts', 'export const x = 1;', 'Name the file'],
    'a room reached from the core': ['src/core/a.ts', "export { x } from '../aws/b.ts';", 'no other room'],
    'the SDK outside its room': [
      'src/gather/a.ts',
      "export { SSMClient } from '@aws-sdk/client-ssm';",
      'does not use this library',
    ],
    'a file system outside its room': [
      'src/gather/a.ts',
      "export { readFile } from 'node:fs/promises';",
      'does not use this library',
    ],
    'a promise left alone': [
      'src/core/a.ts',
      'const f = async () => 1;\nexport const g = () => {\n  f();\n};',
      'Promise',
    ],
    console: ['src/core/a.ts', "console.log('x');", 'console'],
    any: ['src/core/a.ts', 'export const x: any = 1;', 'any'],
  };

  it.each(Object.entries(bad))('bites: %s', (_what, [path, text, words]) => {
    const found = complaints({
      [path]: `${text}\n`,
      'src/aws/b.ts': 'export const x = 1;\n',
      'test/x.ts': 'export {};\n',
    });
    expect(found).toContainEqual(expect.stringContaining(words));
    expect(found.every((complaint) => complaint.startsWith(`${path}: `))).toBe(true);
  });

  it('leaves the doors open', () => {
    const open = 'export const f = (s: { reveal(): string }) => s.reveal();\n';
    const found = complaints({
      'src/aws/a.ts': open,
      'src/render/dialect/a.ts': open,
      'test/a.ts': open,
      'src/main.ts': 'process.exitCode = process.argv.length;\n',
    });
    expect(found).toEqual([]);
  });
});
