import { isEnvironmentWord } from '../core/environment-words.ts';
import {
  defaultTemplateText,
  type PathTemplate,
  type Placeholder,
  parseName,
  parsePathTemplate,
  type TemplateFields,
} from '../core/parameter/template.ts';
import type { FoundSettings, Inference, KnownSettings } from './init-found.ts';

/** The conventions of docs/settings.md and their neighbours, by the level that the environment stands on. */
const conventions = [
  defaultTemplateText,
  '/{project}/{service}/{environment}/{key}',
  '/{project}/{environment}/{service}/{key}',
  '/{project}/{environment}/{key}',
  '/{environment}/{service}/{key}',
  '/{environment}/{key}',
];

/** One convention that fits nearly as many names as the best is as likely. */
const nearly = 0.9;

interface Fit {
  readonly template: PathTemplate;
  /** The fields of each name that fits, by the name. */
  readonly matches: ReadonlyMap<string, TemplateFields>;
  /** The others, but for those of another project or component than the one asked for. */
  readonly others: readonly string[];
}

/**
 * Project, component, services, environments and naming convention, as some names tell. A convention fits a
 * name when what stands in the environment's place is called as environments usually are, or as `known` says;
 * a convention that is known fits by its form alone.
 */
export function inferSettings(names: readonly string[], known: KnownSettings): Inference {
  if (names.length === 0) {
    return {
      kind: 'none',
      why: 'There are no parameters to tell anything by.',
      hint: 'Give --project and --env, or another --from-path.',
    };
  }
  const texts = known.pathTemplate === undefined ? conventions : [known.pathTemplate];
  const fits = texts.map((text) => fitOf(parsePathTemplate(text), names, known));
  const most = Math.max(...fits.map(({ matches }) => matches.size));
  const likely = fits.filter(({ matches }) => matches.size > 0 && matches.size >= most * nearly);
  const [fit] = likely;
  if (fit === undefined || most < fit.others.length) return unknown(names, known);
  if (likely.length > 1) {
    const choices = likely.map(({ template }) => template.text);
    const why = `The names can be read by ${choices.length} conventions, ${names[0]} for one.`;
    return { kind: 'open', open: { field: 'pathTemplate', why, choices } };
  }
  for (const field of ['project', 'component'] as const) {
    const choices = distinct(fit.matches, field);
    if (choices.length > 1) {
      const why = `The hierarchy has ${choices.length} ${field}s.`;
      return { kind: 'open', open: { field, why, choices } };
    }
  }
  return { kind: 'found', found: foundBy(fit) };
}

function fitOf(template: PathTemplate, names: readonly string[], known: KnownSettings): Fit {
  const matches = new Map<string, TemplateFields>();
  const others: string[] = [];
  for (const name of names) {
    const fields = parseName(template, name);
    if (!fields || !isEnvironment(fields.environment ?? '', known)) others.push(name);
    else if (isSought(fields, known)) matches.set(name, fields);
  }
  return { template, matches, others };
}

function isEnvironment(word: string, { pathTemplate, environments }: KnownSettings): boolean {
  return pathTemplate !== undefined || environments.includes(word) || isEnvironmentWord(word);
}

function isSought({ project, component }: TemplateFields, known: KnownSettings): boolean {
  if (known.project !== undefined && project !== undefined && project !== known.project) return false;
  return known.component === undefined || component === undefined || component === known.component;
}

function foundBy({ template, matches, others: [other, ...more] }: Fit): FoundSettings {
  const rest =
    other === undefined ? '' : `, ${more.length + 1} do not: ${other}${more.length > 0 ? ', …' : ''}`;
  return {
    project: distinct(matches, 'project')[0],
    component: distinct(matches, 'component')[0],
    pathTemplate: template.text,
    services: distinct(matches, 'service'),
    environments: distinct(matches, 'environment'),
    notes: [`names read: ${matches.size} follow ${template.text}${rest}`],
  };
}

function distinct(matches: ReadonlyMap<string, TemplateFields>, field: Placeholder): readonly string[] {
  const values = new Set([...matches.values()].map((fields) => fields[field]));
  return [...values].filter((value) => value !== undefined).toSorted();
}

function unknown([example = '']: readonly string[], known: KnownSettings): Inference {
  if (known.pathTemplate !== undefined) {
    return {
      kind: 'none',
      why: `Too few names follow ${known.pathTemplate}; one that was read is ${example}.`,
      hint: 'Give another --path-template, --project or --component, or a --from-path.',
    };
  }
  return {
    kind: 'none',
    why: `No naming convention that is known fits; one name that was read is ${example}.`,
    hint: "Name an environment that is among them (--env blue), or the convention: --path-template '/{environment}/{key}'.",
  };
}
