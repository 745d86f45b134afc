import type { Permission } from '../core/iam/need.ts';
import type { Style } from '../core/style.ts';
import { renderMarkdownTable } from './table.ts';

export interface CommandPermissions {
  readonly command: string;
  /** None where it calls nothing. */
  readonly permissions: readonly Permission[];
}

/** The table of permissions; text wraps at `columns`. */
export function renderPermissions(
  all: readonly CommandPermissions[],
  output: 'text' | 'json' | 'markdown',
  style: Style,
  columns: number,
): string {
  switch (output) {
    case 'json':
      return `${JSON.stringify({ command: 'iam permissions', commands: all.map(jsonOf) }, null, 2)}\n`;
    case 'markdown':
      return renderMarkdownTable(['Command', 'Action', 'On', 'When', 'Without it'], all.flatMap(rowsOf));
    case 'text':
      return all.map((one) => textOf(one, style, columns)).join('\n');
  }
}

function jsonOf({ command, permissions }: CommandPermissions): object {
  return {
    command,
    permissions: permissions.map(({ action, on, when = null, without = null }) => ({
      action,
      on,
      when,
      required: without === null,
      without,
    })),
  };
}

function rowsOf({ command, permissions }: CommandPermissions): readonly (readonly string[])[] {
  if (permissions.length === 0) return [[command, 'none', '', '', '']];
  return permissions.map(({ action, on, when = '', without = 'it fails' }) => [
    command,
    action,
    on,
    when,
    without,
  ]);
}

function textOf({ command, permissions }: CommandPermissions, style: Style, columns: number): string {
  if (permissions.length === 0) return `${style.bold(command)}\n  calls nothing\n`;
  const blocks = permissions.map(({ action, on, when, without }) => {
    const lines = [
      ...wrapped(`on ${on}${when === undefined ? '' : `; ${when}`}`, columns),
      ...(without === undefined ? [] : wrapped(`without it: ${without}`, columns)),
    ];
    return `  ${style.cyan(action)}\n${lines.map((line) => `      ${line}\n`).join('')}`;
  });
  return `${style.bold(command)}\n${blocks.join('')}`;
}

const indent = 6;

function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns - indent) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
