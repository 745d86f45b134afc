import { type RunResult, runProgram } from '../../support/run-program.ts';
import { bundle } from './launchers.ts';

export interface RunDocument {
  readonly mode: 'preview' | 'apply';
  readonly steps: readonly {
    readonly name: string;
    readonly kind: string;
    readonly status?: string;
    readonly detail?: string;
    readonly keyId?: string | null;
    readonly reason?: string;
  }[];
  readonly totals: Readonly<Record<string, number>>;
  /** Calls that write, by operation. */
  readonly calls: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

export type Ssmkit = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<RunResult>;

/** dist/ssmkit.cjs at an endpoint, with nothing of this machine's settings. */
export function ssmkitAt(url: string, cwd: string): Ssmkit {
  return (args, env = {}) =>
    runProgram(process.execPath, ['--', bundle, ...args], {
      cwd,
      env: {
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'example',
        AWS_REGION: 'us-east-1',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...env,
      },
    });
}

export function documentOf({ stdout }: RunResult): RunDocument {
  return JSON.parse(stdout) as RunDocument;
}
