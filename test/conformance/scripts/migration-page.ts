import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/run-cli.ts';

const page = readFileSync(join(repository, 'docs/migration.md'), 'utf8');

function section(heading: string): string {
  return page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
}

/** The shell text of each code block below a heading of docs/migration.md. */
function blockUnder(heading: string): string {
  const blocks = [...section(heading).matchAll(/^```sh\n(.*?)^```$/gms)];
  if (blocks.length !== 1) throw new Error(`docs/migration.md: one sh block is wanted under ${heading}`);
  return blocks[0]?.[1] ?? '';
}

/** Makes aws/scripts/*.sh, given an ssmkit in PATH. */
export const linkingText = blockUnder('Keeping the old names');

/** The old toolkit's example command lines, one text each; a line that goes on ends in a backslash. */
export const exampleLines: readonly string[] = blockUnder('Examples')
  .split(/(?<!\\)\n/)
  .filter((line) => line.trim() !== '');

/** Script name without .sh → subcommand, from the first table. */
export const scriptTable: Readonly<Record<string, string>> = Object.fromEntries(
  [...page.matchAll(/^\| `([\w-]+)\.sh` \| `ssmkit ([\w-]+)` \|$/gm)].map(([, script, subcommand]) => [
    script,
    subcommand,
  ]),
);

/** The actions of the old list, and those of the table of what it lacks. */
export const permissionLists = {
  allowed: actionsIn(section('Permissions').split('\n| ')[0] ?? ''),
  lacking: actionsIn(
    [...section('Permissions').matchAll(/^\| (.*?) \|/gm)].map(([, cell]) => cell).join(' '),
  ),
};

function actionsIn(text: string): readonly string[] {
  return [...text.matchAll(/`((?:ssm|kms):[A-Za-z]+)`/g)].flatMap(([, action]) => action ?? []);
}
