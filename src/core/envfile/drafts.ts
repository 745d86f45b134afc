import type { Finding } from '../errors.ts';
import { type ArnScope, nameProblem, type ParameterName, quoted } from '../parameter/name.ts';
import { formatName, type PathTemplate, type TemplateFields } from '../parameter/template.ts';
import type { Draft } from '../plan/draft.ts';
import { looksSecret } from '../secret/detect/looks-secret.ts';
import { signWords } from '../secret/detect/sign.ts';
import { mergedProblems, mergeLayers, type TagLayer } from '../tag/layer.ts';
import type { EnvEntry, EnvFile } from './env-file.ts';

export interface EnvDraftOptions {
  readonly file: string;
  readonly template: PathTemplate;
  /** Project, component and environment; service and key come from the file. */
  readonly fields: TemplateFields;
  readonly scope: ArnScope | undefined;
  /** Layers below the file's own tags, lowest first: base, service, environment. */
  readonly below: (service: string | undefined) => readonly TagLayer[];
  /** Layers above them: --extra-tag-file, --tag, --name-tag. */
  readonly above: readonly TagLayer[];
  /** Full names that may become plain text. */
  readonly allowPlaintext: ReadonlySet<string>;
  /** Everything is a secret, whatever the file says. */
  readonly allSecret: boolean;
}

export interface EnvDrafts {
  readonly drafts: readonly Draft[];
  readonly findings: readonly Finding[];
}

/** An env file's entries as drafts under a naming convention, with every name and tag checked. */
export function draftsFromEnvFile(envFile: EnvFile, options: EnvDraftOptions): EnvDrafts {
  const findings: Finding[] = [];
  const drafts: Draft[] = [];
  const firstLine = new Map<string, number>();
  const tagComplaints = new Set<string>();
  for (const entry of envFile.entries) {
    const at = { severity: 'error', file: options.file, line: entry.line, key: entry.name } as const;
    const name = formatName(options.template, {
      ...options.fields,
      service: entry.service,
      key: entry.key ?? entry.name,
    });
    const problem = nameProblem(name, options.scope);
    if (problem) findings.push({ ...at, message: `becomes the parameter ${quoted(name)}, which ${problem}` });
    const before = firstLine.get(name);
    if (before === undefined) firstLine.set(name, entry.line);
    else findings.push({ ...at, message: `becomes ${quoted(name)}, as line ${before} already does` });
    const tags = mergeLayers(layersOf(entry, envFile, options));
    for (const finding of mergedProblems(tags, name)) {
      const text = `${finding.file}: ${finding.message}`;
      if (!tagComplaints.has(text)) findings.push(finding);
      tagComplaints.add(text);
    }
    const exposed = exposedSecret(entry, options);
    if (exposed) findings.push(exposed);
    drafts.push({
      name: name as ParameterName,
      value: entry.value,
      type: options.allSecret ? 'SecureString' : entry.type,
      plaintextAllowed: entry.plaintextAllowed || options.allowPlaintext.has(name),
      keyId: entry.keyId,
      tier: entry.tier,
      description: entry.description,
      allowedPattern: undefined,
      policies: undefined,
      dataType: undefined,
      tags,
    });
  }
  return { drafts, findings };
}

/** A value that looks like a secret and would be stored in the clear; `# secret=false` says that is meant. */
function exposedSecret(entry: EnvEntry, options: EnvDraftOptions): Finding | undefined {
  if (options.allSecret || entry.type === 'SecureString' || entry.plaintextAllowed) return undefined;
  const sign = looksSecret(entry.name, entry.value);
  if (!sign) return undefined;
  return {
    severity: 'warning',
    file: options.file,
    line: entry.line,
    key: entry.name,
    message: `${signWords(sign)}, and is not marked as a secret`,
    hint: 'Put "# secret=true" above it; or "# secret=false", if it may be read by everybody.',
  };
}

function layersOf(entry: EnvEntry, envFile: EnvFile, options: EnvDraftOptions): readonly TagLayer[] {
  const sectionTags = envFile.sections
    .filter((section) => section.service === entry.service)
    .map((section) => ({ origin: `${options.file}:${section.line}`, tags: section.tags }));
  return [
    ...options.below(entry.service),
    ...sectionTags,
    { origin: `${options.file}:${entry.line}`, tags: entry.tags },
    ...options.above,
  ];
}
