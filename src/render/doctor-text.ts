import { type CheckResult, type CheckStatus, countResults } from '../core/checkup.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';
import { type DoctorView, groupTitles, inGroups, messageOf, statusWords, titleOf } from './doctor-view.ts';
import { identityWords } from './identity.ts';
import { plural } from './step-line.ts';
import { wrapWords } from './wrap.ts';

export interface DoctorPage {
  readonly columns: number;
  /** Can the terminal show ✓ and ✗? */
  readonly unicode: boolean;
  readonly style: Style;
}

type Signs = Readonly<Record<CheckStatus, string>>;
const unicode: Signs = { ok: '✓', warning: '!', problem: '✗', 'not-checked': '-' };
const ascii: Signs = { ok: '+', warning: '!', problem: 'x', 'not-checked': '-' };
/** A longer title stands on a line of its own. */
const widestTitle = 24;
const narrowest = 30;
const itemsShown = 10;

/** What was found, group by group; whatever is not ok says so in words, and what to do. */
export function renderDoctorText(view: DoctorView, page: DoctorPage): string {
  const { style } = page;
  const lines = [style.bold(printable(`doctor: ${view.about}`))];
  if (view.identity) lines.push(style.dim(identityWords(view.identity)));
  for (const { group, results } of inGroups(view.results)) {
    const widths = results.map((result) => titleOf(result).length).filter((width) => width <= widestTitle);
    const width = Math.max(0, ...widths);
    lines.push('', style.bold(groupTitles[group]));
    lines.push(...results.flatMap((result) => resultLines(result, width, page)));
  }
  lines.push('', totalsLine(view, style));
  return `${lines.join('\n')}\n`;
}

/** Sign, title, message; below it what it is about and what to do. Command lines are never broken. */
function resultLines(result: CheckResult, titleWidth: number, page: DoctorPage): readonly string[] {
  const { style } = page;
  const title = printable(titleOf(result));
  const indent = ' '.repeat(4 + titleWidth + 2);
  const width = Math.max(narrowest, page.columns - indent.length);
  const wrapped = (text: string) => wrapWords(printable(text), width);
  const word = result.status === 'ok' ? '' : `${statusWords[result.status]}:`;
  const [first = '', ...rest] = wrapped(`${word} ${messageOf(result)}`);
  const sign = `  ${colour(result.status, style)((page.unicode ? unicode : ascii)[result.status])} `;
  const coloured = word === '' ? first : `${colour(result.status, style)(word)}${first.slice(word.length)}`;
  const head =
    title.length > titleWidth
      ? [`${sign}${title}`, `${indent}${coloured}`]
      : [`${sign}${title.padEnd(titleWidth)}  ${coloured}`];
  const below = [...rest, ...itemLines(result)].map((line) => `${indent}${line}`);
  return [...head, ...below, ...todoLines(result, indent, wrapped, style)];
}

function itemLines({ items = [] }: CheckResult): readonly string[] {
  const shown = items.slice(0, itemsShown).map(({ name, why }) => printable(`${name} ${why}`));
  const left = items.length - shown.length;
  return left > 0 ? [...shown, `and ${left} more: --output json names them all`] : shown;
}

function todoLines(
  { status, todo }: CheckResult,
  indent: string,
  wrapped: (text: string) => readonly string[],
  style: Style,
): readonly string[] {
  if (status === 'ok' || todo === undefined) return [];
  const advice = wrapped(todo.advice).map((line) => `${indent}${style.dim(line)}`);
  const command = todo.command === undefined ? [] : [`${indent}${style.cyan(printable(todo.command))}`];
  return [...advice, ...command];
}

function totalsLine(view: DoctorView, style: Style): string {
  const totals = countResults(view.results);
  const words = [
    `${totals.ok} ok`,
    colour('warning', style, totals.warning > 0)(plural(totals.warning, 'warning')),
    colour('problem', style, totals.problem > 0)(plural(totals.problem, 'problem')),
    `${totals['not-checked']} not checked`,
  ];
  return `${words.join(', ')}; ${plural(view.calls, 'call')} to AWS.`;
}

function colour(status: CheckStatus, style: Style, wanted = true): (text: string) => string {
  if (!wanted) return (text) => text;
  switch (status) {
    case 'ok':
      return style.green;
    case 'warning':
      return style.yellow;
    case 'problem':
      return style.red;
    case 'not-checked':
      return style.dim;
  }
}
