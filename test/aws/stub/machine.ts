import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../../../src/aws/client.ts';
import { connect } from '../../../src/aws/client.ts';
import type { ConnectOptions } from '../../../src/aws/connect-options.ts';
import { plainRunner } from './plain-runner.ts';

/** A machine as ssmkit finds it: profile files, environment, command line and settings. */
export interface Machine {
  readonly config?: string;
  readonly credentials?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: Partial<ConnectOptions>;
}

export interface Home {
  readonly path: string;
  /** The environment of a machine whose files are written below this home. */
  environment(machine: Machine): Promise<Record<string, string>>;
  remove(): Promise<void>;
}

export async function createHome(): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'ssmkit-aws-'));
  return {
    path,
    async environment({ config, credentials, env }) {
      await writeFile(join(path, 'config'), config ?? '');
      await writeFile(join(path, 'credentials'), credentials ?? '');
      return {
        HOME: path,
        AWS_CONFIG_FILE: join(path, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(path, 'credentials'),
        AWS_EC2_METADATA_DISABLED: 'true',
        ...env,
      };
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

export async function connectFrom(home: Home, machine: Machine): Promise<Connection> {
  const env = await home.environment(machine);
  return connect({ version: '1.2.3', nodeVersion: process.version, env, ...machine.options });
}

/** One read, so that the stub sees who asks. */
export async function readOnce(connection: Connection): Promise<void> {
  try {
    await connection.store(plainRunner()).getParameters(['/a'], { decrypt: false });
  } finally {
    connection.destroy();
  }
}
