import { claimOf, claimOfNames, claimOfPath, environmentOf } from '../core/environment.ts';
import { anything, parameters, tagsOf } from '../core/iam/need.ts';
import { below, discoveryPath, servicePaths } from '../core/iam/role.ts';
import { type PathTemplate, parsePath } from '../core/parameter/template.ts';
import { parsePrefix } from '../gather/below-path.ts';
import { sourcesOf } from './exec-sources.ts';
import { formatChoice } from './export-format-options.ts';
import { type AccessLine, access, type Facts, keysOf, type Rule, valuesUnder } from './iam-access.ts';
import {
  checkField,
  listOption,
  requiredField,
  switchOption,
  templateFields,
  textOption,
} from './options.ts';

interface ReadFacts extends Facts {
  /** Paths that are read below, without a slash at the end. */
  readonly paths: readonly string[];
  /** The path above the services, where they must be found. */
  readonly find?: string | undefined;
  readonly decrypts: boolean;
  readonly details: boolean;
  readonly keyIds: readonly string[];
  /** Only a note depends on it. */
  readonly namesakes: readonly string[];
}

const readPaths: Rule<ReadFacts> = {
  action: 'ssm:GetParametersByPath',
  on: 'the path',
  targets: ({ paths }) => parameters(paths),
};
const findServices: Rule<ReadFacts> = {
  action: 'ssm:GetParametersByPath',
  on: 'the path above the services',
  when: 'without --service',
  without: 'the services of the settings are read; where there are none, it fails',
  targets: ({ find }) => parameters(find === undefined ? [] : [find]),
};
const decrypt = (when?: string): Rule<ReadFacts> => ({
  action: 'kms:Decrypt',
  on: 'the customer keys of SecureStrings',
  when,
  targets: ({ decrypts, keyIds, paths }) => (decrypts ? valuesUnder(keyIds, paths.map(below)) : []),
});
const describe = (when: string, without?: string): Rule<ReadFacts> => ({
  action: 'ssm:DescribeParameters',
  on: 'every parameter (*)',
  when,
  without,
  targets: ({ details }) => (details ? anything : []),
});
const namesake: Rule<ReadFacts> = {
  action: 'ssm:GetParameters',
  on: 'the path, as a name',
  without: 'it is not said that the path is a parameter too',
  targets: ({ namesakes }) => parameters(namesakes),
};

/** Said where finding the services shows more than the environment that it is about. */
export function findNote(path: string): string {
  return `Services are found by reading below ${path}, with the plain values of every environment there. Those named by --service need not be found.`;
}

function findNotes(find: string | undefined, template: PathTemplate): readonly string[] {
  const wide = find !== undefined && parsePath(template, find)?.environment === undefined;
  return wide ? [findNote(find)] : [];
}

export const exportAccess = access<ReadFacts>(exportFacts, [
  { ...readPaths, on: 'the path of each service' },
  findServices,
  decrypt('not with --no-decrypt, --dry-run or --format ecs-secrets'),
  describe('with --markers full'),
  {
    action: 'ssm:ListTagsForResource',
    on: 'each parameter',
    when: 'with --markers full',
    targets: ({ details, paths }) => (details ? tagsOf(paths.map(below)) : []),
  },
]);

export const execAccess = access<ReadFacts>(execFacts, [
  { ...readPaths, on: 'the path of each service, or --path' },
  findServices,
  decrypt('not with --dry-run'),
]);

export const listAccess = access<ReadFacts>(
  async (line) => pathFacts(line, textOption(line.input.options, 'prefix') ?? '/'),
  [readPaths, namesake, describe('with --long', 'tiers and keys are not shown')],
);

export const treeAccess = access<ReadFacts>(
  async (line) => pathFacts(line, line.input.args[0] ?? '/'),
  [readPaths, namesake],
);

/** What loadParameters of the library calls; it has no command line. */
export const libraryPermissions = [readPaths, decrypt()].map(({ targets: _targets, ...rest }) => rest);

async function exportFacts(line: AccessLine): Promise<ReadFacts> {
  const { context, input } = line;
  const { settings } = context;
  const { options, args } = input;
  const environment = requiredField('environment', textOption(options, 'environment'), 'Give --env.');
  const fields = templateFields(settings, environment);
  const services = listOption(options, 'service');
  for (const service of services) checkField('service', service);
  const { needsValues } = formatChoice(context, options, args[0] ?? '-');
  const place = { template: settings.template, fields, services };
  const find = discoveryPath(place);
  return {
    claim: claimOf(settings.environments, environment),
    paths: servicePaths(place),
    find,
    decrypts: options.decrypt !== false && context.mode !== 'preview' && needsValues,
    details: options.markers === 'full' && context.mode !== 'preview',
    keyIds: keysOf(line, [environment]),
    namesakes: [],
    notes: findNotes(find, settings.template),
  };
}

async function execFacts(line: AccessLine): Promise<ReadFacts> {
  const { context, input } = line;
  const { template } = context.settings;
  const sources = sourcesOf(context, input.options);
  const rest = { details: false, namesakes: [], decrypts: context.mode !== 'preview', claim: sources.claim };
  if (sources.kind === 'paths') {
    const environments = sources.paths.map((path) => parsePath(template, path)?.environment);
    return { ...rest, paths: sources.paths, keyIds: keysOf(line, environments) };
  }
  const place = { template, fields: sources.fields, services: sources.services };
  const find = discoveryPath(place);
  return {
    ...rest,
    paths: servicePaths(place),
    find,
    keyIds: keysOf(line, [sources.fields.environment]),
    notes: findNotes(find, template),
  };
}

function pathFacts({ context, input }: AccessLine, path: string): ReadFacts {
  const { environments, template } = context.settings;
  const prefix = parsePrefix(path);
  return {
    claim: claimOfPath(environments, template, prefix),
    paths: [prefix],
    decrypts: false,
    details: switchOption(input.options, 'long'),
    keyIds: [],
    namesakes: prefix === '/' ? [] : [prefix],
  };
}

interface GetFacts extends ReadFacts {
  /** Names without their selectors. */
  readonly names: readonly string[];
}

/** GetParameter for one name, GetParameters for several: a policy may allow one and not the other. */
export const getAccess = access<GetFacts>(getFacts, [
  {
    action: 'ssm:GetParameter',
    on: 'the name',
    when: 'one name',
    targets: ({ names }) => parameters(names.length === 1 ? names : []),
  },
  {
    action: 'ssm:GetParameters',
    on: 'each name',
    when: 'several names',
    targets: ({ names }) => parameters(names.length > 1 ? names : []),
  },
  { ...readPaths, when: 'with --path' },
  {
    action: 'kms:Decrypt',
    on: 'the customer keys of SecureStrings',
    when: 'one name, or with --show-values',
    targets: ({ decrypts, keyIds, names, paths }) =>
      decrypts ? valuesUnder(keyIds, [...names, ...paths.map(below)]) : [],
  },
]);

async function getFacts(line: AccessLine): Promise<GetFacts> {
  const { context, input } = line;
  const { environments, template } = context.settings;
  const path = textOption(input.options, 'path');
  const names = [...new Set(input.args.map(withoutSelector))];
  const showValues = switchOption(input.options, 'showValues');
  if (path !== undefined) {
    const facts = pathFacts(line, path);
    const keyIds = keysOf(
      line,
      facts.paths.map((one) => parsePath(template, one)?.environment),
    );
    return { ...facts, keyIds, namesakes: [], names: [], decrypts: showValues };
  }
  return {
    claim: claimOfNames(environments, template, names),
    names,
    paths: [],
    decrypts: showValues || (names.length === 1 && context.output === 'text'),
    details: false,
    keyIds: keysOf(
      line,
      names.flatMap((name) => environmentOf(template, name) ?? []),
    ),
    namesakes: [],
  };
}

/** The policy is about the parameter, of whichever version. */
function withoutSelector(name: string): string {
  return name.startsWith('arn:') ? name.split(':').slice(0, 6).join(':') : name.replace(/:.*$/, '');
}
