/** The old toolkit's scripts and the subcommands that replace them. */
export const oldNames: Readonly<Record<string, string>> = {
  'ssm-put-param': 'put',
  'ssm-put-secure-param': 'put-secure',
  'ssm-put-and-tag': 'put-and-tag',
  'ssm-put-secure-and-tag': 'put-secure-and-tag',
  'ssm-list-param-keys': 'list',
  'ssm-seed-from-env': 'seed',
  'ssm-export-env': 'export',
  'tag-ssm-resources-by-id': 'tag',
  'ssm-delete-param': 'delete',
  'ssm-delete-by-path': 'delete-by-path',
};

/**
 * The subcommand that the name of the program asks for: a link called `ssm-put-param.sh` runs `put`.
 * Only the name as it was called counts; nothing is looked up.
 */
export function subcommandOf(calledAs: string): string | undefined {
  const name = calledAs.replace(/^.*[\\/]/, '').replace(/\.(sh|exe|cmd)$/, '');
  return Object.hasOwn(oldNames, name) ? oldNames[name] : undefined;
}

/** A command line without the name of the program before it, where somebody wrote it: `ssmkit get X` is `get X`. */
export function lineOfProgram(words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words;
  const subcommand = subcommandOf(first);
  if (subcommand !== undefined) return [subcommand, ...rest];
  return /(^|[\\/])ssmkit(\.exe|\.cmd)?$/.test(first) ? rest : words;
}
