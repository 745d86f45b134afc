import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registry } from '../src/commands/registry.ts';
import { cli, repository, workFolder } from './support/run-cli.ts';

const page = readFileSync(join(repository, 'README.md'), 'utf8');

/** The indented block that begins with a line. */
function block(start: string): string {
  const from = page.indexOf(`    ${start}`);
  expect(from).toBeGreaterThan(-1);
  const lines = page.slice(from).split('\n');
  const end = lines.findIndex((line) => line !== '' && !line.startsWith('    '));
  return lines
    .slice(0, end)
    .map((line) => line.slice(4))
    .join('\n')
    .trimEnd();
}

describe('the README', () => {
  it('shows what the first run really prints', async () => {
    const folder = workFolder();
    const store = join(folder, '.ssmkit');
    const { stdout, stderr } = await cli(
      [
        ...[
          'seed',
          '--local',
          '--project',
          'mow',
          '--environment',
          'prod',
          '--env-file',
          'examples/env.prod',
        ],
        ...['--local-dir', store],
      ],
      { cwd: repository },
    );
    expect(stderr).toBe('');
    expect(stdout.replace(store, '/home/you/ssmkit/.ssmkit').trimEnd()).toBe(
      block('seed examples/env.prod into'),
    );
    // The second line has the store's own path in it.
    const widths = stdout.split('\n').map((line) => line.replace(store, '').length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  });

  it('shows the env file as it is', () => {
    const file = readFileSync(join(repository, 'examples/env.prod'), 'utf8');
    expect(file.slice(file.indexOf('# service=')).trimEnd()).toBe(block('# service=postgres'));
  });

  it('names every command', () => {
    const table = page.slice(page.indexOf('## Commands'), page.indexOf('## More'));
    for (const { name } of registry) expect(table).toContain(`\`${name.split(' ')[0]}\``);
  });

  it('links to pages that are there', () => {
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(readFileSync(join(repository, link), 'utf8')).not.toBe('');
  });
});
