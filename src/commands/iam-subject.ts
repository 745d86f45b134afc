import type { CommandInput } from '../cli/command.ts';
import { type Claim, claimOf, noClaim } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { isDefaultKey } from '../core/iam/key-ref.ts';
import type { Need } from '../core/iam/need.ts';
import { discoveryPath, needsOfRole, type PolicyRole, policyRoles, servicePaths } from '../core/iam/role.ts';
import { parsePath, templateHas } from '../core/parameter/template.ts';
import type { Context, UnderstoodLine } from './context.ts';
import { findNote } from './iam-access-reads.ts';
import { accessTable } from './iam-access-table.ts';
import { checkField, listOption, requiredField, templateFields, textOption } from './options.ts';

/** Whom or what a policy is for. */
export interface PolicySubject {
  readonly title: string;
  readonly name: string;
  readonly role: PolicyRole | undefined;
  readonly command: string | undefined;
  /** Whose settings lead to the Region and the account. */
  readonly context: Context;
  readonly claim: Claim;
  /** None where nothing is called. */
  readonly needs: readonly Need[];
  readonly wider?: readonly Need[] | undefined;
  readonly notes: readonly string[];
}

/** A role by its name, or the command line that stands after `--`. @throws SsmkitError `usage`. */
export async function subjectOf(context: Context, { options, args }: CommandInput): Promise<PolicySubject> {
  const [first, ...rest] = args;
  if (first === undefined) {
    throw new SsmkitError('usage', 'Neither a role nor a command line was given.', {
      hint: `Give one of ${policyRoles.join(', ')}; or a command line after --.`,
    });
  }
  const role = policyRoles.find((known) => known === first);
  if (role === undefined) return await ofLine(context, options, args);
  if (rest.length > 0) {
    throw new SsmkitError('usage', 'A policy is for one role.', { hint: 'Services are named by --service.' });
  }
  return ofRole(context, options, role);
}

function ofRole(context: Context, options: CommandInput['options'], role: PolicyRole): PolicySubject {
  const { settings } = context;
  const { template } = settings;
  const environment = requiredField('environment', textOption(options, 'environment'), 'Give --env.');
  const fields = templateFields(settings, environment);
  const named = listOption(options, 'service');
  for (const service of named) checkField('service', service);
  if (named.length > 0 && !templateHas(template, 'service')) {
    throw new SsmkitError('usage', `--service says nothing under the path template ${template.text}.`);
  }
  const ofSettings = named.length === 0 && templateHas(template, 'service') ? settings.services : [];
  const given = listOption(options, 'keyId');
  const own = settings.environments.get(environment)?.keyId;
  const keyIds = given.length > 0 ? given : own === undefined ? [] : [own];
  const place = { template, fields, services: [...named, ...ofSettings], keyIds };
  const notes: string[] = [];
  if (ofSettings.length > 0) notes.push(`For the services of ssmkit.json: ${ofSettings.join(', ')}.`);
  if (keyIds.every(isDefaultKey)) notes.push(defaultKeyNote);
  const find = discoveryPath(place);
  if (find !== undefined) {
    const [path = ''] = servicePaths(place);
    if (path.includes('*/')) notes.push(wildNote(path));
    const finds = role === 'application' || role === 'developer';
    if (finds && parsePath(template, find)?.environment === undefined) notes.push(findNote(find));
  }
  return {
    title: `${role} of ${environment}`,
    name: `ssmkit_${role}_${environment}`,
    role,
    command: undefined,
    context,
    claim: claimOf(settings.environments, environment),
    needs: needsOfRole(role, place),
    notes,
  };
}

const defaultKeyNote =
  'No statement about KMS: the key is alias/aws/ssm, which everyone in the account may use through Parameter Store. A customer key is named by --key-id, or "keyId" in ssmkit.json.';

function wildNote(path: string): string {
  return `It is for every service, as ${path}, where "*" stands for any number of levels. --service is tighter.`;
}

/** Options of a role alone, which a command line has of its own. */
const roleOptions = { environment: '--env', service: '--service' };

async function ofLine(
  context: Context,
  options: CommandInput['options'],
  args: readonly string[],
): Promise<PolicySubject> {
  const stray = Object.entries(roleOptions).find(([name]) => options[name] !== undefined);
  if (stray) {
    throw new SsmkitError('usage', `${stray[1]} stands before --, where it is of a role alone.`, {
      hint: `Roles are ${policyRoles.join(', ')}; a command line stands after -- as a whole.`,
    });
  }
  const line = await understood(context, args);
  const access = line && accessTable[line.command];
  const notes: string[] = [];
  const about = { role: undefined, title: 'ssmkit --help', name: 'ssmkit', command: undefined };
  if (!line || !access?.of) {
    const command = line?.command;
    const title = command === undefined ? about.title : `ssmkit ${command}`;
    return { ...about, title, command, context, claim: noClaim, needs: [], notes };
  }
  const given = listOption(options, 'keyId');
  const found = await access.of({ context: line.context, input: line.input, keyIds: given });
  notes.push(...found.notes);
  if (found.needs.length > 0)
    notes.push(...lineNotes(line.context, line.input, access.permissions, found.needs));
  return {
    ...about,
    title: `ssmkit ${line.command}`,
    name: `ssmkit_${line.command}`,
    command: line.command,
    context: line.context,
    claim: found.claim,
    needs: found.needs,
    wider: found.wider,
    notes,
  };
}

/** A role that is misspelt looks like a command that does not exist. */
async function understood(context: Context, args: readonly string[]): Promise<UnderstoodLine | undefined> {
  try {
    return await context.understand(args);
  } catch (error) {
    if (!(error instanceof SsmkitError) || !error.message.startsWith('There is no such command.'))
      throw error;
    throw new SsmkitError('usage', 'That is neither a role nor a command line of ssmkit.', {
      hint: `Roles are ${policyRoles.join(', ')}; a command line stands after --.`,
      cause: error,
    });
  }
}

function lineNotes(
  { mode }: Context,
  { options }: CommandInput,
  permissions: readonly { readonly action: string; readonly when?: string | undefined }[],
  all: readonly Need[],
): readonly string[] {
  const notes: string[] = [];
  if (mode !== 'apply' && permissions.some(({ when }) => when?.startsWith('applying'))) {
    notes.push('The command line previews, and so does the policy. For one that applies, add --apply to it.');
  }
  const keyIds = all.flatMap(({ on }) => (on.kind === 'values' ? [on.keyId] : []));
  if (permissions.some(({ action }) => action === 'kms:Decrypt') && keyIds.every(isDefaultKey)) {
    notes.push(defaultKeyNote);
  }
  const role = textOption(options, 'roleArn');
  if (role !== undefined) {
    notes.push(`The policy is for ${role}. Whoever assumes it needs sts:AssumeRole on it, and no more.`);
  }
  return notes;
}
