import { parsePath } from '../../core/parameter/template.ts';
import type { Subject } from './subject.ts';

/** The command line that prints what a role needs; the project comes from where it came from for this run. */
export function policyLine(subject: Subject, role: 'developer' | 'seeder' | 'application'): string {
  const { settings, path, lines } = subject;
  const fields = path === undefined ? undefined : parsePath(settings.template, path);
  const environment = subject.environment ?? fields?.environment;
  if (environment === undefined) return 'ssmkit iam policy --help';
  return lines.ssmkit('iam', 'policy', role, '--env', environment);
}
