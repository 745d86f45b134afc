import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan/step.ts';
import { plain } from '../../src/core/style.ts';
import { duration, type PlanView, renderPlanText, stepLines } from '../../src/render/plan-text.ts';
import {
  canary,
  create,
  everyKind,
  identity,
  keep,
  plan,
  refuse,
  remove,
  retag,
  steering,
  unknown,
  update,
} from './make-step.ts';

const render = (shown: Plan, more: Partial<PlanView> = {}) =>
  renderPlanText(
    { title: 'seed env.prod', plan: shown, identity, everyName: false, columns: 80, ...more },
    plain,
  );

describe('renderPlanText', () => {
  it('shows changes, totals and what applying costs', () => {
    const shown = plan(
      [
        create('/mow/new', { tags: [{ Key: 'a', Value: '1' }] }),
        update('/mow/longer'),
        keep('/mow/same'),
        refuse('/mow/no', 'is bad', 'Mend it.'),
      ],
      { notes: ['said once'] },
    );
    expect(render(shown)).toBe(
      [
        'seed env.prod',
        'account 123456789012, region us-east-1, profile admin',
        '',
        '  + /mow/new     create String, 1 tag',
        '  ~ /mow/longer  update v3 → v4: value',
        '  ! /mow/no      refused: is bad',
        '      Mend it.',
        '',
        '1 to create, 1 to update, 1 unchanged, 1 refused.',
        "Applying calls 2 PutParameter, 1 GetParameters: under 1 s at AWS's default quota.",
        'note: said once',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [true, true],
    [false, false],
  ])('names what is kept only when asked (%s)', (everyName, named) => {
    expect(render(plan([keep('/mow/same')]), { everyName }).includes('/mow/same')).toBe(named);
  });

  it('names what was not compared, and says why', () => {
    const text = render(plan([unknown('/mow/a')], { stateUnknown: { why: 'denied', onPurpose: false } }));
    expect(text).toContain('State unknown: denied');
    expect(text).toContain('  ? /mow/a  state unknown, SecureString');
    expect(text).toContain('1 parameter, not compared.');
    expect(text).not.toContain('to create');
  });

  it('shows no costs where nothing would be written, and no empty list', () => {
    expect(render(plan([keep('/mow/same')]))).toBe(
      'seed env.prod\naccount 123456789012, region us-east-1, profile admin\n\n1 unchanged.\n',
    );
    expect(render(plan([]))).toContain('Nothing is there.');
  });

  it('counts all that would be sent', () => {
    const text = render(plan([retag('/mow/a'), remove('/mow/b'), create('/mow/c')]));
    expect(text).toContain('1 to create, 1 to retag, 1 to delete.');
    expect(text).toContain(
      'Applying calls 1 PutParameter, 1 AddTagsToResource, 1 RemoveTagsFromResource, 1 DeleteParameters, 1 GetParameters:',
    );
    expect(render(plan([create('/mow/c')]))).toContain('Applying calls 1 PutParameter:');
  });

  it('never shows a value', () => {
    expect(render(plan(everyKind), { everyName: true }).includes(canary)).toBe(false);
  });

  it('lets nothing steer the terminal', () => {
    const shown = plan(
      [create('/mow/a', { type: 'SecureString', keyId: steering }), refuse('/mow/b', steering, steering)],
      {
        notes: [steering],
        stateUnknown: { why: steering, onPurpose: false },
      },
    );
    const text = render(shown, {
      title: steering,
      identity: { ...identity, profile: steering, endpoint: steering },
    });
    expect(text.replaceAll('\n', '').match(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u)).toBeNull();
  });
});

describe('stepLines', () => {
  const long = `/mow/backend/postgres/prod/${'LONG_'.repeat(20)}NAME`;
  it('breaks after a long name, and never cuts it', () => {
    expect(stepLines([create(long), create('/mow/a')], 80, plain)).toEqual([
      `  + ${long}`,
      '      create String',
      '  + /mow/a',
      '      create String',
    ]);
  });

  it.each([20, 40, 60, 80, 120])(
    'keeps every line of words within %d columns where words can be kept there',
    (columns) => {
      const steps = ['/mow/a', '/mow/backend/postgres/prod/POSTGRES_PASSWORD'].flatMap((name) => [
        create(name),
        update(name),
        keep(name),
      ]);
      const lines = stepLines(steps, columns, plain);
      for (const line of lines) {
        const broken = line.startsWith('      ') || line.indexOf('  ', 4) === -1;
        expect(broken || line.length <= columns, line).toBe(true);
      }
      for (const { name } of steps) expect(lines.some((line) => line.includes(name))).toBe(true);
    },
  );

  it('fits exactly', () => {
    const line = '  + /mow/a  create String';
    expect(stepLines([create('/mow/a')], line.length, plain)).toEqual([line]);
    expect(stepLines([create('/mow/a')], line.length - 1, plain)).toHaveLength(2);
  });
});

describe('duration', () => {
  it.each([
    [0, 'under 1 s'],
    [0.99, 'under 1 s'],
    [1.4, 'about 1 s'],
    [89, 'about 89 s'],
    [90, 'about 2 min'],
    [333, 'about 6 min'],
  ])('%d s: %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });
});
