import { SSMClient } from '@aws-sdk/client-ssm';
import { readOrCreateKeyFile } from '../../src/files/key-file.ts';
import { createPrivateFolder } from '../../src/files/private-folder.ts';
import { defaultLocalAccount, openEmbeddedStore } from '../../src/local/embedded-store.ts';

/** The SDK's own client on the embedded store that ssmkit uses in a folder. */
export async function openStore(
  path: string,
): Promise<{ readonly client: SSMClient; readonly close: () => void }> {
  await createPrivateFolder(path);
  const key = await readOrCreateKeyFile(`${path}/key`, () => crypto.getRandomValues(new Uint8Array(32)));
  const store = openEmbeddedStore({
    folder: { path, databasePath: `${path}/store.sqlite`, key },
    account: defaultLocalAccount,
    region: 'us-east-1',
    now: () => Date.now(),
  });
  const client = new SSMClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: store.requestHandler,
    maxAttempts: 1,
  });
  return { client, close: () => store.close() };
}
