import { Secret } from '../secret/secret.ts';
import { readComment } from './comment.ts';
import type { Complaint } from './complaint.ts';
import { addDirective, type DirectiveSet } from './directive-set.ts';
import { ruleOf } from './directive-table.ts';
import { readStatement } from './dotenv-reading.ts';
import { judgeEntry, valueComplaint } from './entry.ts';
import { faultComplaint } from './fault.ts';
import { complain, type Reader } from './reader.ts';
import type { Assignment } from './statement.ts';

const nothing = new Secret('');

/** Takes in an assignment, with the directives that wait for it and the one at its line's end. */
export function readAssignment(reader: Reader, piece: Assignment): void {
  const { options, section, pending: said } = reader;
  const { name, line, fault } = piece;
  reader.pending = new Map();
  if (section.kind === 'nowhere') {
    complain(reader, {
      line,
      key: name,
      message: 'stands before any section',
      hint: 'Write "# service=<name>" above it, or give --default-service.',
    });
  }
  if (section.kind === 'section') reader.sections.set(section.service, section);
  const before = section.names.get(name);
  if (before === undefined) section.names.set(name, line);
  else
    complain(reader, {
      line,
      key: name,
      message: `is already there on line ${before}, in the same section`,
      hint: 'Keep one of the two.',
    });
  complain(reader, readLineEnd(said, piece));
  if (fault) {
    complain(reader, faultComplaint(fault, line, name));
    return;
  }
  const value = readStatement(piece.source, name);
  if (!value) {
    complain(reader, {
      line,
      key: name,
      message: 'is a key that dotenv drops',
      hint: 'Give it another name.',
    });
    return;
  }
  reader.statements.push({ name, value, line });
  const { entry, complaints } = judgeEntry(piece, value, said, section, options.allSecret === true);
  reader.complaints.push(...complaints);
  if (options.skipEmpty && value.equals(nothing)) {
    reader.skipped.push({ service: entry.service, name, key: entry.key });
    return;
  }
  complain(reader, valueComplaint(entry));
  // One that has no place of its own would only be complained of again, by whoever gives it its full name.
  if (section.kind === 'section' && before === undefined) reader.entries.push(entry);
}

/** `KEY=value # secret=true` marks that key; nothing else may be said there. */
function readLineEnd(said: DirectiveSet, { name, line, comment }: Assignment): Complaint | undefined {
  const read = readComment(comment ?? '');
  switch (read.kind) {
    case 'plain':
    case 'ciphertext':
      return undefined;
    case 'wrong':
      return { line, key: name, message: `has a comment behind it: ${read.message}`, hint: read.hint };
    case 'directive': {
      const { directive } = read;
      if (ruleOf(directive.name).lineEnd === directive.value) {
        const contradiction = addDirective(said, { directive, line });
        return contradiction && { ...contradiction, key: name };
      }
      return {
        line,
        key: name,
        message: `has the directive "${directive.name}" at its line's end, where only "# secret=true" may stand`,
        hint: 'Put it on a line of its own, above the key.',
      };
    }
  }
}
