import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { SsmkitError } from '../../src/core/errors.ts';
import { makeFolder, openTestStore, outcome } from './open-store.ts';

const canary = 'canary-3f9c1b7e-in-the-coal-mine';
const forms = [canary, Buffer.from(canary).toString('base64'), Buffer.from(canary).toString('hex')];

function bytesOf(path: string): string {
  return readdirSync(path)
    .map((file) => readFileSync(join(path, file)).toString('latin1'))
    .join('');
}

describe('at rest', () => {
  test('no value of any type, nor the key, is in the database, -wal or -shm', async () => {
    const { ssm, kms, folder } = openTestStore();
    await kms.send(new CreateKeyCommand({}));
    for (const [Type, Tier] of [
      ['String', 'Standard'],
      ['StringList', 'Standard'],
      ['SecureString', 'Standard'],
      ['SecureString', 'Advanced'],
    ] as const) {
      const Name = `/rest/${Type}/${Tier}`;
      await ssm.send(
        new PutParameterCommand({ Name, Value: canary, Type, Tier, Description: 'told-in-clear' }),
      );
      await ssm.send(new PutParameterCommand({ Name, Value: `${canary} again`, Overwrite: true }));
    }
    const search = () => {
      const bytes = bytesOf(folder.path);
      // The search itself works: what is not secret is found.
      expect(bytes).toContain('told-in-clear');
      for (const form of [...forms, Buffer.from(folder.key).toString('latin1')])
        expect(bytes).not.toContain(form);
    };
    expect(readdirSync(folder.path).toSorted()).toEqual(['store.db', 'store.db-shm', 'store.db-wal']);
    search();
    const direct = new DatabaseSync(folder.databasePath);
    direct.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    direct.close();
    search();
  });

  test.runIf(process.platform !== 'win32').each([0o000, 0o022, 0o777])(
    'all files are 0600 from the start, whatever the umask (%o)',
    async (mask) => {
      const before = process.umask(mask);
      try {
        const { ssm, folder } = openTestStore();
        await ssm.send(new PutParameterCommand({ Name: '/x', Value: 'v', Type: 'String' }));
        for (const file of readdirSync(folder.path)) {
          expect([file, (statSync(join(folder.path, file)).mode & 0o777).toString(8)]).toEqual([file, '600']);
        }
        expect(readdirSync(folder.path)).toHaveLength(3);
        expect(process.umask(mask)).toBe(mask);
      } finally {
        process.umask(before);
      }
    },
  );

  test('values and keys survive reopening', async () => {
    const folder = makeFolder();
    const first = openTestStore({ folder });
    await first.ssm.send(new PutParameterCommand({ Name: '/x', Value: canary, Type: 'SecureString' }));
    const again = openTestStore({ folder });
    const { Parameter } = await again.ssm.send(new GetParameterCommand({ Name: '/x', WithDecryption: true }));
    expect(Parameter?.Value).toBe(canary);
  });

  test('a wrong key is told at once', () => {
    const folder = makeFolder();
    openTestStore({ folder });
    const wrong = { ...folder, key: folder.key.map((byte) => byte ^ 1) };
    expect(() => openTestStore({ folder: wrong })).toThrow(SsmkitError);
    expect(() => openTestStore({ folder: wrong })).toThrow(/does not fit the local store/);
  });

  test('a store of a newer ssmkit is refused', () => {
    const folder = makeFolder();
    const direct = new DatabaseSync(folder.databasePath);
    direct.exec('PRAGMA user_version = 999');
    direct.close();
    expect(() => openTestStore({ folder })).toThrow(/made by a newer ssmkit/);
  });

  test('a value moved to another row is not believed', async () => {
    const { ssm, folder, internalErrors } = openTestStore();
    for (const Name of ['/one', '/two']) {
      await ssm.send(new PutParameterCommand({ Name, Value: Name, Type: 'String' }));
    }
    const direct = new DatabaseSync(folder.databasePath);
    direct.exec('UPDATE version SET sealed_value = (SELECT sealed_value FROM version WHERE parameter = 1)');
    direct.close();
    expect(await outcome(ssm.send(new GetParameterCommand({ Name: '/one' })))).toBe('ok');
    expect(await outcome(ssm.send(new GetParameterCommand({ Name: '/two' })))).toMatch(
      /^InternalServerError/,
    );
    expect(internalErrors).toHaveLength(1);
  });
});
