import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotenvAssignments } from './dotenv-oracle.ts';
import { assignments, read } from './read.ts';

const name = fc.constantFrom('A', 'B', 'C', 'a.b', 'x-y', '_1');
const text = fc.string({
  unit: fc.constantFrom(
    ...'abc \t=:#\\"\'`{}',
    '\n',
    '\r\n',
    '\\n',
    'A=',
    '\n# service=t\n',
    '# secret=true',
    '\u2028',
    'é',
  ),
  maxLength: 10,
});
const quoted = fc
  .tuple(fc.constantFrom('"', "'", '`'), text)
  .map(([quote, value]) => `${quote}${value}${quote}`);
const value = fc.oneof(quoted, text, fc.stringMatching(/^[\w./:@-]{1,12}$/));
const assignment = fc
  .tuple(
    fc.constantFrom('', 'export ', '  '),
    name,
    fc.constantFrom('=', ' = ', '= ', ': '),
    value,
    fc.constantFrom('', ' # x', ' # secret=true', '#x'),
  )
  .map((parts) => parts.join(''));
const directive = fc.constantFrom(
  '# service=a',
  '#Service = b',
  '# secret=true',
  '# secret=false',
  '# type=StringList',
  '# tier=Advanced',
  '# key=a/b',
  '# description=x "y" \'z',
  '# tag:Owner=x',
  '# section-secret=true',
  '# section-tag:Owner=x',
  '# secrte=true',
  '## secret=true',
  "# it's a comment",
  '',
  ' ',
);
const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n');

const fromGrammar = fc
  .array(fc.tuple(fc.oneof({ weight: 3, arbitrary: assignment }, directive), lineEnd), { maxLength: 10 })
  .map((lines) => `# service=s\n${lines.flat().join('')}`);

/** Pieces of the grammar in any order: what no generator of lines would think of. */
const fromPieces = fc
  .array(
    fc.constantFrom(
      ...[
        'A',
        'B',
        '=',
        'A=',
        '\nA=',
        '\nB=',
        '"',
        "'",
        '`',
        '\\',
        '#',
        ' ',
        ' #',
        '\n',
        '\n',
        '\r\n',
        '\u2028',
        '\ufeff',
      ],
      ...[
        'export ',
        '="',
        "='",
        '""',
        ':',
        '.',
        '-',
        '\t',
        '\\n',
        '\n# service=a\n',
        '\n# service=b\n',
        '{{',
        '}}',
      ],
    ),
    { maxLength: 14 },
  )
  .map((pieces) => `# service=s\n${pieces.join('')}`);

describe('generated files', () => {
  it.each([
    ['from the grammar', fromGrammar, 6000],
    ['from pieces of it', fromPieces, 20_000],
  ] as const)('are read as dotenv reads them, or refused with a place: %s', (_, files, numRuns) => {
    let accepted = 0;
    fc.assert(
      fc.property(files, (content) => {
        const file = read(content, { skipEmpty: true });
        const lines = content.split(/\r\n?|\n/).length;
        for (const { line, message, hint } of file.findings) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines);
          expect(hint).toBeDefined();
          // The cross-check is for what nobody thought of: statements are found exactly.
          expect(message).not.toMatch(/differently by dotenv|only dotenv sees/);
        }
        if (file.findings.length > 0) return;
        accepted += 1;
        const empty = file.skippedEmpty.map(({ service, name: key }) => `${service}/${key}=`);
        expect([...assignments(file), ...empty].sort()).toEqual([...dotenvAssignments(content)].sort());
      }),
      { numRuns },
    );
    expect(accepted).toBeGreaterThan(numRuns / 50);
  });
});
