import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/errors.ts';
import { plain } from '../../src/core/style.ts';
import { renderFinding } from '../../src/render/finding-text.ts';
import { identityWords } from '../../src/render/identity.ts';
import { identity, steering, steeringShown } from './make-step.ts';

const finding: Finding = { severity: 'error', file: 'env.prod', line: 12, message: 'is empty' };

describe('renderFinding', () => {
  it.each<[Partial<Finding>, string]>([
    [{}, 'env.prod:12: error: is empty'],
    [{ key: 'DB' }, 'env.prod:12: error: DB: is empty'],
    [{ line: 0 }, 'env.prod: error: is empty'],
    [{ severity: 'warning', file: '-' }, '-:12: warning: is empty'],
    [{ hint: 'Fill it.' }, 'env.prod:12: error: is empty\n    Fill it.'],
  ])('%o', (parts, text) => {
    expect(renderFinding({ ...finding, ...parts }, plain)).toBe(text);
  });

  it('lets nothing steer the terminal', () => {
    const text = renderFinding(
      { ...finding, file: steering, key: steering, message: steering, hint: steering },
      plain,
    );
    expect(text).toBe(`${steeringShown}:12: error: ${steeringShown}: ${steeringShown}\n    ${steeringShown}`);
  });
});

describe('identityWords', () => {
  it.each([
    [identity, 'account 123456789012, region us-east-1, profile admin'],
    [{ ...identity, account: undefined, profile: undefined }, 'account not known yet, region us-east-1'],
    [
      { ...identity, endpoint: 'http://127.0.0.1:1' },
      'account 123456789012, region us-east-1, profile admin, http://127.0.0.1:1',
    ],
    [{ ...identity, profile: steering }, `account 123456789012, region us-east-1, profile ${steeringShown}`],
  ])('%o', (who, words) => {
    expect(identityWords(who)).toBe(words);
  });
});
