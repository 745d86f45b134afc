import type { Secret } from '../../core/secret/secret.ts';

/** One assignment to be written. */
export interface ExportEntry {
  /** The env name, `[A-Za-z_][A-Za-z0-9_]*`: see env-name.ts. */
  readonly name: string;
  /** The parameter's full name, for messages. */
  readonly parameter: string;
  /** The parameter's ARN; only formats of references need it. */
  readonly arn?: string | undefined;
  readonly value: Secret;
  /** A SecureString: always quoted. */
  readonly secret: boolean;
  /** Complete directive lines that belong above the assignment: `# secret=true`. */
  readonly comments: readonly string[];
}

export interface ExportSection {
  /** Undefined only where the path template has no {service}; then no section line is written. */
  readonly service?: string | undefined;
  readonly entries: readonly ExportEntry[];
}

/** Everything a dialect writes; formats without comments leave header and comments out. */
export interface ExportDocument {
  /** Comment texts without the leading `# `. */
  readonly header: readonly string[];
  readonly sections: readonly ExportSection[];
}

/** Sections by service, entries by name, in code unit order: a reproducible file whatever AWS's order was. */
export function sorted(document: ExportDocument): ExportDocument {
  return {
    header: document.header,
    sections: document.sections
      .map((section) => ({
        ...section,
        entries: section.entries.toSorted((a, b) => compare(a.name, b.name)),
      }))
      .sort((a, b) => compare(a.service ?? '', b.service ?? '')),
  };
}

/** All entries by name, for formats without sections. */
export function flat(document: ExportDocument): readonly ExportEntry[] {
  return document.sections.flatMap((section) => section.entries).sort((a, b) => compare(a.name, b.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
