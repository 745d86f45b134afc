import type { EnvFile, SkippedKey } from '../core/envfile/env-file.ts';
import { envNameOf } from '../core/parameter/env-name.ts';
import { type PathTemplate, parseName, pathOf, type TemplateFields } from '../core/parameter/template.ts';
import type { PlanStep } from '../core/plan/step.ts';
import type { ParameterStore } from '../core/ports.ts';
import { deleteStep } from './deletes.ts';
import { readPath } from './read-path.ts';

/**
 * Deletes for what the file's sections no longer have: only in sections with keys, only names that the
 * template parses, never what `--skip-empty` left out.
 */
export async function planPrune(
  store: ParameterStore,
  template: PathTemplate,
  fields: TemplateFields,
  envFile: EnvFile,
  kept: ReadonlySet<string>,
): Promise<readonly PlanStep[]> {
  const services = new Set(envFile.entries.map(({ service }) => service));
  const steps: PlanStep[] = [];
  for (const service of services) {
    const path = pathOf(template, { ...fields, service });
    for (const stored of await readPath(store, path, false)) {
      const parsed = parseName(template, stored.name);
      const ours =
        parsed?.key !== undefined &&
        parsed.service === service &&
        parsed.environment === fields.environment &&
        parsed.project === fields.project &&
        parsed.component === fields.component;
      if (!ours || kept.has(stored.name)) continue;
      if (envFile.skippedEmpty.some((one) => one.service === service && standsFor(one, parsed.key))) continue;
      steps.push(deleteStep(stored));
    }
  }
  return steps.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** A key that is named stands for itself alone; an env name for every key that may be meant by it. */
function standsFor({ key, name }: SkippedKey, live: string | undefined): boolean {
  if (live === undefined) return false;
  return key === undefined ? live === name || envNameOf(live) === name : live === key;
}
