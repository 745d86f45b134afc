import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { accountNumber } from '../../src/files/owner.ts';
import { scratchFolder } from './scratch.ts';

it('finds names in the account files, and takes numbers as they are', async () => {
  const folder = scratchFolder();
  const files = { passwd: join(folder, 'passwd'), group: join(folder, 'group') };
  writeFileSync(
    files.passwd,
    '# accounts\nroot:x:0:0::/root:/bin/sh\napp:x:1001:2002::/:/bin/false\nodd:x:x:1::/:\n',
  );
  writeFileSync(files.group, 'app:x:3003:\n');
  expect(await accountNumber('owner', 'app', files)).toBe(1001);
  expect(await accountNumber('group', 'app', files)).toBe(3003);
  expect(await accountNumber('owner', '4242', files)).toBe(4242);
  for (const unknown of ['odd', '', 'ap', 'app:x', '-1', '1.5', '4294967295', '99999999999']) {
    await expect(accountNumber('owner', unknown, files), unknown).rejects.toMatchObject({ code: 'input' });
  }
});
