import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exitCode } from '../../src/cli/exit-code.ts';
import { registry } from '../../src/commands/registry.ts';
import { cli, repository } from '../support/run-cli.ts';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const paths = ['docs/commands.md', 'docs/ssmkit.1'];

describe('npm run commands', () => {
  let made: Readonly<Record<string, string>>;
  beforeAll(() => {
    const script = `import { manualPages } from './scripts/commands.mjs';
      process.stdout.write(JSON.stringify(manualPages()));`;
    const args = ['--input-type=module', '-e', script];
    made = JSON.parse(execFileSync(process.execPath, args, { cwd: repository, encoding: 'utf8' }));
  });

  it('writes these pages', () => expect(Object.keys(made)).toEqual(paths));

  it.each(paths)('has written %s since the last change', (path) => {
    expect(read(path)).toBe(made[path]);
  });
});

describe('the manual', () => {
  const page = read('docs/commands.md');

  it('has every command, with a paragraph and examples', () => {
    const without = registry.filter(
      ({ about, examples = [] }) => about === undefined || examples.length === 0,
    );
    expect(without.map(({ name }) => name)).toEqual([]);
    for (const { name } of registry) expect(page).toContain(`\n## ${name}\n`);
  });

  it('has examples that fit beside the margin of a man page', () => {
    const lines = registry.flatMap(({ examples = [] }) =>
      examples.flatMap(({ does, line }) => [`# ${does}`, ...line.split('\n')]),
    );
    expect(lines.filter((line) => line.length > 72)).toEqual([]);
  });

  it('has every exit code', () => {
    const [, section = ''] = page.split('\n## Exit codes\n');
    const codes = [...section.matchAll(/^\| (\d[\d, ]*) \|/gm)].flatMap(([, cell = '']) => cell.split(', '));
    expect(codes.map(Number)).toEqual(Object.values(exitCode).toSorted((a, b) => a - b));
  });

  it('has every variable that is read, and no other', () => {
    const [, section = ''] = page.split('\n## Environment variables\n');
    const told = [...section.matchAll(/`([A-Z][A-Z_\d]*[A-Z])`/g)].map(([, name = '']) => name);
    expect([...new Set(told)].toSorted()).toEqual(variablesRead());
  });

  it('is ASCII for man, whatever the locale, and has no date', () => {
    const roff = read('docs/ssmkit.1');
    expect(roff).toMatch(/^[\n\x20-\x7e]*$/);
    expect(roff).toMatch(/^\.TH SSMKIT 1 "" ssmkit "User Commands"$/m);
  });

  it('is in the package', () => {
    const { man, files } = JSON.parse(read('package.json'));
    // npm takes no single text.
    expect([man, files]).toEqual([['./docs/ssmkit.1'], expect.arrayContaining(['docs/ssmkit.1'])]);
  });
});

/** Words of KMS that look like variables: where a key's material is from. */
const notVariables = ['AWS_CLOUDHSM', 'AWS_KMS'];

/** Names of variables in the code: `env.NAME`, `variable(env, 'NAME', …)`, or a quoted one of AWS's. */
function variablesRead(): readonly string[] {
  const sources = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(`src/${name}`).replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, ''));
  const found = sources.flatMap((text) => [
    ...text.matchAll(/\benv\.([A-Z][A-Z_\d]+)\b/g),
    ...text.matchAll(/(?<![\w`])'((?:AWS|SSMKIT)_[A-Z_\d]+)'/g),
    ...text.matchAll(/\b((?:HTTPS?|NO)_PROXY)\b/g),
  ]);
  const names = found.map(([, name = '']) => name).filter((name) => !notVariables.includes(name));
  return [...new Set(names)].toSorted();
}

it.each(registry.map(({ name }) => name))(
  'ssmkit %s --help fits in 80 columns and ends with examples',
  async (name) => {
    const { stdout } = await cli([...name.split(' '), '--help']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toMatch(/\nExamples:\n {2}# .*\n {2}\S.*\n(?:\n? {2}.*\n)*$/);
  },
);
