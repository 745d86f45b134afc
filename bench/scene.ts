import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import type { BenchServer } from './embedded.ts';
import { type Ran, run } from './measure.ts';
import { awsEnvironment, programUnderTest } from './programs.ts';

/** Where every program runs and writes. */
export const folder = mkdtempSync(join(tmpdir(), 'ssmkit-bench-work-'));
/** The hierarchy that every row uses. */
export const where = ['--project', 'mow'];

const [program = '', ...first] = programUnderTest().line;

export function ssmkit(url: string, args: readonly string[]): Promise<Ran> {
  return run({ command: program, args: [...first, ...args], cwd: folder, env: awsEnvironment(url) });
}

/** Past the server, for what was there before. */
export async function put(server: BenchServer, names: readonly string[]): Promise<void> {
  for (const Name of names)
    await server.ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String' }));
}

/** `keys` keys, shared out among services app0, app1, … */
export function envFile(keys: number, services = 1): string {
  const lines = Array.from({ length: keys }, (_, key) => {
    const header =
      key % (keys / services) === 0 ? `# service=app${Math.floor((key * services) / keys)}\n` : '';
    return `${header}KEY_${key}=value ${key}\n`;
  });
  return lines.join('');
}
