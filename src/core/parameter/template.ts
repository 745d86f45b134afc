import { SsmkitError } from '../errors.ts';

/** What a path template can hold; every other segment is a literal. */
export const placeholders = ['project', 'component', 'service', 'environment', 'key'] as const;
export type Placeholder = (typeof placeholders)[number];

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: Placeholder };

/** The naming convention of a hierarchy: `/{project}/{component}/{service}/{environment}/{key}`. */
export interface PathTemplate {
  readonly text: string;
  readonly segments: readonly Segment[];
}

/** Values for a template's placeholders; a key may have levels (`database/host`). */
export type TemplateFields = { readonly [name in Placeholder]?: string | undefined };

export const defaultTemplateText = '/{project}/{component}/{service}/{environment}/{key}';

/** @throws SsmkitError `settings` saying what a template must look like. */
export function parsePathTemplate(text: string): PathTemplate {
  const complain = (why: string): never => {
    throw new SsmkitError('settings', `The path template ${JSON.stringify(text)} ${why}.`, {
      hint: `Write one literal or one {placeholder} a level, as in ${defaultTemplateText}.`,
    });
  };
  if (!text.startsWith('/')) complain('does not start with a slash');
  const segments = text
    .slice(1)
    .split('/')
    .map((part): Segment => {
      const name = part.match(/^\{([a-z]+)\}$/)?.[1];
      if (name !== undefined) {
        if (!isPlaceholder(name))
          return complain(`has {${name}}; known are ${placeholders.map((p) => `{${p}}`).join(' ')}`);
        return { kind: 'placeholder', name };
      }
      if (!/^[A-Za-z0-9_.-]+$/.test(part))
        return complain(`has the level ${JSON.stringify(part)}, which no name can have`);
      return { kind: 'literal', text: part };
    });
  const names = segments.flatMap((segment) => (segment.kind === 'placeholder' ? [segment.name] : []));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) complain(`names {${twice}} twice`);
  if (!names.includes('environment')) complain('has no {environment}');
  if (segments.at(-1)?.kind !== 'placeholder' || names.at(-1) !== 'key') complain('does not end with {key}');
  return { text, segments };
}

function isPlaceholder(name: string): name is Placeholder {
  return (placeholders as readonly string[]).includes(name);
}

export function templateHas(template: PathTemplate, name: Placeholder): boolean {
  return template.segments.some((segment) => segment.kind === 'placeholder' && segment.name === name);
}

/** The full name for these fields. @throws SsmkitError `usage` when a field is missing or has no legal form. */
export function formatName(template: PathTemplate, fields: TemplateFields): string {
  const levels = template.segments.map((segment) =>
    segment.kind === 'literal' ? segment.text : fieldLevel(segment.name, fields[segment.name]),
  );
  return `/${levels.join('/')}`;
}

/** Where a run works, for its title: known levels as they are, a service as `*`, without the key. */
export function hierarchyWords(template: PathTemplate, fields: TemplateFields): string {
  const levels = template.segments.slice(0, -1).map((segment) => {
    if (segment.kind === 'literal') return segment.text;
    return fields[segment.name] ?? '*';
  });
  return `/${levels.join('/')}`;
}

/** The path that holds every name with these fields, up to the first placeholder they leave open; ends with a slash. */
export function pathOf(template: PathTemplate, fields: TemplateFields): string {
  const levels: string[] = [];
  for (const segment of template.segments) {
    if (segment.kind === 'literal') levels.push(segment.text);
    else if (segment.name === 'key' || fields[segment.name] === undefined) break;
    else levels.push(fieldLevel(segment.name, fields[segment.name]));
  }
  return levels.length === 0 ? '/' : `/${levels.join('/')}/`;
}

/** The fields of a name that follows the template; undefined for every other name. */
export function parseName(template: PathTemplate, name: string): TemplateFields | undefined {
  if (!name.startsWith('/')) return undefined;
  const levels = name.slice(1).split('/');
  if (levels.length < template.segments.length || levels.includes('')) return undefined;
  const fields: { [name in Placeholder]?: string } = {};
  for (const [index, segment] of template.segments.entries()) {
    const level = levels[index];
    if (level === undefined) return undefined;
    if (segment.kind === 'literal') {
      if (segment.text !== level) return undefined;
    } else if (segment.name === 'key') {
      fields.key = levels.slice(index).join('/');
    } else {
      fields[segment.name] = level;
    }
  }
  return fields;
}

/** The fields that a path below the root settles; undefined where no name of the template can be below it. */
export function parsePath(template: PathTemplate, path: string): TemplateFields | undefined {
  const levels = path.split('/').filter((level) => level !== '');
  const fields: { [name in Placeholder]?: string } = {};
  for (const [index, level] of levels.entries()) {
    const segment = template.segments[Math.min(index, template.segments.length - 1)];
    if (segment?.kind === 'literal' && segment.text !== level) return undefined;
    if (segment?.kind === 'placeholder' && segment.name !== 'key') fields[segment.name] = level;
  }
  return fields;
}

/** Says why a project, component, service or environment cannot be a level of a name, or nothing. */
export function fieldProblem(name: Placeholder, value: string): string | undefined {
  if (name === 'key') return undefined;
  if (value === '') return 'is empty';
  if (value.includes('/')) return 'holds a slash';
  if (!/^[A-Za-z0-9_.-]+$/.test(value))
    return 'has characters AWS refuses (letters, digits, . - _ are allowed)';
  return undefined;
}

function fieldLevel(name: Placeholder, value: string | undefined): string {
  if (value === undefined) {
    throw new SsmkitError('usage', `The ${name} is not known.`, {
      hint: `Give --${name}, or set it in ssmkit.json.`,
    });
  }
  const problem = fieldProblem(name, value);
  if (problem) throw new SsmkitError('usage', `The ${name} ${JSON.stringify(value)} ${problem}.`);
  return value;
}
