import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { repository } from '../support/run-cli.ts';

/** Builds the program as it is shipped into a folder; answers its path. */
export function bundleInto(folder: string): string {
  const outfile = join(folder, 'ssmkit.cjs');
  const script = `import { bundle } from './scripts/bundle.mjs'; await bundle(process.argv[1]);`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script, '--', outfile], { cwd: repository });
  return outfile;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{
    readonly stdout: string;
    readonly stderr: string;
    readonly exitCode: number | null;
    readonly signal: NodeJS.Signals | null;
  }>;
}

/** The environment of a process that is to find nothing of this machine's but an endpoint. */
export function bareEnvironment(url?: string): Readonly<Record<string, string>> {
  return {
    PATH: '/nonexistent',
    HOME: '/nonexistent',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'us-east-1',
    ...(url && {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
    }),
  };
}

/** Starts a program and collects what it says until it ends by whatever means. */
export function start(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
    readonly uid?: number;
    readonly gid?: number;
  },
): Started {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = once(child, 'close').then(([exitCode, signal]) => ({
    stdout: Buffer.concat(out).toString(),
    stderr: Buffer.concat(err).toString(),
    exitCode: exitCode as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  return { child, ended };
}
