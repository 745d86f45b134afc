import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../support/run-cli.ts';

const picture = readFileSync(join(repository, 'docs/preview.svg'), 'utf8');

it('docs/preview.svg shows what a preview prints: npm run picture', () => {
  const script = `import { previewPicture } from './scripts/preview-picture.mjs';
    process.stdout.write(await previewPicture());`;
  const args = ['--input-type=module', '-e', script];
  expect(execFileSync(process.execPath, args, { cwd: repository, encoding: 'utf8' })).toBe(picture);
});

it('it says in words what it shows, in colours for light and for dark, and loads nothing', () => {
  const words = /<desc id="words">([\s\S]*)<\/desc>/.exec(picture)?.[1] ?? '';
  const shown = [...picture.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
  expect(shown.length).toBeGreaterThan(10);
  for (const text of shown) expect(words).toContain(text);
  expect(picture).toMatch(/role="img" aria-labelledby="title words"/);
  expect(picture.match(/^\.green \{ fill: #[\da-f]{6} \}$/gm)).toHaveLength(2);
  expect(picture).not.toMatch(/<script|<image|href=|url\(|@import/);
});
