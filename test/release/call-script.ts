import { spawnSync } from 'node:child_process';
import { repository } from '../support/run-cli.ts';

/**
 * What a function that a file in scripts/ exports answers, or what a constant is; as JSON on both sides.
 * @throws Error with what the script said on stderr.
 */
export function callScript(file: string, name: string, ...args: readonly unknown[]): unknown {
  const program = `import * as script from './scripts/${file}';
    const member = script[${JSON.stringify(name)}];
    const answer = typeof member === 'function' ? await member(...${JSON.stringify(args)}) : member;
    process.stdout.write(JSON.stringify({ answer }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: repository,
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { readonly answer?: unknown }).answer;
}
