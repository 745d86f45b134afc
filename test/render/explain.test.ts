import { expect, it } from 'vitest';
import { plain } from '../../src/core/style.ts';
import { renderExplanation } from '../../src/render/explain.ts';
import { canary, makeDraft } from '../core/plan/make-draft.ts';
import { steering, steeringShown } from './make-step.ts';

const draft = (name: string, tags: readonly (readonly [string, string, string])[]) => ({
  ...makeDraft({ name }),
  tags: tags.map(([Key, Value, origin]) => ({ Key, Value, origin })),
});

it('tells the layer of each tag, once for equal sets', () => {
  const shared = [
    ['Environment', 'prod', 'prod.json'],
    ['Name', 'x', '--name-tag'],
  ] as const;
  const text = renderExplanation(
    [draft('/mow/a', shared), draft('/mow/b', []), draft('/mow/c', shared)],
    plain,
  );
  expect(text).toBe(
    [
      '/mow/a',
      '/mow/c',
      '    Environment=prod  from prod.json',
      '    Name=x            from --name-tag',
      '/mow/b',
      '    no tags',
      '',
    ].join('\n'),
  );
});

it('keeps sets apart that differ only in their origin', () => {
  const text = renderExplanation(
    [draft('/mow/a', [['k', 'v', 'a.json']]), draft('/mow/b', [['k', 'v', 'b.json']])],
    plain,
  );
  expect(text).toContain('from a.json');
  expect(text).toContain('from b.json');
});

it('never shows a value, and lets nothing steer the terminal', () => {
  const text = renderExplanation([draft('/mow/a', [[steering, steering, steering]])], plain);
  expect(text.includes(canary)).toBe(false);
  expect(text).toBe(`/mow/a\n    ${steeringShown}=${steeringShown}  from ${steeringShown}\n`);
});
