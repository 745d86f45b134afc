import { spawn } from 'node:child_process';
import { runProgram } from '../../support/run-program.ts';

export interface AccessKey {
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
}

/** A moto of its own: enforcing IAM is a switch of the whole server. */
export interface EnforcingMoto {
  readonly url: string;
  /** May do everything. */
  readonly admin: AccessKey;
  /** May do what its policy says. */
  readonly user: AccessKey;
  /** The user's one policy from now on. */
  readonly putPolicy: (policy: unknown) => Promise<void>;
  readonly close: () => Promise<void>;
}

const region = { AWS_DEFAULT_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true' };
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Users, keys and policies are made with the aws CLI; after that nobody does anything without a policy. */
export async function startEnforcingMoto(): Promise<EnforcingMoto> {
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => server.on('close', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.on('error', reject);
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(`moto_server ended: ${said}`)));
  });
  const iam = async (key: AccessKey, ...args: readonly string[]) => {
    const all = ['iam', ...args, '--endpoint-url', url, '--output', 'json'];
    const { stdout, stderr, exitCode } = await runProgram('aws', all, { env: { ...region, ...key } });
    if (exitCode !== 0) throw new Error(`aws ${all.join(' ')}: ${stderr}`);
    return stdout === '' ? undefined : JSON.parse(stdout);
  };
  const nobody = { AWS_ACCESS_KEY_ID: 'AKIANOBODY', AWS_SECRET_ACCESS_KEY: 'example' };
  const makeUser = async (name: string): Promise<AccessKey> => {
    await iam(nobody, 'create-user', '--user-name', name);
    const { AccessKey: key } = await iam(nobody, 'create-access-key', '--user-name', name);
    return { AWS_ACCESS_KEY_ID: key.AccessKeyId, AWS_SECRET_ACCESS_KEY: key.SecretAccessKey };
  };
  const put = (key: AccessKey, name: string, policy: unknown) =>
    iam(
      key,
      'put-user-policy',
      '--user-name',
      name,
      '--policy-name',
      'ssmkit',
      '--policy-document',
      JSON.stringify(policy),
    );
  const admin = await makeUser('admin');
  const user = await makeUser('ssmkit');
  await put(nobody, 'admin', everything);
  const enforced = await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', body: '0' });
  if (!enforced.ok) throw new Error(`moto does not enforce IAM: ${enforced.status}`);
  return {
    ...{ url, admin, user },
    putPolicy: (policy) => put(admin, 'ssmkit', policy),
    close: async () => {
      server.kill();
      await ended;
    },
  };
}
