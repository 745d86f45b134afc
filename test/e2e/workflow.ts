import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const secret = 'a b $c';
const envFile = `# service=app\n# secret=true\nTOKEN="${secret}"\nPLAIN=1\n`;

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | string | null;
}

/** One step: what was asked, and what came of it. */
export interface Step extends Ended {
  readonly args: string;
}

const where = ['--project', 'mow', '--no-timestamp'];
const token = '/mow/backend/app/prod/TOKEN';

/**
 * Everything from an env file to an env file and away again, in a folder that `run` may write into. What differs from
 * run to run (paths, ports, times) is taken out, so that two transcripts of the same behaviour are equal.
 */
export async function workflow(
  folder: string,
  more: readonly string[],
  run: (args: readonly string[]) => Promise<Ended>,
): Promise<{ readonly steps: readonly Step[]; readonly file: string; readonly mode: string }> {
  const [source, target] = [join(folder, 'env.prod'), join(folder, 'out.env')];
  writeFileSync(source, envFile, { mode: 0o644 });
  const [project, environment] = [where.slice(0, 2), ['--environment', 'prod']];
  const commands: readonly (readonly string[])[] = [
    ['seed', ...project, ...environment, '--env-file', source],
    ['seed', ...project, ...environment, '--env-file', source, '--apply'],
    ['get', token],
    ['export', ...where, ...environment, target],
    ['exec', ...project, ...environment, ...more, '--', '/bin/sh', '-c', 'echo "$TOKEN"'],
    ['delete', '--name', token, '--apply'],
    ['list', '--prefix', '/mow', '--output', 'json'],
  ];
  const same = (text: string) =>
    text
      .replaceAll(folder, 'FOLDER')
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'URL')
      .replaceAll(/\d{4}-\d\d-\d\d[ T][\d:.]+Z/g, 'TIME')
      .replaceAll(/in \d+\.\d s\./g, 'in SECONDS.');
  const steps: Step[] = [];
  for (const command of commands) {
    const args = command[0] === 'exec' ? command : [...command, ...more];
    const { stdout, stderr, exitCode } = await run(args);
    steps.push({ args: same(args.join(' ')), stdout: same(stdout), stderr: same(stderr), exitCode });
  }
  const written = existsSync(target);
  return {
    steps,
    file: written ? readFileSync(target, 'utf8') : '',
    mode: written ? (statSync(target).mode & 0o7777).toString(8) : '',
  };
}
