import { userInfo } from 'node:os';
import { expect, it } from 'vitest';
import { withHome } from '../../src/files/user-home.ts';

it.each([{ HOME: '/home/a' }, { USERPROFILE: 'C:\\Users\\a' }])(
  'an environment that names a home stays as it is: %o',
  (env) => {
    expect(withHome(env)).toBe(env);
  },
);

it.each([{}, { HOME: '' }])('without one it is that of the user database: %o', (env) => {
  expect(withHome({ ...env, A: 'b' })).toEqual({ A: 'b', HOME: userInfo().homedir });
});
