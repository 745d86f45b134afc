import { type CheckResult, found, passed } from '../../core/checkup.ts';
import type { EnvironmentSettings } from '../../core/environment.ts';
import { templateHas } from '../../core/parameter/template.ts';
import type { FileReader } from '../../core/ports.ts';
import type { Subject } from './subject.ts';
import { listed } from './words.ts';

/** Environments whose deletes should be spelled out. */
const serious = /^(prod|production|prd|live)$|(^|[-_.])(prod|production|prd|live)([-_.]|$)/i;

/** What the settings leave open; sends nothing. `account` is that of the credentials, where it is known. */
export async function checkSettings(
  subject: Subject,
  files: FileReader,
  account: string | undefined,
): Promise<readonly CheckResult[]> {
  const { environment, settings, lines } = subject;
  const all = [...settings.environments];
  const shown = all.filter(([name]) => environment === undefined || name === environment);
  if (settings.settingsFile === undefined) {
    return [
      found('not-checked', 'environment', 'There is no ssmkit.json, so no account is guarded.', {
        advice: 'A preview of one, read off the names that are there:',
        command: lines.ssmkit('init', '--from-path', subject.path ?? '/'),
      }),
      ...(await checkTags(subject, files)),
    ];
  }
  if (environment !== undefined && all.length > 0 && shown.length === 0) {
    const known = listed(all.map(([name]) => name));
    return [
      found('warning', 'environment', `ssmkit.json has no environment ${environment}; it has ${known}.`, {
        advice: 'Correct --environment, or add it to "environments".',
        command: lines.ssmkit('config', '--explain'),
      }),
      ...(await checkTags(subject, files)),
    ];
  }
  return [
    ...checkGuards(
      subject,
      environment === undefined ? shown : [[environment, shown[0]?.[1] ?? {}]],
      account,
    ),
    ...checkProtection(subject, shown),
    ...(await checkTags(subject, files)),
  ];
}

type Named = readonly [name: string, settings: EnvironmentSettings];

function checkGuards(
  { lines }: Subject,
  environments: readonly Named[],
  account: string | undefined,
): readonly CheckResult[] {
  const open = environments.filter(([, own]) => own.account === undefined).map(([name]) => name);
  const guarded = environments.filter(([, own]) => own.account !== undefined).map(([name]) => name);
  const results =
    guarded.length > 0 ? [passed('guard', `ssmkit.json has the account of ${listed(guarded)}`)] : [];
  if (open.length === 0) return results;
  return [
    ...results,
    found(
      'warning',
      'guard',
      `ssmkit.json names no account of ${listed(open)}, so any credentials will do.`,
      {
        advice: `Add "account": "${account ?? '123456789012'}" to ${open.length === 1 ? 'it' : 'each, if it is theirs'} in "environments".`,
        command: lines.ssmkit('config', '--explain', ...(open.length === 1 ? ['--env', open[0] ?? ''] : [])),
      },
    ),
  ];
}

function checkProtection({ lines }: Subject, environments: readonly Named[]): readonly CheckResult[] {
  const candidates = environments.filter(([name]) => serious.test(name));
  const open = candidates.filter(([, own]) => own.protected !== true).map(([name]) => name);
  if (candidates.length === 0) return [];
  if (open.length === 0) return [passed('protection', `on for ${listed(candidates.map(([name]) => name))}`)];
  return [
    found(
      'warning',
      'protection',
      `${listed(open)} is not protected: a delete in it needs no spelling out.`,
      {
        advice: 'Add "protected": true to it in "environments".',
        command: lines.ssmkit('config', '--explain', '--env', open[0] ?? ''),
      },
    ),
  ];
}

/** Only a folder that was named must be there. */
async function checkTags({ settings, lines }: Subject, files: FileReader): Promise<readonly CheckResult[]> {
  const { tagsDir, template, component } = settings;
  if (tagsDir === undefined) return [];
  const base = templateHas(template, 'component')
    ? `${tagsDir}/${component}/base.json`
    : `${tagsDir}/base.json`;
  if (await files.exists(base)) return [passed('tags', base)];
  return [
    found('warning', 'tags', `There is no ${base}, so seed finds no tag layers.`, {
      advice: 'Write it, or correct tagsDir:',
      command: lines.ssmkit('config', '--explain'),
    }),
  ];
}
