import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installLibraryInto, typeProblems } from '../support/built-library.ts';
import { repository, workFolder } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { type Served, serve } from './served.ts';

const page = readFileSync(join(repository, 'docs/library.md'), 'utf8');
const endings = { ts: 'mts', cjs: 'cjs' } as const;
const blocks = [...page.matchAll(/^```(ts|cjs)\n([\s\S]*?)^```$/gm)].map(
  ([, language = 'ts', code = ''], index) => ({
    file: `block-${index + 1}.${endings[language as keyof typeof endings]}`,
    code,
  }),
);

const folder = workFolder();
let served: Served;
beforeAll(async () => {
  installLibraryInto(folder, ['zod', '@aws-sdk/client-ssm']);
  for (const { file, code } of blocks) writeFileSync(join(folder, file), code);
  served = await serve();
  for (const [name, value] of [
    ['/mow/backend/django/prod/SECRET_KEY', 'canary'],
    ['/mow/backend/django/prod/database/host', 'db'],
    ['/prod/order-api/database/host', 'db'],
    ['/prod/order-api/database/port', '5432'],
  ] as const) {
    await served.put(name, value);
  }
});
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (file: string) =>
  runProgram(process.execPath, [join(folder, file)], {
    cwd: folder,
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: served.url,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
    },
  });

it('an SSMClient of another copy of the SDK is sent what it understands', async () => {
  writeFileSync(
    join(folder, 'foreign.mjs'),
    `import { SSMClient } from '@aws-sdk/client-ssm'; import { loadParameters } from 'ssmkit';
     const client = new SSMClient({});
     console.log((await loadParameters({ path: '/prod/order-api', client })).get('database/port'));
     client.destroy();`,
  );
  expect(await run('foreign.mjs')).toEqual({ stdout: '5432\n', stderr: '', exitCode: 0 });
});

describe('docs/library.md', () => {
  it('has blocks to run, and no others', () => {
    expect(blocks.length).toBeGreaterThan(7);
    const fences = new Set([...page.matchAll(/^```(\S+)$/gm)].map(([, language]) => language));
    expect([...fences].toSorted()).toEqual(['cjs', 'ts', 'typescript']);
  });

  it('its blocks have the types they say', () => {
    expect(
      typeProblems(
        folder,
        blocks.map(({ file }) => file),
      ),
    ).toBe('');
  });

  it.each(blocks)('$file runs', async ({ file }) => {
    expect(await run(file)).toEqual({ stdout: '', stderr: '', exitCode: 0 });
  });

  it('has the reference of the declarations: npm run api-reference', () => {
    const script = `import { readFileSync } from 'node:fs';
      import { declarations } from './scripts/library.mjs';
      import { withReference } from './scripts/api-reference.mjs';
      process.stdout.write(withReference(readFileSync('docs/library.md', 'utf8'), declarations()));`;
    const args = ['--input-type=module', '-e', script];
    expect(execFileSync(process.execPath, args, { cwd: repository, encoding: 'utf8' })).toBe(page);
  });
});
