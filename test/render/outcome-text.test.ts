import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/core/plan/step.ts';
import { plain } from '../../src/core/style.ts';
import {
  type OutcomeView,
  outcomeTotals,
  outcomeWords,
  renderOutcomesText,
} from '../../src/render/outcome-text.ts';
import { makeStyle } from '../../src/terminal/style.ts';
import {
  canary,
  create,
  everyKind,
  identity,
  keep,
  outcome,
  refuse,
  remove,
  retag,
  steering,
  update,
} from './make-step.ts';

const name = '/mow/x';
const view = (outcomes: readonly Outcome[], more: Partial<OutcomeView> = {}): OutcomeView => ({
  title: 'seed env.prod',
  outcomes,
  identity,
  notes: [],
  everyName: false,
  columns: 80,
  seconds: 1.26,
  ...more,
});

describe('outcomeWords', () => {
  it.each<[Outcome, string]>([
    [outcome(create(name), { version: 1 }), 'created v1, String'],
    [outcome(create(name)), 'created, String'],
    [outcome(update(name), { version: 4 }), 'updated v3 → v4 (value)'],
    [outcome(update(name)), 'updated v3 → ? (value)'],
    [
      outcome(update(name), { version: 9, wroteOver: true, detail: 'wrote over v4' }),
      'updated v3 → v9 (value): wrote over v4',
    ],
    [outcome(retag(name)), 'retagged (1 tag set, 2 removed)'],
    [outcome(remove(name)), 'deleted'],
    [outcome(remove(name), { detail: 'was already gone' }), 'deleted: was already gone'],
    [outcome(keep(name), { status: 'kept' }), 'unchanged'],
    [outcome(refuse(name), { status: 'skipped', detail: 'is bad' }), 'skipped: is bad'],
    [outcome(create(name), { status: 'failed', detail: 'AWS said no' }), 'failed: AWS said no'],
    [outcome(create(name), { status: 'failed' }), 'failed'],
    [outcome(update(name), { status: 'stale', detail: 'is at v9' }), 'stale: is at v9'],
    [outcome(update(name), { status: 'interrupted' }), 'interrupted'],
  ])('%o', (one, words) => {
    expect(outcomeWords(one)).toBe(words);
  });
});

describe('outcomeTotals', () => {
  it('accounts for every step', () => {
    const statuses = ['applied', 'kept', 'skipped', 'failed', 'stale', 'interrupted', 'stale'] as const;
    expect(outcomeTotals(statuses.map((status) => outcome(create(name), { status })))).toBe(
      '1 applied, 1 unchanged, 1 skipped, 1 failed, 2 stale, 1 interrupted',
    );
    expect(outcomeTotals([])).toBe('0 applied, 0 unchanged');
  });
});

describe('renderOutcomesText', () => {
  it('names all that was done, and what did not go as planned with its reason', () => {
    const outcomes = [
      outcome(create('/mow/new'), { version: 1 }),
      outcome(keep('/mow/same'), { status: 'kept' }),
      outcome(update('/mow/stale'), { status: 'stale', detail: 'is at v9', hint: 'Run it again.' }),
    ];
    expect(renderOutcomesText(view(outcomes, { notes: ['said once'] }), plain)).toBe(
      [
        'seed env.prod',
        'account 123456789012, region us-east-1, profile admin',
        '',
        '  + /mow/new    created v1, String',
        '  ! /mow/stale  stale: is at v9',
        '      Run it again.',
        '',
        '1 applied, 1 unchanged, 1 stale in 1.3 s.',
        'note: said once',
        '',
      ].join('\n'),
    );
  });

  it('names what was kept when asked', () => {
    const outcomes = [outcome(keep('/mow/same'), { status: 'kept' })];
    expect(renderOutcomesText(view(outcomes, { everyName: true }), plain)).toContain(
      '  = /mow/same  unchanged',
    );
    expect(renderOutcomesText(view(outcomes), plain)).not.toContain('/mow/same');
  });

  it('marks what went wrong, although it was written', () => {
    const red = (one: Outcome) => renderOutcomesText(view([one]), makeStyle(true)).includes('\u001b[31m!');
    expect(red(outcome(update(name), { version: 9, wroteOver: true }))).toBe(true);
    expect(red(outcome(update(name), { version: 4 }))).toBe(false);
    expect(red(outcome(update(name), { status: 'failed' }))).toBe(true);
  });

  it('breaks after a long name, and never cuts it', () => {
    const long = `/mow/${'LONG_'.repeat(20)}NAME`;
    const text = renderOutcomesText(view([outcome(create(long), { version: 1 })]), plain);
    expect(text).toContain(`  + ${long}\n      created v1, String\n`);
  });

  it('never shows a value, and lets nothing steer the terminal', () => {
    const outcomes = everyKind.map((step) =>
      outcome(step, { status: 'failed', detail: steering, hint: steering }),
    );
    const text = renderOutcomesText(view(outcomes, { title: steering, notes: [steering] }), plain);
    expect(text.includes(canary)).toBe(false);
    expect(text.replaceAll('\n', '').match(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u)).toBeNull();
  });
});
