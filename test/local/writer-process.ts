import { openEmbeddedStore } from '../../src/local/embedded-store.ts';

/**
 * One of several writers in concurrency.test.ts. Reports each acknowledged write as a line on stdout, after it
 * was acknowledged: what is printed must be in the store, whenever the process is killed.
 * Arguments: database path, key in hex, writer's name, number of writes.
 */
const [databasePath = '', keyHex = '', writer = '', count = '0'] = process.argv.slice(2);
const store = openEmbeddedStore({
  folder: { path: databasePath, databasePath, key: Buffer.from(keyHex, 'hex') },
  account: '123456789012',
  region: 'us-east-1',
  now: Date.now,
});

async function put(input: object): Promise<number> {
  const answer = await store.dispatch({
    method: 'POST',
    path: '/',
    headers: { authorization: 'local', 'x-amz-target': 'AmazonSSM.PutParameter' },
    body: Buffer.from(JSON.stringify({ Type: 'SecureString', Overwrite: true, ...input })),
  });
  const text = Buffer.from(answer.body).toString();
  if (answer.status !== 200) throw new Error(text);
  return JSON.parse(text).Version;
}

const say = (name: string, version: number, value: string) =>
  process.stdout.write(`${JSON.stringify({ name, version, value })}\n`);

for (let index = 0; index < Number(count); index += 1) {
  const Value = `${writer} ${index}`;
  if (index % 10 === 0) say('/shared', await put({ Name: '/shared', Value, Tier: 'Advanced' }), Value);
  const name = `/own/${writer}/${index}`;
  say(name, await put({ Name: name, Value }), Value);
}
store.close();
