import { type Command, Option } from 'commander';
import { SsmkitError } from '../core/errors.ts';
import { quoted } from '../core/parameter/name.ts';

const group = 'Global options:';

/** The options that every subcommand takes. Kept in one table, so that help, docs and parsing agree. */
export function addGlobalOptions(command: Command): void {
  const add = (
    flags: string,
    description: string,
    adjust: (option: Option) => Option = (option) => option,
  ) => {
    command.addOption(adjust(new Option(flags, description).helpGroup(group)));
  };
  add('--profile <name>', 'AWS profile for credentials and Region');
  add('--region <region>', 'AWS Region');
  add('--role-arn <arn>', 'assume this role first');
  add('--endpoint-url <url>', 'send ssm, kms and sts requests here');
  add('--local', 'use the embedded store in --local-dir instead of AWS');
  add('--local-dir <dir>', 'folder of the embedded store (default: .ssmkit)');
  add('--project <name>', 'project: {project} of the path template');
  add('--component <name>', 'component: {component} of the path template (default: backend)');
  add('--path-template <template>', 'how names are made, such as /{environment}/{service}/{key}');
  add('--tags-dir <dir>', 'folder of the tag layers (default: tags, aws/tags)');
  add('--config <file>', 'settings file (default: ssmkit.json, found upward)');
  add('--output <format>', 'how results are written', (option) =>
    option.choices(['text', 'json', 'markdown']).default('text'),
  );
  add('--quiet', 'no progress and no notes on stderr');
  add('--verbose', 'say where Region, profile and credentials come from, and how many calls were made');
  add('--debug', 'show every call (never values) and where an error arose');
  add('--no-color', 'no colours');
}

/** Options of commands that change AWS; `deletes` adds those that confirm. */
export function addApplyOptions(command: Command, { deletes = false } = {}): void {
  const add = (flags: string, description: string) => {
    command.addOption(new Option(flags, description).helpGroup('Apply options:'));
  };
  add('--apply', 'apply the plan (as DRY_RUN=0 does; default: preview)');
  add('--no-dry-run', 'the same as --apply');
  add('--dry-run', 'preview, whatever DRY_RUN says');
  add('--offline', 'preview without reading the live state');
  add('--exit-code', 'exit 3 when a preview finds differences');
  add('--skip-refused', 'apply the rest of a plan that has refusals');
  if (deletes) {
    add('--yes', 'do not ask before deleting');
    add('--confirm <name>', 'spell out the environment or prefix, where that is needed');
  }
  trackDryRun(command);
  addPacingOptions(command);
}

/** commander keeps one value for --dry-run and --no-dry-run; which of them stood there tells contradictions. */
export function trackDryRun(command: Command): void {
  command.on('option:dry-run', () => command.setOptionValueWithSource('dryRunGiven', true, 'cli'));
  command.on('option:no-dry-run', () => command.setOptionValueWithSource('noDryRunGiven', true, 'cli'));
}

/** Overrides of the pace and the patience of calls to AWS. */
export function addPacingOptions(command: Command): void {
  const positive = (name: string, form: RegExp, what: string) => (text: string) => {
    if (!form.test(text) || Number(text) <= 0) {
      throw new SsmkitError('usage', `${name} takes a ${what} above 0, not ${quoted(text)}.`);
    }
    return Number(text);
  };
  const add = (name: string, value: string, description: string, form: RegExp, what: string) => {
    const option = new Option(`${name} ${value}`, description).helpGroup('Pacing options:');
    command.addOption(option.argParser(positive(name, form, what)));
  };
  const any = /^\d{1,9}(\.\d{1,9})?$/;
  const whole = /^\d{1,9}$/;
  add('--rate', '<number>', 'writes a second, instead of finding the rate', any, 'number');
  add('--concurrency', '<number>', 'calls at once', whole, 'whole number');
  add('--max-attempts', '<number>', 'tries per call', whole, 'whole number');
  add('--max-time', '<seconds>', 'give up after this long', any, 'number of seconds');
}
