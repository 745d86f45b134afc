import { readComment } from './comment.ts';
import type { Complaint } from './complaint.ts';
import { addDirective } from './directive-set.ts';
import { type Directive, ruleOf } from './directive-table.ts';
import { complain, complainOfPending, type Reader } from './reader.ts';
import { misnamedSection, openSection } from './section.ts';

/** Takes in a comment line; `text` is what stands behind its `#`. */
export function readCommentLine(reader: Reader, text: string, line: number): void {
  const comment = readComment(text);
  switch (comment.kind) {
    case 'plain':
      return;
    case 'ciphertext':
      complain(reader, {
        line,
        message: 'the file holds ciphertext: it was exported with --no-decrypt, and cannot be seeded',
        hint: 'Export it again without --no-decrypt.',
      });
      return;
    case 'wrong':
      complain(reader, { line, message: comment.message, hint: comment.hint });
      if (comment.name === 'service') reader.section = misnamedSection(line);
      return;
    case 'directive':
      readDirective(reader, comment.directive, line);
  }
}

function readDirective(reader: Reader, directive: Directive, line: number): void {
  switch (ruleOf(directive.name).scope) {
    case 'header':
      beginSection(reader, directive.value, line);
      return;
    case 'key':
      complain(reader, addDirective(reader.pending, { directive, line }));
      return;
    case 'section':
      complain(reader, sectionDirective(reader, directive, line));
  }
}

function beginSection(reader: Reader, service: string, line: number): void {
  complainOfPending(reader, 'before the next section begins');
  if (!reader.options.sections) {
    complain(reader, {
      line,
      message: 'the line begins a section, but the path template has no {service}',
      hint: 'Take the line out, or use a path template with {service}.',
    });
    return;
  }
  reader.section = reader.sections.get(service) ?? openSection(service, line);
  reader.sections.set(service, reader.section);
}

function sectionDirective(reader: Reader, directive: Directive, line: number): Complaint | undefined {
  const { section } = reader;
  const hint = 'Put it directly below the "# service=" line.';
  switch (section.kind) {
    case 'misnamed':
      return undefined;
    case 'nowhere':
      return { line, message: `the directive "${directive.name}" stands before any section`, hint };
    case 'section':
      reader.sections.set(section.service, section);
      if (section.names.size === 0) return addDirective(section.said, { directive, line });
      return {
        line,
        message: `the directive "${directive.name}" stands below the first key of its section`,
        hint,
      };
  }
}
