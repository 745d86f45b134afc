import type { LocalFolder } from '../../src/local/embedded-store.ts';
import { openDatabase } from '../../src/local/store/database.ts';
import { openScope } from '../../src/local/store/scope.ts';
import { createSealer } from '../../src/local/store/sealing.ts';
import { addVersion } from '../../src/local/store/versions.ts';

/** `/big/s<n>/k<n>`, written past the operations in one commit: thousands of them would test the disk. */
export function fillStore(folder: LocalFolder, count: number): void {
  const database = openDatabase(folder.databasePath);
  const scope = openScope(database, '123456789012', 'us-east-1');
  const sealer = createSealer(folder.key);
  const rest = { keyId: null, description: null, allowedPattern: null, policies: null, expiresAt: undefined };
  database.transaction('write', () => {
    for (let index = 0; index < count; index += 1) {
      const name = `/big/s${index % 100}/k${String(index).padStart(5, '0')}`;
      addVersion(database, sealer, scope, undefined, {
        ...rest,
        name,
        given: name,
        version: 1,
        value: `value ${index}`,
        type: 'String',
        tier: 'Standard',
        dataType: 'text',
        modifiedAt: 0,
        modifiedBy: 'test',
      });
    }
  });
  database.close();
}
