import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runProgram } from '../../support/run-program.ts';

export interface SeenParameter {
  readonly type: string;
  readonly value: string;
  readonly version: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Of a SecureString, as it was given. */
  readonly keyId?: string;
}

export type Snapshot = Readonly<Record<string, SeenParameter>>;

export interface Witness {
  call(service: 'ssm' | 'kms', operation: string, input?: object): Promise<Record<string, unknown>>;
  /** Everything below /mow, decrypted, with tags. */
  snapshot(): Promise<Snapshot>;
  readonly close: () => void;
}

const region = 'us-east-1';

/** boto3 at an endpoint, in one Python process for as long as the tests ask. */
export function startWitness(endpoint: string): Witness {
  const python = spawn('python3', [join(import.meta.dirname, 'witness.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting: PromiseWithResolvers<string>[] = [];
  createInterface({ input: python.stdout }).on('line', (line) => waiting.shift()?.resolve(line));
  const ended = () => {
    for (const answer of waiting.splice(0)) answer.reject(new Error('boto3 cannot be asked: python3 ended'));
  };
  python.on('error', ended);
  python.on('close', ended);
  async function ask(request: object): Promise<unknown> {
    const answer = Promise.withResolvers<string>();
    waiting.push(answer);
    python.stdin.write(`${JSON.stringify({ endpoint, region, ...request })}\n`);
    const { result, error } = JSON.parse(await answer.promise) as { result?: unknown; error?: string };
    if (error !== undefined) throw new Error(`boto3: ${error}`);
    return result;
  }
  return {
    call: async (service, operation, input = {}) =>
      (await ask({ service, operation, arguments: input })) as Record<string, unknown>,
    snapshot: async () => (await ask({ operation: 'snapshot', arguments: { path: '/mow' } })) as Snapshot,
    close: () => python.stdin.end(),
  };
}

/** Name → value of everything below /mow, by the aws CLI. */
export async function valuesByAwsCli(endpoint: string): Promise<Readonly<Record<string, string>>> {
  const { HOME = '', PYENV_ROOT = join(HOME, '.pyenv') } = process.env;
  const { stdout, stderr } = await runProgram(
    'aws',
    [
      ...['ssm', 'get-parameters-by-path', '--path', '/mow', '--recursive', '--with-decryption'],
      ...['--endpoint-url', endpoint, '--region', region, '--output', 'json'],
    ],
    { env: { PYENV_ROOT, AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' } },
  );
  if (stderr !== '') throw new Error(`aws: ${stderr}`);
  const { Parameters } = JSON.parse(stdout) as { Parameters: readonly { Name: string; Value: string }[] };
  return Object.fromEntries(Parameters.map(({ Name, Value }) => [Name, Value]));
}
