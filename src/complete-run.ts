import { whatIsWanted } from './cli/complete-candidates.ts';
import { type LastWord, splitLine, unquoted } from './cli/complete-line.ts';
import { findPlace } from './cli/complete-place.ts';
import { bashReply, plainReply, type Reply } from './cli/complete-reply.ts';
import { subcommandOf } from './cli/old-names.ts';
import { makeProgram } from './cli/program.ts';
import { completeValue } from './commands/completion-values.ts';
import { groups, registry } from './commands/registry.ts';
import { completionSources } from './completion-sources.ts';
import type { Host } from './host.ts';
import { version } from './version.ts';

/** The first argument of what the scripts of `ssmkit completion` call. It is in no help: its form is theirs. */
export const completeWord = '__complete';

/** Milliseconds until the shell has its prompt back, whatever hangs; names are given up a little before. */
const patience = 1_900;
const namesPatience = 1_600;
/** Otherwise bash would offer files. */
const nothing = plainReply({ kind: 'words', candidates: [] });

/**
 * `__complete bash LINE PIECE` with the line as far as the cursor and what readline takes for its last word;
 * `__complete zsh|fish WORD…` with the words as far as the cursor, the program's name first. Prints what to
 * offer. Never fails and says nothing on stderr: it speaks into somebody's prompt.
 */
export async function answerCompletion(host: Host): Promise<void> {
  const timer = new AbortController();
  const names = new AbortController();
  const after = (ms: number) => host.clock.sleep(ms, timer.signal).catch(() => undefined);
  const given = after(namesPatience).then(() => names.abort());
  const late = after(patience).then(() => nothing);
  const text = await Promise.race([answer(host, names.signal).catch(() => nothing), late]);
  const hangs = names.signal.aborted;
  timer.abort();
  host.stdout.write(text);
  if (hangs) await leave(host);
  await given;
}

/**
 * Ends the process although a look-up of a name in the DNS, say, holds on to it: such a thing cannot be called
 * off, and the end of a process waits for it. Where Node cannot do this, the shell waits.
 */
async function leave({ execve, releaseStreams }: Host): Promise<void> {
  await releaseStreams?.();
  execve?.('/bin/sh', ['sh', '-c', ':'], {});
}

async function answer(host: Host, over: AbortSignal): Promise<string> {
  const [, shell, ...rest] = host.args;
  if (shell === 'bash') {
    const [line = '', piece = ''] = rest;
    const { words, last, redirected } = splitLine(line);
    const reply: Reply = redirected ? { kind: 'files' } : await complete(host, words, last, over);
    return bashReply(reply, last, piece);
  }
  if (shell !== 'zsh' && shell !== 'fish') return '';
  const typed = rest.at(-1) ?? '';
  // zsh has taken the quotes off; fish shows the word as it stands.
  const last: LastWord = shell === 'fish' ? unquoted(typed) : { raw: typed, text: typed, quote: '' };
  return plainReply(await complete(host, rest.slice(0, -1), last, over));
}

async function complete(
  host: Host,
  [calledAs = '', ...before]: readonly string[],
  { text }: LastWord,
  over: AbortSignal,
): Promise<Reply> {
  const subcommand = subcommandOf(calledAs);
  const words = subcommand === undefined ? before : [subcommand, ...before];
  const program = makeProgram({
    ...{ args: words, registry, groups, version, columns: 80, colors: false },
    out: () => {},
    err: () => {},
    onCommand: () => {},
  });
  const place = findPlace(program, words);
  const wanted = whatIsWanted(place, text);
  if (wanted.kind === 'words') return wanted;
  return await completeValue(wanted, place, () => completionSources(host, place, over));
}
