import { locate, mayName, noDamage } from './complaint.ts';
import { decodeEnvFile } from './decode.ts';
import { differenceFromDotenv } from './dotenv-reading.ts';
import type { EnvFile, EnvFileOptions } from './env-file.ts';
import { breaksQuotes, lineComplaint } from './fault.ts';
import { readAssignment } from './read-assignment.ts';
import { readCommentLine } from './read-comment.ts';
import { complain, complainOfPending, markDamage, type Reader } from './reader.ts';
import { asEnvSection, firstSection } from './section.ts';
import { scanStatements } from './statement.ts';

/**
 * Reads an env file with sections and directives (docs: "Env files"). Never throws: everything that is wrong
 * stands in `findings`, all of it an error, and none of it holds a part of a value. When there is one, the
 * entries are there only to be judged further, and those whose key may be text of a value are left out.
 */
export function parseEnvFile(bytes: Uint8Array, options: EnvFileOptions): EnvFile {
  const { text, complaints } = decodeEnvFile(bytes);
  const reader: Reader = {
    options,
    complaints: [...complaints],
    sections: new Map(),
    entries: [],
    skipped: [],
    statements: [],
    section: firstSection(options),
    pending: new Map(),
    damage: { ...noDamage, broken: complaints.length > 0 },
  };
  const lines = readPieces(reader, text);
  complainOfPending(reader, 'before the file ends');
  if (reader.complaints.length === 0) complain(reader, differenceFromDotenv(lines, reader.statements));
  const damage = reader.complaints.length === 0 ? noDamage : reader.damage;
  return {
    sections: [...reader.sections.values()].filter(({ line }) => line <= damage.quoteLine).map(asEnvSection),
    entries: reader.entries.filter(({ name, line }) => mayName(name, line, damage)),
    skippedEmpty: reader.skipped,
    findings: locate(reader.complaints, options.file, damage),
  };
}

/** Gives back the lines that are not blank, for the cross-check. */
function readPieces(reader: Reader, text: string): readonly string[] {
  const lines: string[] = [];
  for (const piece of scanStatements(text)) {
    if (piece.kind === 'comment') lines.push(`#${piece.text}`);
    if (piece.kind === 'assignment') lines.push(piece.source);
    if (piece.kind === 'assignment') {
      readAssignment(reader, piece);
      if (piece.doubtful || breaksQuotes(piece.fault)) markDamage(reader, piece.line);
      continue;
    }
    complain(reader, lineComplaint(piece));
    if (piece.kind === 'comment') readCommentLine(reader, piece.text, piece.line);
    if (piece.kind !== 'stray' && piece.kind !== 'coloned') continue;
    // It stands where the key should: directives above it are not for the key below it.
    reader.pending = new Map();
    markDamage(reader);
  }
  return lines;
}
