import type { CommandInput } from '../cli/command.ts';
import { type Claim, claimOf, claimOfPath } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { parsePath, pathOf } from '../core/parameter/template.ts';
import { parsePrefix } from '../gather/below-path.ts';
import { commandLines } from '../gather/doctor/lines.ts';
import { noBounds, type Subject, usualBounds } from '../gather/doctor/subject.ts';
import type { CommandSettings, Inspection } from './context.ts';
import { checkField, switchOption, templateFields, textOption } from './options.ts';

type Options = CommandInput['options'];

/** What a run is about, by its own flags alone. */
export interface DoctorAim {
  /** In words, for the title. */
  readonly about: string;
  readonly environment: string | undefined;
  /** Without a slash at its end. */
  readonly path: string | undefined;
}

/** @throws SsmkitError `usage` for flags that contradict each other, or a hierarchy that is not known. */
export function doctorAim(settings: CommandSettings, options: Options): DoctorAim {
  const environment = textOption(options, 'environment');
  const given = textOption(options, 'path');
  if (switchOption(options, 'decrypt') && environment === undefined && given === undefined) {
    throw new SsmkitError('usage', '--decrypt needs --environment or --path: keys are used per path.');
  }
  if (environment !== undefined) checkField('environment', environment);
  if (given !== undefined) {
    const path = parsePrefix(given);
    const ofPath = parsePath(settings.template, path)?.environment;
    if (environment === undefined) return { about: `everything below ${path}`, environment, path };
    if (ofPath !== undefined && ofPath !== environment) {
      throw new SsmkitError('usage', `The path ${path} is of environment ${ofPath}, not ${environment}.`);
    }
    return { about: `environment ${environment}, below ${path}`, environment, path };
  }
  if (environment === undefined) return { about: 'the whole account and Region', environment, path: given };
  const path = parsePrefix(pathOf(settings.template, templateFields(settings, environment)));
  return { about: `environment ${environment}`, environment, path };
}

/** The accounts and the profile that any other command would claim. */
export function claimOfAim({ environments, template }: CommandSettings, aim: DoctorAim): Claim {
  if (aim.environment !== undefined) return claimOf(environments, aim.environment);
  return claimOfPath(environments, template, aim.path ?? '/');
}

/** `inspection` is undefined where there is no way to AWS. */
export function subjectOf(
  settings: CommandSettings,
  aim: DoctorAim,
  options: Options,
  inspection: Inspection | undefined,
): Subject {
  const { environment, path } = aim;
  const identity = inspection?.session.identity();
  const given = textOption(options, 'path');
  return {
    environment,
    path,
    accounts: claimOfAim(settings, aim).accounts,
    settings,
    decrypt: switchOption(options, 'decrypt'),
    bounds: switchOption(options, 'full') ? noBounds : usualBounds,
    lines: commandLines({
      flags: sharedFlags(options),
      about: [
        ...(environment === undefined ? [] : ['--environment', environment]),
        ...(given === undefined ? [] : ['--path', given]),
      ],
      region: identity?.region,
      profile: identity?.profile,
      endpoint: inspection?.embedded ? servedLocally : identity?.endpoint,
    }),
  };
}

/** Where `ssmkit local serve` serves the embedded store to the aws CLI. */
const servedLocally = 'http://127.0.0.1:4599';

const shared = [
  'profile',
  'region',
  'role-arn',
  'endpoint-url',
  'local-dir',
  'project',
  'component',
  'path-template',
  'tags-dir',
  'config',
];

/** Global flags without which a command line would be about something else. */
function sharedFlags(options: Options): readonly string[] {
  const values = shared.flatMap((name) => {
    const value = textOption(
      options,
      name.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase()),
    );
    // An endpoint that was refused for its user name may hold a password as well.
    const shown = name !== 'endpoint-url' || !value?.includes('@');
    return value === undefined || !shown ? [] : [`--${name}`, value];
  });
  return switchOption(options, 'local') ? ['--local', ...values] : values;
}
