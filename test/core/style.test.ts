import { expect, it } from 'vitest';
import { plain, type Style } from '../../src/core/style.ts';

it.each(Object.keys(plain) as (keyof Style)[])('plain %s leaves text as it is', (name) => {
  expect(plain[name]('text')).toBe('text');
});
