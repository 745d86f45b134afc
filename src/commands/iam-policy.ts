import { type Command, Option } from 'commander';
import { type CommandInput, type CommandModule, collect } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { environmentOption } from '../cli/program.ts';
import { SsmkitError } from '../core/errors.ts';
import { policyLimits, policySize } from '../core/iam/document.ts';
import { policyOf, type Statement } from '../core/iam/policy.ts';
import { type PolicyFormat, policyFormats, renderPolicy } from '../render/iam-policy.ts';
import type { Context } from './context.ts';
import { policyKeys } from './iam-keys.ts';
import { policyPlace } from './iam-scope.ts';
import { type PolicySubject, subjectOf } from './iam-subject.ts';

export const iamPolicy: CommandModule<Context> = {
  name: 'iam policy',
  summary: 'print the least-privilege policy of a role, or of a command line',
  about:
    'A role is one of developer, previewer, seeder and application. A command line stands after --; it is understood as ssmkit would, with the files it names, and is not run. AWS is asked only where neither --account nor ssmkit.json tells the account.',
  examples: [
    {
      does: 'what a service needs to read its parameters',
      line: 'ssmkit iam policy application --project mow --env prod \\\n  --service django --region us-east-1 --account 123456789012',
    },
    {
      does: 'what exactly one command line needs',
      line: 'ssmkit iam policy --region us-east-1 --account 123456789012 -- \\\n  put --name /mow/backend/postgres/prod/POSTGRES_DB --value x --apply',
    },
  ],
  declare,
  run,
};

function declare(command: Command): void {
  command
    .argument(
      '[role-or-command...]',
      'developer, previewer, seeder or application; or a command line, after --',
    )
    .addOption(environmentOption())
    .option('--service <name>', 'only this service; repeatable', collect)
    .option('--account <id>', 'account of the parameters; with it AWS is not asked')
    .option('--partition <name>', 'aws, aws-cn, aws-us-gov, … (default: that of the Region)')
    .option('--key-id <key>', 'customer key of the SecureStrings: id, ARN or alias; repeatable', collect)
    .addOption(
      new Option('--format <format>', 'how the policy is written').choices(policyFormats).default('json'),
    );
}

async function run(context: Context, input: CommandInput): Promise<number> {
  const { terminal, output, quiet } = context;
  const format: PolicyFormat = input.options.format === 'terraform' ? 'terraform' : 'json';
  if (format === 'terraform' && output === 'json') {
    throw new SsmkitError('usage', '--format terraform and --output json contradict each other.');
  }
  const subject = await subjectOf(context, input);
  const { title, name, role, command } = subject;
  const view = { title, name, role, command };
  if (subject.needs.length === 0) {
    const note = `${title} calls nothing in AWS, so it needs no policy.`;
    terminal.err(`${note}\n`);
    terminal.out(renderPolicy({ ...view, scope: undefined, statements: [], notes: [note] }, format, output));
    return exitCode.done;
  }
  const place = await policyPlace(subject.context, input.options, subject.claim);
  const keys = await policyKeys([...subject.needs, ...(subject.wider ?? [])], place);
  const made = fitted(subject, (needs) => policyOf(needs, { scope: place.scope, key: keys.of }));
  const notes = [...subject.notes, ...keys.notes, ...made.notes];
  if (!quiet) for (const note of notes) terminal.err(`note: ${note}\n`);
  const { scope } = place;
  terminal.out(renderPolicy({ ...view, scope, statements: made.statements, notes }, format, output));
  return exitCode.done;
}

/** Single names become patterns where the policy would be too long otherwise. @throws SsmkitError `failed`. */
function fitted(
  { needs, wider }: PolicySubject,
  statementsOf: (needs: PolicySubject['needs']) => readonly Statement[],
): { readonly statements: readonly Statement[]; readonly notes: readonly string[] } {
  const { managed, inlineOfRole } = policyLimits;
  const exact = statementsOf(needs);
  const full = policySize(exact);
  if (full <= managed) return { statements: exact, notes: [] };
  const statements = wider === undefined ? exact : statementsOf(wider);
  const size = policySize(statements);
  const notes =
    statements === exact
      ? []
      : [`With every single name it has ${full} characters, so it is for all names of the sections.`];
  if (size <= managed) return { statements, notes };
  const limits = `AWS takes ${managed} characters without white space as a managed policy, ${inlineOfRole} as the inline policies of a role`;
  const hint = 'Make several with fewer --service each, or one without --service for all of them.';
  if (size > inlineOfRole) {
    throw new SsmkitError('failed', `The policy would have ${size} characters. ${limits}.`, { hint });
  }
  return { statements, notes: [...notes, `It has ${size} characters. ${limits}. ${hint}`] };
}
