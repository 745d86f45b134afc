import type { DescribedParameter } from '../../core/account-probes.ts';
import type { StoredParameter } from '../../core/parameter/stored.ts';
import { formatName, parseName, templateHas } from '../../core/parameter/template.ts';
import type { ParameterType } from '../../core/parameter/type.ts';
import type { Secret } from '../../core/secret/secret.ts';
import type { Subject } from './subject.ts';

/** A parameter that this run is about, as far as the listings tell. */
export interface InScope {
  readonly name: string;
  readonly type: ParameterType;
  readonly version: number;
  /** Undefined where only its description was read; ciphertext of a SecureString. */
  readonly value: Secret | undefined;
  readonly described: DescribedParameter | undefined;
}

/**
 * Those that were read below the path, or described, and of them the environment's: either listing may have ended
 * early, or be denied. Sorted by name, so that two runs say the same.
 */
export function scopeOf(
  subject: Pick<Subject, 'path' | 'environment' | 'settings'>,
  below: readonly StoredParameter[] = [],
  described: readonly DescribedParameter[] = [],
): readonly InScope[] {
  const descriptions = new Map(described.map((one) => [one.name, one]));
  const all = new Map<string, InScope>();
  for (const one of described) {
    const { name, type, version } = one;
    all.set(name, { name, type, version, value: undefined, described: one });
  }
  for (const { name, type, version, value } of below) {
    all.set(name, { name, type, version, value, described: descriptions.get(name) });
  }
  return [...all.values()]
    .filter(({ name }) => isInScope(subject, name))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function isInScope(
  { path, environment, settings }: Pick<Subject, 'path' | 'environment' | 'settings'>,
  name: string,
): boolean {
  if (path !== undefined && path !== '/' && !name.startsWith(`${path}/`)) return false;
  return environment === undefined || parseName(settings.template, name)?.environment === environment;
}

/**
 * A name that does not exist where the environment's names are, so that a policy for these covers it: beside a
 * parameter that is there, else where the template puts one.
 */
export function absentName(subject: Subject, scope: readonly InScope[]): string {
  const key = 'ssmkit-doctor-asks-for-a-name-that-does-not-exist';
  const [beside] = scope;
  if (beside) return `${beside.name.slice(0, beside.name.lastIndexOf('/'))}/${key}`;
  const { environment, path, settings } = subject;
  const { template, project, component, services } = settings;
  const unknown = templateHas(template, 'project') && project === undefined;
  if (environment === undefined || unknown) return `${path === undefined || path === '/' ? '' : path}/${key}`;
  const service = templateHas(template, 'service') ? (services[0] ?? 'ssmkit-doctor') : undefined;
  return formatName(template, { project, component, service, environment, key });
}
