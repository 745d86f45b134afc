import { checks, countResults } from '../core/checkup.ts';
import { printable } from '../core/printable.ts';
import { type DoctorView, groupTitles, inGroups, messageOf, statusWords, titleOf } from './doctor-view.ts';
import { identityWords } from './identity.ts';
import { plural } from './step-line.ts';
import { renderMarkdownTable } from './table.ts';

/** One document; its fields are in docs/output.md. */
export function renderDoctorJson({ environment, path, identity, results, calls }: DoctorView): string {
  const document = {
    command: 'doctor',
    environment: environment ?? null,
    path: path ?? null,
    account: identity?.account ?? null,
    region: identity?.region ?? null,
    profile: identity?.profile ?? null,
    endpoint: identity?.endpoint ?? null,
    checks: results.map(({ check, status, subject, message, items, todo }) => ({
      check,
      group: checks[check].group,
      status,
      subject: subject ?? null,
      message,
      ...(items && { items }),
      advice: todo?.advice ?? null,
      command: todo?.command ?? null,
    })),
    totals: countResults(results),
    calls,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A table for each group, for a job summary. */
export function renderDoctorMarkdown({ about, identity, results }: DoctorView): string {
  const totals = countResults(results);
  const words = `${totals.ok} ok, ${plural(totals.warning, 'warning')}, ${plural(totals.problem, 'problem')}, ${totals['not-checked']} not checked`;
  const parts = inGroups(results).map(({ group, results: ofGroup }) => {
    const rows = ofGroup.map((result) => [
      printable(titleOf(result)),
      statusWords[result.status],
      printable(
        [messageOf(result), ...(result.items ?? []).map(({ name, why }) => `${name} ${why}`)].join('\n'),
      ),
      printable([result.todo?.advice, result.todo?.command].filter(Boolean).join('\n')),
    ]);
    const table = renderMarkdownTable(['Check', 'Result', 'Found', 'What to do'], rows);
    return `\n#### ${groupTitles[group]}\n\n${table}`;
  });
  const where = identity === undefined ? '' : ` (${identityWords(identity)})`;
  return `### doctor: ${printable(about)}\n\n**${words}**${where}\n${parts.join('')}`;
}
