import { SsmkitError } from '../core/errors.ts';
import { nameProblem, quoted } from '../core/parameter/name.ts';
import {
  defaultTemplateText,
  fieldProblem,
  formatName,
  parsePathTemplate,
  type TemplateFields,
  templateHas,
} from '../core/parameter/template.ts';
import { ParametersError } from './errors.ts';
import type { EnvironmentSource, LoadOptions } from './options.ts';

const levels = ['project', 'component', 'service', 'environment'] as const;
const example = "loadParameters({ project: 'mow', service: 'django', environment: 'prod' })";

/** The path that holds the parameters, with a slash at its end. @throws ParametersError `options`. */
export function pathOfSource(source: LoadOptions): string {
  if (source.path === undefined) return pathOfEnvironment(source);
  const path = source.path.length > 1 ? source.path.replace(/\/$/, '') : source.path;
  if (path === '/') return path;
  const problem = path.startsWith('/') ? nameProblem(path) : 'does not start with a slash';
  if (problem !== undefined)
    throw new ParametersError('options', `The path ${quoted(source.path)} ${problem}.`);
  return `${path}/`;
}

function pathOfEnvironment(source: EnvironmentSource): string {
  try {
    const template = parsePathTemplate(source.pathTemplate ?? defaultTemplateText);
    const fields: TemplateFields = { ...source, component: source.component ?? 'backend' };
    for (const level of levels) {
      if (!templateHas(template, level)) continue;
      const value = fields[level];
      if (value === undefined) {
        throw new ParametersError('options', `The ${level} is not given.`, { hint: `As in ${example}.` });
      }
      const problem = fieldProblem(level, value);
      if (problem !== undefined) {
        throw new ParametersError('options', `The ${level} ${quoted(value)} ${problem}.`);
      }
    }
    return formatName(template, { ...fields, key: '' });
  } catch (error) {
    if (!(error instanceof SsmkitError)) throw error;
    throw new ParametersError('options', error.message, { hint: error.hint });
  }
}
