import { describe, expect, it } from 'vitest';
import type { Change, PlanStep } from '../../src/core/plan/step.ts';
import { plain } from '../../src/core/style.ts';
import { changeWords, plural, stepSign, stepWords } from '../../src/render/step-line.ts';
import { makeStyle } from '../../src/terminal/style.ts';
import {
  create,
  everyKind,
  keep,
  refuse,
  remove,
  retag,
  steering,
  steeringShown,
  unknown,
  update,
} from './make-step.ts';

const name = '/mow/x';
const tags = [{ Key: 'a', Value: '1' }];

describe('stepWords', () => {
  it.each<[PlanStep, string]>([
    [create(name), 'create String'],
    [create(name, { type: 'SecureString', keyId: 'alias/a' }), 'create SecureString, key alias/a'],
    [
      create(name, { type: 'SecureString', keyId: 'alias/a', tags: [...tags, ...tags] }),
      'create SecureString, key alias/a, 2 tags',
    ],
    [create(name, { tags }), 'create String, 1 tag'],
    [create(name, { tags: [] }), 'create String'],
    [update(name), 'update v3 → v4: value'],
    [
      update(name, {
        changes: [
          { field: 'value', because: 'unknown' },
          { field: 'type', from: 'String', to: 'SecureString' },
          { field: 'key', from: 'alias/a', to: 'alias/b' },
          { field: 'tier', from: 'Standard', to: 'Advanced' },
          { field: 'description' },
        ],
        tags: { set: tags, remove: ['x'], unread: true },
      }),
      'update v3 → v4: value (live value unknown), type: String → SecureString, key: alias/a → alias/b, ' +
        'tier: Standard → Advanced, description, 1 tag set (live tags unknown), 1 tag removed',
    ],
    [retag(name), 'retag: 1 tag set, 2 tags removed'],
    [remove(name), 'delete SecureString, v7, modified 1970-01-01 00:00:00Z'],
    [keep(name), 'keep v2, String'],
    [refuse(name, 'is too large'), 'refused: is too large'],
    [unknown(name), 'state unknown, SecureString'],
  ])('%o', (step, words) => {
    expect(stepWords(step)).toBe(words);
  });

  it.each<[string, PlanStep]>([
    ['a key', create(name, { type: 'SecureString', keyId: steering })],
    ['a change', update(name, { changes: [{ field: 'key', from: 'a', to: steering }] })],
    ['a reason', refuse(name, steering)],
  ])('lets nothing of %s steer the terminal', (_what, step) => {
    expect(stepWords(step)).toContain(steeringShown);
    expect(/\p{Cc}/u.test(stepWords(step))).toBe(false);
  });
});

describe('changeWords', () => {
  it.each<[Change, string]>([
    [{ field: 'value', because: 'different' }, 'value'],
    [{ field: 'value', because: 'unknown' }, 'value (live value unknown)'],
    [{ field: 'dataType', from: 'text', to: 'aws:ec2:image' }, 'data type: text → aws:ec2:image'],
    [{ field: 'allowedPattern' }, 'allowed pattern'],
    [{ field: 'policies' }, 'policies'],
  ])('%o', (change, words) => {
    expect(changeWords(change)).toBe(words);
  });
});

describe('stepSign', () => {
  it('is another for every kind, also without colour', () => {
    const signs = everyKind.map((step) => stepSign(step, plain));
    expect(signs).toEqual(['+', '~', '#', '-', '=', '!', '?']);
  });

  it('has the colours of danger for what destroys and what is refused', () => {
    const style = makeStyle(true);
    const red = everyKind.filter((step) => stepSign(step, style).startsWith('\u001b[31m'));
    expect(red.map(({ kind }) => kind)).toEqual(['delete', 'refuse']);
  });
});

describe('plural', () => {
  it.each([
    [0, '0 tags'],
    [1, '1 tag'],
    [2, '2 tags'],
  ])('%d', (count, words) => {
    expect(plural(count, 'tag')).toBe(words);
  });
});
