import { SsmkitError } from '../core/errors.ts';
import type { ExportedParameter } from '../core/parameter/exported.ts';
import { type PathTemplate, parseName, type TemplateFields } from '../core/parameter/template.ts';
import { problemText } from './dialect/dialect.ts';
import { renderExport } from './dialect/dialects.ts';
import { encoded } from './dialect/encoded.ts';
import { buildExportDocument } from './export-document.ts';
import { exportHeader } from './export-header.ts';

type BackedUp = Pick<ExportedParameter, 'stored' | 'metadata' | 'tags'>;

const asJson = 'Name a .json file for the backup: that form holds everything.';

/**
 * Parameters as an env file that seed takes back, with all markers.
 * @throws SsmkitError `failed` where an env file cannot hold them all whole.
 */
export function renderBackupEnv(
  parameters: readonly BackedUp[],
  template: PathTemplate,
  facts: { readonly region: string; readonly time: Date },
): Uint8Array {
  const refuse = (why: string): never => {
    throw new SsmkitError('failed', `The backup cannot be an env file: ${why}. Nothing was deleted.`, {
      hint: asJson,
    });
  };
  let common: TemplateFields | undefined;
  const exported = parameters.map((parameter): ExportedParameter => {
    const { name } = parameter.stored;
    const fields = parseName(template, name);
    if (fields?.key === undefined) return refuse(`${name} does not follow ${template.text}`);
    const { service, key, ...rest } = fields;
    common ??= rest;
    if (!sameFields(common, rest)) return refuse(`${name} is of another environment than the first one`);
    if (parameter.metadata?.policies) return refuse(`${name} has policies`);
    if (parameter.metadata?.allowedPattern) return refuse(`${name} has an allowed pattern`);
    if (parameter.stored.dataType !== 'text')
      return refuse(`${name} has the data type ${parameter.stored.dataType}`);
    return { ...parameter, service, key };
  });
  const built = buildExportDocument(exported, {
    header: exportHeader({
      project: common?.project,
      environment: common?.environment ?? '',
      region: facts.region,
      decrypted: true,
      hasSecrets: true,
      time: facts.time,
    }),
    markers: 'full',
    prefixKeys: false,
    // A backup is seeded back, not sourced, so no name is dangerous in it.
    allowNames: 'all',
  });
  const [problem] = built.problems;
  if (problem) return refuse(`${problem.parameter} ${problem.reason}`);
  const [warning] = built.warnings;
  if (warning) return refuse(warning.replace(/\.$/, ''));
  const result = renderExport('dotenv', built.document);
  if ('text' in result) return encoded(result.text);
  const [error] = result.errors;
  if (!error) return refuse('it could not be read back');
  // The other formats and readers are no help here: seed reads this one.
  return refuse(problemText({ ...error, readers: [], formats: [] }).replace(/\.$/, ''));
}

function sameFields(a: TemplateFields, b: TemplateFields): boolean {
  return a.project === b.project && a.component === b.component && a.environment === b.environment;
}
