import type { CommandSettings } from './context.ts';

/**
 * What can be typed next of some names: `/mow/ba` of `/mow/backend/db/prod/X` goes on as `/mow/backend/`. Paths
 * end with a slash.
 */
export function levelsAt(typed: string, names: readonly string[]): readonly string[] {
  const path = typed.slice(0, typed.lastIndexOf('/') + 1);
  const found = new Set<string>();
  for (const name of names) {
    if (!name.startsWith(typed) || name === path) continue;
    // The first slash of all is no level of its own.
    const from = Math.max(path.length, name.startsWith('/') ? 1 : 0);
    const cut = name.indexOf('/', from);
    found.add(cut === -1 ? name : name.slice(0, cut + 1));
  }
  return [...found].toSorted();
}

/** The paths that the settings tell of, before anybody was asked: `/mow/`, `/mow/backend/`, … */
export function pathsOfTemplate({
  template,
  project,
  component,
  services,
  environments,
}: Pick<
  CommandSettings,
  'template' | 'project' | 'component' | 'services' | 'environments'
>): readonly string[] {
  const known = {
    project: project === undefined ? [] : [project],
    component: project === undefined ? [] : [component],
    service: services,
    environment: [...environments.keys()],
    key: [],
  };
  let open = ['/'];
  const all: string[] = [];
  for (const segment of template.segments) {
    const levels = segment.kind === 'literal' ? [segment.text] : known[segment.name];
    open = open.flatMap((path) => levels.map((level) => `${path}${level}/`));
    all.push(...open);
  }
  return all;
}
