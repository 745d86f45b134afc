import { Secret } from '../../core/secret/secret.ts';
import {
  concluded,
  type Dialect,
  type DialectOptions,
  type DialectProblem,
  type DialectResult,
} from './dialect.ts';
import { type ExportDocument, type ExportEntry, flat } from './document.ts';
import type { Reader } from './format.ts';
import { nameProblem, notReadBack, problemOf } from './text-limits.ts';

const readers: readonly Reader[] = ['Amazon ECS'];
const parameterArn = /^arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter(\/[A-Za-z0-9_./-]+)$/;

/** The `secrets` of a container definition: names and the parameters they come from, and no value. */
export const ecsSecrets: Dialect = {
  duplicates: 'impossible',
  needsValues: false,
  placement: 'replace',
  // It refers to any value, but whoever looks for a format that holds one does not mean this.
  carries: () => false,
  render,
};

function render(document: ExportDocument, options: DialectOptions): DialectResult {
  const entries = flat(document);
  const errors: DialectProblem[] = [];
  for (const entry of entries) {
    const problem = nameProblem(entry) ?? arnProblem(entry);
    if (problem !== undefined) errors.push(problemOf(entry, problem, []));
  }
  const secrets = entries.map(({ name, arn }) => ({ name, valueFrom: arn }));
  const text = `${JSON.stringify(secrets, null, 2)}\n`;
  if (errors.length === 0 && JSON.stringify(JSON.parse(text)) !== JSON.stringify(secrets)) {
    errors.push({ parameter: undefined, name: undefined, reason: notReadBack, readers, formats: [] });
  }
  return concluded(new Secret(text), errors, [], options);
}

function arnProblem({ arn, parameter }: ExportEntry): string | undefined {
  const path = parameterArn.exec(arn ?? '')?.[1];
  if (path === parameter || path === `/${parameter}`) return undefined;
  return 'came without the ARN that the container definition needs';
}
