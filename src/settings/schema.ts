import * as z from 'zod/mini';
import { SsmkitError } from '../core/errors.ts';
import { parsePathTemplate } from '../core/parameter/template.ts';

/** Text with a description for editors, and the words for what it must look like. */
function text(description: string, pattern?: RegExp, words?: string) {
  const schema = pattern ? z.string().check(z.regex(pattern, words ?? 'is not valid')) : z.string();
  return z.optional(schema.register(z.globalRegistry, { description }));
}

/** Nothing would be read as not set, which is something else. */
const filled = [/\S/, 'is empty'] as const;

/**
 * For editors: what parsePathTemplate takes. The reader asks that function itself, which tells what is wrong;
 * a test holds the two together.
 */
const templatePattern =
  /^(?=.*\/\{environment\}\/)(?!.*(\{[a-z]+\}).*\1)(?:\/(?:[A-Za-z0-9_.-]+|\{(?:project|component|service|environment)\}))+\/\{key\}$/;

const pathTemplate = z.optional(
  z
    .string()
    .check((context) => {
      try {
        parsePathTemplate(context.value);
      } catch (error) {
        if (!(error instanceof SsmkitError)) throw error;
        const message = error.message.replace(/^The path template ".*?" (?=has|names|does)|\.$/gs, '');
        context.issues.push({ code: 'custom', input: context.value, params: {}, message });
      }
    })
    .register(z.globalRegistry, {
      description: 'Naming convention, such as /{project}/{component}/{service}/{environment}/{key}.',
      pattern: templatePattern.source,
    }),
);

const level = /^[A-Za-z0-9_.-]+$/;
const levelWords = 'must be one level of a name: letters, digits, . - _';
/** A name of ours in a record; see settings-file.ts for the one that is left out. */
const ownName = (pattern: RegExp, words: string) =>
  z.string().check(z.regex(new RegExp(`^(?!__proto__$)${pattern.source.slice(1)}`), words));

const environment = z
  .strictObject({
    account: text(
      'Account the environment lives in; with other credentials nothing is done.',
      /^\d{12}$/,
      'must be 12 digits',
    ),
    keyId: text(
      'KMS key of new SecureStrings: id, ARN or alias.',
      /^[A-Za-z0-9:/_-]{1,256}$/,
      'must be a key id, an ARN or an alias',
    ),
    profile: text('AWS profile people use for it; passed over when other credentials are there.', ...filled),
    protected: z.optional(
      z.boolean().register(z.globalRegistry, {
        description: 'Deleting here must be confirmed with --confirm <environment>.',
      }),
    ),
  })
  .register(z.globalRegistry, { description: 'What is special about one environment.' });

/** ssmkit.json. The published JSON Schema is made from this: scripts/schema.mjs. */
export const settingsSchema = z.strictObject({
  $schema: text('Where an editor finds the JSON Schema.'),
  project: text('First level of the hierarchy.', level, levelWords),
  component: text('Second level of the hierarchy; backend by default.', level, levelWords),
  region: text('AWS Region, below --region, AWS_REGION and a named profile.', ...filled),
  tagsDir: text('Folder of the tag layers, relative to this file.', ...filled),
  pathTemplate,
  services: z.optional(
    z
      .array(z.string().check(z.regex(level, levelWords)))
      .register(z.globalRegistry, { description: 'Services to export where finding them is not allowed.' }),
  ),
  keys: z.optional(
    z
      .record(
        ownName(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'must be the name of a variable'),
        z
          .string()
          .check(
            z.regex(
              /^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
              'must be a key: levels of letters, digits, . - _',
            ),
          ),
      )
      .register(z.globalRegistry, {
        description: 'Parameter keys by env name, where they are not the same.',
      }),
  ),
  newKeys: z.optional(
    z.enum(['free', 'named']).register(z.globalRegistry, {
      description: 'Whether a new key may take its env name (free) or must be named in the file (named).',
    }),
  ),
  environments: z.optional(
    z.record(ownName(level, levelWords), environment).register(z.globalRegistry, {
      description: 'Environments by name.',
    }),
  ),
});

export type SettingsContent = z.infer<typeof settingsSchema>;
export type EnvironmentContent = z.infer<typeof environment>;

/** The settings an unknown one may be a slip of, at the place it stands. */
export function knownSettings(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(settingsSchema.shape);
  return path[0] === 'environments' ? Object.keys(environment.shape) : [];
}

/** The JSON Schema (draft 2020-12) that editors read. */
export function settingsJsonSchema(): object {
  return z.toJSONSchema(settingsSchema);
}
