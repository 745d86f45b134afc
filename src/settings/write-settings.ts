import type { EnvironmentSettings } from '../core/environment.ts';
import { InputError } from '../core/errors.ts';
import type { SettingsDraft } from '../core/settings-draft.ts';
import { checkSettingsText } from './settings-file.ts';

/** Where npm puts the JSON Schema, for editors. */
const schemaPath = './node_modules/ssmkit/ssmkit.schema.json';

/**
 * The text of an ssmkit.json in the order that docs/settings.md shows. It has been read back as every command
 * reads it. @throws InputError with everything that is wrong with it.
 */
export function writeSettings(draft: SettingsDraft, path: string): string {
  const { services, environments, ...texts } = draft;
  const content = {
    $schema: schemaPath,
    project: texts.project,
    component: texts.component,
    region: texts.region,
    tagsDir: texts.tagsDir,
    pathTemplate: texts.pathTemplate,
    services: services.length > 0 ? services : undefined,
    environments:
      environments.size > 0
        ? Object.fromEntries([...environments].map(([name, one]) => [name, filled(one)]))
        : undefined,
  };
  const text = `${JSON.stringify(content, null, 2)}\n`;
  try {
    checkSettingsText(text, path);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // There is no file yet whose lines could be looked at.
    const findings = error.findings.map((finding) => ({ ...finding, line: 0 }));
    throw new InputError('No command could read these settings.', findings, { cause: error });
  }
  return text;
}

/** `protected: false` is what is anyway. */
function filled({ account, keyId, profile, protected: guarded }: EnvironmentSettings): EnvironmentSettings {
  return { account, keyId, profile, protected: guarded || undefined };
}
