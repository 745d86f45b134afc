import { draftsFromEnvFile } from '../core/envfile/drafts.ts';
import type { EnvEntry } from '../core/envfile/env-file.ts';
import { claimOf } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { below } from '../core/iam/role.ts';
import { hierarchyWords, parseName, type TemplateFields } from '../core/parameter/template.ts';
import type { Draft } from '../core/plan/draft.ts';
import { settleFindings } from './findings.ts';
import { type AccessLine, access, keysOf } from './iam-access.ts';
import { type WriteFacts, writeRules } from './iam-access-writes.ts';
import { withKeys } from './kms-key-option.ts';
import { listOption, requiredField, switchOption, templateFields, textOption } from './options.ts';
import { readEnvFile, readLayers } from './seed.ts';
import { openEntries } from './seed-keys.ts';

export const seedAccess = access<WriteFacts>(
  seedFacts,
  writeRules({ secure: true, tags: true, sections: true }),
);

/** The env file and the tag layers are read as seed reads them; the live state is not. */
async function seedFacts(line: AccessLine): Promise<WriteFacts & { readonly wider?: WriteFacts }> {
  const { context, input } = line;
  const { settings } = context;
  const { options } = input;
  const { template } = settings;
  const environment = requiredField('environment', textOption(options, 'environment'), 'Give --environment.');
  const fields = templateFields(settings, environment);
  const file = textOption(options, 'envFile');
  if (file === undefined) {
    throw new SsmkitError('usage', 'No env file was given.', { hint: 'Give --env-file.' });
  }
  const strict = switchOption(options, 'strict');
  const envFile = await readEnvFile(context, options, file, strict);
  const layers = await readLayers(context, options, environment, envFile);
  const { drafts: drafted, findings } = draftsFromEnvFile(envFile, {
    ...{ file, template, fields, scope: undefined },
    below: layers.below,
    above: layers.above,
    allowPlaintext: new Set(listOption(options, 'allowPlaintext')),
    allSecret: switchOption(options, 'allSecret'),
  });
  const drafts = withKeys(drafted, settings, environment, textOption(options, 'keyId'));
  const errors = findings.filter(({ severity }) => severity === 'error');
  settleFindings(context, errors, strict);
  const sectionOf = ({ service }: Pick<EnvEntry, 'service'>) =>
    hierarchyWords(template, { ...fields, service });
  const open = openEntries(envFile, settings);
  // A key that must be looked up can have any name of its section.
  const nameless = new Set(settings.newKeysNamed ? open.map(sectionOf) : []);
  const pathOf = (name: string): string => {
    const parsed: TemplateFields = parseName(template, name) ?? fields;
    return hierarchyWords(template, parsed);
  };
  const exact = (name: string) => (nameless.has(pathOf(name)) ? below(pathOf(name)) : name);
  const facts = (nameOf: (name: string) => string): WriteFacts => ({
    claim: claimOf(settings.environments, environment),
    applies: context.mode === 'apply',
    reads: !switchOption(options, 'offline'),
    names: drafts.map(({ name }) => nameOf(name)),
    secure: drafts.filter(isSecure).map(({ name, keyId }) => ({ name: nameOf(name), keyId })),
    tagged: drafts.filter(({ tags }) => tags.length > 0).map(({ name }) => nameOf(name)),
    keyIds: keysOf(line, [environment]),
    lookedUp: [...new Set(open.map(sectionOf))],
    pruned: switchOption(options, 'prune') ? [...new Set(envFile.entries.map(sectionOf))] : [],
    pruneTags: switchOption(options, 'pruneTags'),
    notes: settings.newKeysNamed ? [] : takenAsKeys(open),
  });
  return { ...facts(exact), wider: facts((name) => below(pathOf(name))) };
}

function isSecure({ type }: Draft): boolean {
  return type === 'SecureString';
}

function takenAsKeys(open: readonly EnvEntry[]): readonly string[] {
  const [first] = open;
  if (first === undefined) return [];
  const more = open.length > 1 ? ` and ${open.length - 1} more` : '';
  return [
    `Taken as keys as they stand: ${first.name}${more}. Where a live parameter of another key exports to such a name, write "# key=" above it.`,
  ];
}
