import type { Complaint, Damage } from './complaint.ts';
import type { DirectiveSet } from './directive-set.ts';
import type { ReadStatement } from './dotenv-reading.ts';
import type { EnvEntry, EnvFileOptions, SkippedKey } from './env-file.ts';
import type { OpenSection } from './section.ts';

/** What is known at one point of the file. */
export interface Reader {
  readonly options: EnvFileOptions;
  readonly complaints: Complaint[];
  /** Those with a header, a key or a directive, by service, in the order in which they begin. */
  readonly sections: Map<string | undefined, OpenSection>;
  readonly entries: EnvEntry[];
  readonly skipped: SkippedKey[];
  readonly statements: ReadStatement[];
  section: OpenSection;
  /** One-shot directives that wait for the next key. */
  pending: DirectiveSet;
  damage: Damage;
}

export function complain({ complaints }: Reader, complaint: Complaint | undefined): void {
  if (complaint) complaints.push(complaint);
}

export function complainOfPending(reader: Reader, when: string): void {
  for (const { directive, line } of reader.pending.values()) {
    complain(reader, {
      line,
      message: `the directive "${directive.name}" finds no key ${when}`,
      hint: 'Put it directly above its key.',
    });
  }
  reader.pending = new Map();
}

/** Text of a value may stand where a key should: see Damage. `quoteLine` is that of a quote left open. */
export function markDamage(reader: Reader, quoteLine = Number.POSITIVE_INFINITY): void {
  reader.damage = { broken: true, quoteLine: Math.min(reader.damage.quoteLine, quoteLine) };
}
