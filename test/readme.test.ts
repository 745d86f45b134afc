import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registry } from '../src/commands/registry.ts';
import { pages } from './docs/pages.ts';
import { repository } from './support/run-cli.ts';

const page = readFileSync(join(repository, 'README.md'), 'utf8');
const blocks = pages.find(({ name }) => name === 'README.md')?.blocks ?? [];

// test/docs runs its command lines and compares what they print.
describe('the README', () => {
  it('fits on a terminal', () => {
    const text = blocks.filter(({ kind }) => kind === 'text').map((block) => block.text);
    expect(text.join('')).toContain('seed examples/env.prod into');
    // The store's own path is as long as the reader's home is.
    const lines = text
      .join('')
      .split('\n')
      .map((line) => line.replace(/\/home\/you.*/, ''));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('shows the env file as it is', () => {
    const file = readFileSync(join(repository, 'examples/env.prod'), 'utf8');
    const shown = blocks.filter(({ kind }) => kind === 'env').map(({ text }) => text);
    expect(shown).toEqual([file.slice(file.indexOf('# service='))]);
  });

  it('names every command', () => {
    const table = page.slice(page.indexOf('## Commands'), page.indexOf('## More'));
    for (const { name } of registry) expect(table).toContain(`\`${name.split(' ')[0]}\``);
  });
});
