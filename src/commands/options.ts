import { SsmkitError } from '../core/errors.ts';
import {
  fieldProblem,
  type Placeholder,
  type TemplateFields,
  templateHas,
} from '../core/parameter/template.ts';
import type { CommandSettings } from './context.ts';

type Options = Readonly<Record<string, unknown>>;

/** Options as commander parsed them, by type; absent ones are undefined, false or empty. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function switchOption(options: Options, name: string): boolean {
  return options[name] === true;
}

export function listOption(options: Options, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Project, component and environment, as far as the template has them. @throws SsmkitError `usage`. */
export function templateFields(
  settings: Pick<CommandSettings, 'template' | 'project' | 'component'>,
  environment: string,
): TemplateFields {
  const { template } = settings;
  const project = templateHas(template, 'project')
    ? requiredField('project', settings.project, 'Give --project, or "project" in ssmkit.json.')
    : undefined;
  const component = templateHas(template, 'component') ? settings.component : undefined;
  if (component !== undefined) checkField('component', component);
  return { project, component, environment };
}

/** A level of the hierarchy that a command cannot do without. @throws SsmkitError `usage`. */
export function requiredField(name: Placeholder, value: string | undefined, hint: string): string {
  if (value === undefined) throw new SsmkitError('usage', `The ${name} is not known.`, { hint });
  checkField(name, value);
  return value;
}

/** @throws SsmkitError `usage` when the value cannot be a level of a parameter name. */
export function checkField(name: Placeholder, value: string): void {
  const problem = fieldProblem(name, value);
  if (problem) throw new SsmkitError('usage', `The ${name} ${JSON.stringify(value)} ${problem}.`);
}

/** @throws SsmkitError `usage` when the option was not given. */
export function requiredOption(options: Options, name: string, flag: string): string {
  const value = textOption(options, name);
  if (value === undefined) throw new SsmkitError('usage', `${flag} was not given.`);
  return value;
}

/** Flags of every command that changes AWS. */
export interface RunFlags {
  /** Name also what is unchanged. */
  readonly everyName: boolean;
  readonly offline: boolean;
  readonly exitCodeWanted: boolean;
  readonly skipRefused: boolean;
  readonly yes: boolean;
  readonly confirm: string | undefined;
}

export function runFlags(options: Options, everyName: boolean): RunFlags {
  return {
    everyName,
    offline: switchOption(options, 'offline'),
    exitCodeWanted: switchOption(options, 'exitCode'),
    skipRefused: switchOption(options, 'skipRefused'),
    yes: switchOption(options, 'yes'),
    confirm: textOption(options, 'confirm'),
  };
}
