import type { Command } from 'commander';
import type { CommandInput, CommandModule } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { addPacingOptions } from '../cli/global-options.ts';
import { claimOfNames, claimOfPath } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { quoted, selectorProblem } from '../core/parameter/name.ts';
import type { StoredParameter } from '../core/parameter/stored.ts';
import { parsePrefix } from '../gather/below-path.ts';
import { readPath } from '../gather/read-path.ts';
import { bareValue } from '../render/dialect/bare-value.ts';
import { renderValues } from '../render/dialect/value-list.ts';
import type { Context, Session } from './context.ts';
import { switchOption, textOption } from './options.ts';

export const get: CommandModule<Context> = {
  name: 'get',
  summary: 'print the value of one parameter, or a table of many',
  about:
    'One name prints the bare value, for $(…). Several names or --path print a table, in which secrets are hidden unless --show-values is given.',
  examples: [
    { does: 'one value', line: 'ssmkit get /mow/backend/postgres/prod/POSTGRES_DB' },
    { does: 'an earlier version', line: 'ssmkit get /mow/backend/postgres/prod/POSTGRES_DB:1' },
    { does: 'a table', line: 'ssmkit get --path /mow/backend/postgres/prod' },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command
    .argument('[names...]', 'full names; a selector may follow: name:3 or name:label')
    .option('--path <path>', 'everything below this path')
    .option('--show-values', 'show the values of SecureStrings in a table or JSON')
    .option('-n, --no-newline', 'print one value without a newline after it');
  addPacingOptions(command);
}

async function run(context: Context, { options, args }: CommandInput): Promise<number> {
  const { terminal } = context;
  const { environments, template } = context.settings;
  const path = textOption(options, 'path');
  const names = [...new Set(args)];
  if (names.length > 0 === (path !== undefined)) {
    throw new SsmkitError(
      'usage',
      names.length > 0 ? 'Names and --path contradict each other.' : 'No name was given.',
      {
        hint: 'Give full names, or --path.',
      },
    );
  }
  for (const name of names) {
    const problem = selectorProblem(name);
    if (problem) throw new SsmkitError('usage', `The name ${quoted(name)} ${problem}.`);
  }
  const session = await context.connect(
    path === undefined
      ? claimOfNames(environments, template, names)
      : claimOfPath(environments, template, parsePrefix(path)),
  );
  const showValues = switchOption(options, 'showValues');
  const bare = names.length === 1 && context.output === 'text';
  const { found, missing } =
    path === undefined
      ? await byName(session, names, bare || showValues)
      : await belowPath(session, path, showValues);
  const [only] = found;
  if (bare) {
    if (only) terminal.outBytes(bareValue(only.stored.value, options.newline !== false));
  } else if (found.length > 0 || context.output === 'json') {
    terminal.out(
      renderValues(
        { found, missing, showValues, identity: session.identity() },
        context.output,
        terminal.outStyle,
      ),
    );
  }
  for (const name of missing)
    terminal.err(`ssmkit: ${quoted(name)} does not exist in ${session.identity().region}.\n`);
  return missing.length > 0 ? exitCode.failed : exitCode.done;
}

interface Values {
  readonly found: readonly { readonly name: string; readonly stored: StoredParameter }[];
  readonly missing: readonly string[];
}

async function byName({ store }: Session, names: readonly string[], decrypt: boolean): Promise<Values> {
  if (names.length === 1) {
    // GetParameter: a policy may allow it and not GetParameters.
    const [name = ''] = names;
    const stored = await store.getParameter(name, { decrypt });
    return stored ? { found: [{ name, stored }], missing: [] } : { found: [], missing: [name] };
  }
  const { found, missing } = await store.getParameters(names, { decrypt });
  return { found: found.map((stored) => ({ name: stored.name, stored })), missing };
}

async function belowPath({ store }: Session, path: string, decrypt: boolean): Promise<Values> {
  const prefix = parsePrefix(path);
  const all = await readPath(store, prefix === '/' ? prefix : `${prefix}/`, decrypt);
  const found = all
    .map((stored) => ({ name: stored.name, stored }))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  if (found.length === 0) throw new SsmkitError('failed', `Nothing was found below ${prefix}.`);
  return { found, missing: [] };
}
