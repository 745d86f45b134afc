import { describe, expect, it } from 'vitest';
import { renderOutcomesMarkdown, renderPlanMarkdown } from '../../src/render/markdown.ts';
import type { OutcomeView } from '../../src/render/outcome-text.ts';
import type { PlanView } from '../../src/render/plan-text.ts';
import {
  canary,
  create,
  everyKind,
  identity,
  keep,
  outcome,
  plan,
  refuse,
  steering,
  unknown,
  update,
} from './make-step.ts';

const view = (more: Partial<PlanView> = {}): PlanView => ({
  title: 'seed env.prod (dry run)',
  plan: plan([create('/mow/new'), keep('/mow/same'), refuse('/mow/no', 'is bad')], { notes: ['said once'] }),
  identity,
  everyName: false,
  columns: 80,
  ...more,
});
const outcomes = (more: Partial<OutcomeView> = {}): OutcomeView => ({
  title: 'seed env.prod',
  outcomes: [outcome(create('/mow/new'), { version: 1 }), outcome(keep('/mow/same'), { status: 'kept' })],
  identity,
  notes: [],
  everyName: false,
  columns: 80,
  seconds: 1,
  ...more,
});

describe('renderPlanMarkdown', () => {
  it('is a heading, totals, a table and notes', () => {
    expect(renderPlanMarkdown(view())).toBe(
      [
        '### seed env.prod (dry run)',
        '',
        '**1 to create, 0 to update, 0 to retag, 0 to delete, 1 unchanged, 1 refused** (account 123456789012, region us-east-1, profile admin)',
        '',
        '| Parameter | Change |',
        '| --- | --- |',
        '| `/mow/new` | create String |',
        '| `/mow/no` | refused: is bad |',
        '',
        '- said once',
        '',
      ].join('\n'),
    );
  });

  it('names what is kept when asked, and has no empty table', () => {
    expect(renderPlanMarkdown(view({ everyName: true }))).toContain('| `/mow/same` | keep v2, String |');
    expect(renderPlanMarkdown(view({ plan: plan([keep('/mow/same')]) }))).not.toContain('|');
  });

  it('says why the state is unknown', () => {
    const text = renderPlanMarkdown(
      view({
        plan: plan([unknown('/mow/a')], { stateUnknown: { why: 'a|b', onPurpose: false } }),
        identity: undefined,
      }),
    );
    expect(text).toContain('**State unknown: a\\|b**\n');
  });

  it.each([
    ['a pipe', 'a|b', 'a\\|b'],
    ['markup', '<b>`x`</b> *y* _z_ [l](u)', '\\<b\\>\\`x\\`\\</b\\> \\*y\\* \\_z\\_ \\[l\\](u)'],
    ['a line break', 'a\n  b', 'a b'],
    ['a backslash before a pipe', 'a\\|b', 'a\\\\\\|b'],
  ])('is not broken by %s', (_what, reason, shown) => {
    const text = renderPlanMarkdown(view({ plan: plan([refuse('/mow/no', reason)], { notes: [reason] }) }));
    expect(text).toContain(`| \`/mow/no\` | refused: ${shown} |\n`);
    expect(text).toContain(`- ${shown}\n`);
  });
});

describe('renderOutcomesMarkdown', () => {
  it('is the same with what became of it', () => {
    expect(renderOutcomesMarkdown(outcomes())).toBe(
      [
        '### seed env.prod',
        '',
        '**1 applied, 1 unchanged** (account 123456789012, region us-east-1, profile admin)',
        '',
        '| Parameter | Change |',
        '| --- | --- |',
        '| `/mow/new` | created v1, String |',
        '',
      ].join('\n'),
    );
  });
});

it('never shows a value, and lets nothing steer a terminal', () => {
  const steps = [...everyKind, update('/mow/z', { changes: [{ field: 'key', from: steering, to: 'b' }] })];
  const texts = [
    renderPlanMarkdown(view({ plan: plan(steps, { notes: [steering] }), everyName: true, title: steering })),
    renderOutcomesMarkdown(
      outcomes({
        outcomes: steps.map((step) => outcome(step, { status: 'failed', detail: steering })),
        notes: [steering],
      }),
    ),
  ];
  for (const text of texts) {
    expect(text.includes(canary)).toBe(false);
    expect(text.replaceAll('\n', '').match(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u)).toBeNull();
  }
});
