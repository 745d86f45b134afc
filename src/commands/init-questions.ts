import type { EnvironmentSettings } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import {
  defaultTemplateText,
  fieldProblem,
  parsePathTemplate,
  templateHas,
} from '../core/parameter/template.ts';
import { printable } from '../core/printable.ts';
import type { SettingsDraft } from '../core/settings-draft.ts';
import type { OpenChoice } from '../gather/init-found.ts';
import type { Context } from './context.ts';
import { guardedByName, type InitFlags } from './init-flags.ts';
import type { KnownProfile } from './init-port.ts';

const flagOf = { project: '--project', component: '--component', pathTemplate: '--path-template' } as const;

/** One of several readings. @throws SsmkitError `usage` where nobody can be asked. */
export async function choose(context: Context, flags: InitFlags, open: OpenChoice): Promise<string> {
  const hint = open.choices.map((choice) => `${flagOf[open.field]} '${choice}'`).join(' or ');
  const stop = () => new SsmkitError('usage', open.why, { hint: `Give ${hint}.` });
  if (!asks(context, flags)) throw stop();
  const { terminal } = context;
  terminal.err(printable(`${open.why}\n`));
  for (const [index, choice] of open.choices.entries())
    terminal.err(printable(`  ${index + 1}  ${choice}\n`));
  const typed = (await context.ask(`Which, 1 to ${open.choices.length}? `))?.trim() ?? '';
  const chosen = open.choices.find((choice, index) => typed === choice || typed === String(index + 1));
  if (chosen === undefined) throw stop();
  return chosen;
}

export function asks(context: Context, flags: InitFlags): boolean {
  return context.interactive && !flags.asksNothing;
}

/** Asks for what no flag says, with what is known so far in brackets. Enter takes that, `-` leaves it out. */
export async function askForSettings(
  context: Context,
  flags: InitFlags,
  draft: SettingsDraft,
): Promise<SettingsDraft> {
  const { known } = flags;
  const template = parsePathTemplate(draft.pathTemplate ?? defaultTemplateText);
  const profiles = await context.init.profiles();
  context.terminal.err('Enter takes what stands in brackets, - leaves it out.\n');
  const askLevel = async (field: 'project' | 'component', usual: string) => {
    const before = draft[field];
    if (known[field] !== undefined || !templateHas(template, field)) return before;
    const fallback = before ?? (fieldProblem(field, usual) === undefined ? usual : undefined);
    return await ask(context, capital(field), fallback, (text) => fieldProblem(field, text));
  };
  const project = await askLevel('project', context.init.folderName);
  const component = await askLevel('component', 'backend');
  const region = flags.region ?? (await askRegion(context, draft.region, profiles));
  const environments = await askEnvironments(context, flags, draft, profiles);
  return { ...draft, project, component, region, environments };
}

async function askRegion(
  context: Context,
  found: string | undefined,
  profiles: readonly KnownProfile[],
): Promise<string | undefined> {
  const { env } = context;
  const usual = profiles.find(({ name }) => name === (env.AWS_PROFILE || 'default'))?.region;
  const fallback = found ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || usual);
  return await ask(context, 'Region', fallback, (text) =>
    /^[a-z]{2,6}(-[a-z]+)+-\d{1,2}$/.test(text) ? undefined : 'is not written like us-east-1',
  );
}

async function askEnvironments(
  context: Context,
  flags: InitFlags,
  draft: SettingsDraft,
  profiles: readonly KnownProfile[],
): Promise<SettingsDraft['environments']> {
  const words = (text: string) => text.split(/[\s,]+/).filter((word) => word !== '');
  const usual = [...draft.environments.keys()].join(' ') || 'stage prod';
  const typed =
    flags.known.environments.length > 0
      ? usual
      : await ask(context, 'Environments', usual, (text) =>
          words(text)
            .map((word) => fieldProblem('environment', word))
            .find((problem) => problem !== undefined),
        );
  const environments = new Map<string, EnvironmentSettings>();
  const names = profiles.map(({ name }) => name);
  for (const name of new Set(words(typed ?? ''))) {
    const before = draft.environments.get(name) ?? { protected: guardedByName(flags, name) };
    const offered = names.length > 0 ? ` (${names.join(', ')})` : '';
    const profile =
      flags.profiles.get(name) ?? (await ask(context, `${name}: AWS profile${offered}`, before.profile));
    const account =
      flags.accounts.get(name) ??
      (await ask(
        context,
        `${name}: account, which is guarded then`,
        before.account ?? profiles.find((one) => one.name === profile)?.account,
        (text) => (/^\d{12}$/.test(text) ? undefined : 'has not 12 digits'),
      ));
    const guarded =
      flags.guarded === undefined
        ? await agree(context, `${name}: must deleting there be spelled out?`, before.protected === true)
        : before.protected;
    environments.set(name, { ...before, account, profile, protected: guarded });
  }
  return environments;
}

async function ask(
  context: Context,
  label: string,
  fallback: string | undefined,
  problemOf: (text: string) => string | undefined = () => undefined,
): Promise<string | undefined> {
  for (;;) {
    const typed = (await context.ask(printable(`${label}${fallback ? ` [${fallback}]` : ''}: `)))?.trim();
    if (!typed) return fallback;
    if (typed === '-') return undefined;
    const problem = problemOf(typed);
    if (problem === undefined) return typed;
    context.terminal.err(printable(`  ${JSON.stringify(typed)} ${problem}.\n`));
  }
}

/** Enter says what the capital letter says. */
export async function agree(context: Context, question: string, usual: boolean): Promise<boolean> {
  const typed = (await context.ask(`${printable(question)} [${usual ? 'Y/n' : 'y/N'}] `))?.trim() ?? '';
  return typed === '' ? usual : /^y(es)?$/i.test(typed);
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
