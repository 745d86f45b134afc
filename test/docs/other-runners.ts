import type { Block } from './page.ts';

/** Blocks that another test runs, since they need what only it has. */
export interface OtherRunner {
  readonly page: string;
  readonly kinds: readonly string[];
  /** Only the one block that holds this; without it the runner takes all blocks of these kinds on the page. */
  readonly holding?: string;
  /** A test or a script, by its path in the repository. */
  readonly by: string;
  /** What that file says of the block: the page's name, or the very command. */
  readonly naming: string;
  readonly why: string;
}

export const otherRunners: readonly OtherRunner[] = [
  {
    page: 'README.md',
    kinds: ['sh'],
    holding: 'npm ci',
    by: '.ci/run',
    naming: 'npm run demo',
    why: 'installs from the registry and runs all tests, this one among them',
  },
  {
    page: 'docs/env-files.md',
    kinds: ['env', 'text'],
    by: 'test/commands/seed-docs.test.ts',
    naming: 'docs/env-files.md',
    why: 'each file has flags and a live state of its own',
  },
  {
    page: 'docs/install.md',
    kinds: ['sh'],
    by: 'scripts/release-check.sh',
    naming: 'docs/install.md',
    why: 'run against a release that is packed and served on this machine',
  },
  {
    page: 'docs/completion.md',
    kinds: ['bash', 'zsh', 'fish'],
    by: 'test/conformance/completion.test.ts',
    naming: 'docs/completion.md',
    why: 'they are for these shells, which may have to be installed',
  },
  {
    page: 'docs/library.md',
    kinds: ['ts', 'cjs', 'typescript'],
    by: 'test/library/page.test.ts',
    naming: 'docs/library.md',
    why: 'compiled and run against the installed package; the reference is compared with the declarations',
  },
  {
    page: 'docs/migration.md',
    kinds: ['sh'],
    holding: 'ssmkit put --region',
    by: 'test/conformance/scripts/migration-page.ts',
    naming: 'docs/migration.md',
    why: 'run line by line, with the aws CLI as the witness',
  },
  {
    page: 'docs/local.md',
    kinds: ['sh'],
    holding: 'curl -X PUT',
    by: 'test/conformance/page-programs.test.ts',
    naming: 'docs/local.md',
    why: 'needs curl',
  },
  {
    page: 'docs/quota.md',
    kinds: ['sh'],
    holding: 'aws ssm update-service-setting',
    by: 'test/conformance/page-programs.test.ts',
    naming: 'docs/quota.md',
    why: 'needs the aws CLI',
  },
  {
    page: 'docs/output.md',
    kinds: ['text'],
    holding: 'throttled',
    by: 'test/docs/progress-bar.test.ts',
    naming: 'docs/output.md',
    why: 'a bar is drawn on a terminal, after a second',
  },
];

export function isRunBy(
  { page, kinds, holding }: Pick<OtherRunner, 'page' | 'kinds' | 'holding'>,
  block: Block,
): boolean {
  return page === block.page && kinds.includes(block.kind) && (!holding || block.text.includes(holding));
}
