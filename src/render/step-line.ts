import type { Change, PlanStep, TagEdit } from '../core/plan/step.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';
import { timeWords } from './time.ts';

/** One sign per kind of step, for the eye; the words beside it say the same without colour. */
const signs = {
  create: '+',
  update: '~',
  retag: '#',
  delete: '-',
  keep: '=',
  refuse: '!',
  unknown: '?',
} as const;

export function stepSign(step: PlanStep, style: Style): string {
  const sign = signs[step.kind];
  switch (step.kind) {
    case 'create':
      return style.green(sign);
    case 'update':
    case 'retag':
      return style.yellow(sign);
    case 'delete':
    case 'refuse':
      return style.red(sign);
    case 'keep':
    case 'unknown':
      return style.dim(sign);
  }
}

/** What a step does, in words, without the name: `update v3 → v4: value, type String → SecureString`. */
export function stepWords(step: PlanStep): string {
  return printable(wordsOf(step));
}

function wordsOf(step: PlanStep): string {
  switch (step.kind) {
    case 'create': {
      const tags = step.put.tags?.length ?? 0;
      return ['create', step.put.type, keyWords(step.put.keyId), tags > 0 ? plural(tags, 'tag') : '']
        .filter((word) => word !== '')
        .join(', ')
        .replace(', ', ' ');
    }
    case 'update': {
      const words = step.changes.map(changeWords);
      if (step.tags) words.push(tagWords(step.tags));
      return `update v${step.fromVersion} → v${step.fromVersion + 1}: ${words.join(', ')}`;
    }
    case 'retag':
      return `retag: ${tagWords(step.tags)}`;
    case 'delete':
      return `delete ${step.type}, v${step.fromVersion}${step.lastModified ? `, modified ${timeWords(step.lastModified)}` : ''}`;
    case 'keep':
      return step.version === undefined ? 'keep' : `keep v${step.version}, ${step.type}`;
    case 'refuse':
      return `refused: ${step.reason}`;
    case 'unknown':
      return `state unknown${step.type ? `, ${step.type}` : ''}`;
  }
}

export function changeWords(change: Change): string {
  switch (change.field) {
    case 'value':
      return change.because === 'unknown' ? 'value (live value unknown)' : 'value';
    case 'type':
    case 'tier':
    case 'key':
      return `${change.field}: ${change.from} → ${change.to}`;
    case 'dataType':
      return `data type: ${change.from} → ${change.to}`;
    case 'allowedPattern':
      return 'allowed pattern';
    case 'description':
    case 'policies':
      return change.field;
  }
}

function tagWords(edit: TagEdit): string {
  const words: string[] = [];
  if (edit.set.length > 0)
    words.push(`${plural(edit.set.length, 'tag')} set${edit.unread ? ' (live tags unknown)' : ''}`);
  if (edit.remove.length > 0) words.push(`${plural(edit.remove.length, 'tag')} removed`);
  return words.join(', ');
}

function keyWords(keyId: string | undefined): string {
  return keyId === undefined ? '' : `key ${keyId}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
