import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Runs the aws CLI with exactly this environment; answers its exit code and what it said on stderr. */
export function awsCli(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const { PATH = '', HOME = '', PYENV_ROOT = join(HOME, '.pyenv') } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn('aws', args, {
      env: { PATH, PYENV_ROOT, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.on('error', (error) => reject(new Error(`the aws CLI cannot be run: ${error.message}`)));
    child.on('close', (code) => resolve({ code, stderr }));
  });
}
