import { printable } from '../core/printable.ts';
import type { Candidate } from './complete-candidates.ts';
import { type LastWord, quotedFor, unquoted } from './complete-line.ts';

export const completionShells = ['bash', 'zsh', 'fish'] as const;
export type CompletionShell = (typeof completionShells)[number];

/** What the shell is to offer: these words, or files or folders, which it knows better than we do. */
export type Reply =
  | { readonly kind: 'words'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'files' | 'folders' };

/** One candidate a line, so nothing that ends a line or steers a terminal may be in one. */
const unfit = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

function fitting(candidates: readonly Candidate[]): readonly Candidate[] {
  const words = new Map(candidates.map((candidate) => [candidate.word, candidate]));
  return [...words.values()].filter(({ word }) => word !== '' && !unfit.test(word));
}

/**
 * For zsh and fish, which quote by themselves: the kind, then `word TAB description` lines. Words that end with
 * a slash go on; both see that themselves.
 */
export function plainReply(reply: Reply): string {
  if (reply.kind !== 'words') return `${reply.kind}\n`;
  const lines = fitting(reply.candidates).map(
    ({ word, says = '' }) => `${word}\t${printable(says.replace(/\s+/g, ' '))}`,
  );
  return ['words', ...lines].map((line) => `${line}\n`).join('');
}

/**
 * For bash, which takes what it is given as it is: quoted, cut to what replaces `piece`, the end of the word
 * that readline takes for the word (what follows the last `:` or `=` or quote), with a space where the word is
 * whole.
 */
export function bashReply(reply: Reply, last: LastWord, piece: string): string {
  if (reply.kind !== 'words') return `${reply.kind}\n`;
  const kept = unquoted(last.raw.endsWith(piece) ? last.raw.slice(0, last.raw.length - piece.length) : '');
  const texts = fitting(reply.candidates).flatMap(({ word }) => {
    if (!word.startsWith(kept.text)) return [];
    const text = quotedFor(word.slice(kept.text.length), kept.quote);
    if (text === undefined) return [];
    // Readline closes an open quote, and a space before that would become a part of the word.
    return [`${text}${kept.quote !== '' || word.endsWith('/') ? '' : ' '}`];
  });
  return ['words', ...texts].map((line) => `${line}\n`).join('');
}
