import { describe, expect, it } from 'vitest';
import { complaints, read } from './read.ts';

describe('errors, with line and key', () => {
  it.each([
    ['A=1\n# service=s\nA=1', ['1 A stands before any section']],
    [
      '# section-secret=true\n# service=s\nA=1',
      ['1 - the directive "section-secret" stands before any section'],
    ],
    ['# service=s\nA=1\nB=1\nA=2', ['4 A is already there on line 2, in the same section']],
    [
      '# service=s\nA=1\n# service=t\nA=1\n# service=s\nA=1',
      ['6 A is already there on line 2, in the same section'],
    ],
    ['# service=s\nA=', ['2 A has a value that is empty; Parameter Store has no empty values']],
    ["# service=s\nA='' # x", ['2 A has a value that is empty; Parameter Store has no empty values']],
    ['# service=s\nA= # x', ['2 A has a value that is empty; Parameter Store has no empty values']],
    ['# service=s\nA=a{{b}}c', [expect.stringMatching(/^2 A has a value that holds {{…}}/)]],
    ['# service=s\nA="{{\n}}"', [expect.stringMatching(/^2 A has a value that holds {{…}}/)]],
    ['# service=s\nA=a\0b', ['2 A has a value that holds a NUL character']],
    ['# service=s\nA="x\nB=1', ['2 A has a value whose quote is not closed']],
    ["# service=s\nA='tis\nB=1", ['2 A has a value whose quote is not closed']],
    ['# service=s\nA=`x', ['2 A has a value whose quote is not closed']],
    ['# service=s\nA="x # y\nB=1', ['2 A has a value whose quote is not closed']],
    ['# service=s\nA="a"b', ['2 A has text behind its closing quote']],
    ['# service=s\nA="a" "b"', ['2 A has text behind its closing quote']],
    ["# service=s\nA='don't'", ['2 A has text behind its closing quote']],
    [
      '# service=s\nA="x\\"\nB=1\n# "\nC=1',
      ['2 A has a quoted value that could also end on an earlier line, at a quote behind a backslash'],
    ],
    [
      "# service=s\nA='x\\'\n# john's\n\n'",
      // dotenv, too, ends A on its own line here; what is left over is a line of its own.
      ['5 - the line is neither blank, nor a comment, nor an assignment'],
    ],
    ['# service=s\nA=\n"x"\nB=1', ['2 A has nothing behind its "=", and a value on a line below']],
    [
      '# service=s\nA=  \n\n  `x\nB=1\n`\nB=1',
      ['2 A has nothing behind its "=", and a value on a line below'],
    ],
    ['# service=s\nA=\n"x\nB=1', ['2 A has a value whose quote is not closed']],
    ['# service=s\nA=a#b', ['2 A has a value that would be cut short by a "#" with no blank before it']],
    ['# service=s\nA=#fff', ['2 A has a value that would be cut short by a "#" with no blank before it']],
    ['# service=s\nA=a#b # c', ['2 A has a value that would be cut short by a "#" with no blank before it']],
    ['# service=s\nA: 1', ['2 A is followed by a colon, where "=" belongs']],
    ['# service=s\nexport A:', ['2 A is followed by a colon, where "=" belongs']],
    ['# service=s\nA:\n1', [expect.stringMatching(/^2 A is followed/), expect.stringMatching(/^3 - /)]],
    ['# service=s\nA', ['2 - the line is neither blank, nor a comment, nor an assignment']],
    ['# service=s\nA:1', ['2 - the line is neither blank, nor a comment, nor an assignment']],
    ['# service=s\n; A', ['2 - the line is neither blank, nor a comment, nor an assignment']],
    ['# service=s\nexport\nA=1', ['2 - the line is neither blank, nor a comment, nor an assignment']],
    ['# service=s\nA B=1', [expect.stringMatching(/^2 - dotenv drops this line/)]],
    ['# service=s\nÄ=1', [expect.stringMatching(/^2 - dotenv drops this line/)]],
    ['# service=s\n=1', [expect.stringMatching(/^2 - dotenv drops this line/)]],
    ['# service=s\n__proto__=1', ['2 __proto__ is a key that dotenv drops']],
    ['# service=s\n#x\u2028B=1', [expect.stringMatching(/^2 - the line has an invisible line separator/)]],
    ['# service=s\n \u2029', [expect.stringMatching(/^2 - the line has an invisible line separator/)]],
    ['# service=s\nA=1\u2028', [expect.stringMatching(/^2 A has an invisible line separator/)]],
    ['# service=s\nA="1"\u2028B=2', [expect.stringMatching(/^2 A has an invisible/)]],
    ['# service=s\nA=\u2028"1"', [expect.stringMatching(/^2 A has an invisible line separator/)]],
    ['# service=s\nA="1" #\u2028', [expect.stringMatching(/^2 A has an invisible line separator/)]],
    ['# service=s\nA="1\n2\r3"', ['3 - the line has a carriage return that no line feed follows']],
    ['# service=s\n# secret=true', ['2 - the directive "secret" finds no key before the file ends']],
    [
      '# service=s\n# secret=true\n# tag:a=b\n# service=t\nA=1',
      [
        '2 - the directive "secret" finds no key before the next section begins',
        '3 - the directive "tag" finds no key before the next section begins',
      ],
    ],
    [
      '# service=s\nA=1\n# section-tag:a=b\nB=1',
      ['3 - the directive "section-tag" stands below the first key of its section'],
    ],
    [
      '# service=s\n# section-secret=true\n# section-key-id=a\n# section-key-id=b\nA=1',
      ['4 - the directive "section-key-id" says something else than on line 3'],
    ],
    [
      '# service=s\n# tag:a=1\n# tag:a=2\nA=1',
      ['3 - the directive "tag" says something else than on line 2'],
    ],
    [
      '# service=s\n# secret=false\nA=1 # secret=true',
      ['3 A the directive "secret" says something else than on line 2'],
    ],
    [
      '# service=s\nA=1 # secret=false',
      [expect.stringMatching(/^2 A has the directive "secret" at its line's end/)],
    ],
    ['# service=s\nA=1 # tag:a=b', [expect.stringMatching(/^2 A has the directive "tag" at its line's end/)]],
    [
      '# service=s\nA=1 # service=t',
      [expect.stringMatching(/^2 A has the directive "service" at its line's end/)],
    ],
    [
      '# service=s\nA="1" # secrte=true',
      [expect.stringMatching(/^2 A has a comment behind it: .* "secret", one letter off$/)],
    ],
    [
      '# service=s\nA=1 # secret=yes',
      [expect.stringMatching(/^2 A has a comment behind it: the directive "secret" has a value/)],
    ],
    ['# service=s\n# secret=yes\nA=1', ['2 - the directive "secret" has a value it does not know']],
    [
      '# service=s\n# secret=true\n# type=StringList\nA=1',
      [expect.stringMatching(/^4 A is marked as a secret and as a StringList/)],
    ],
    [
      '# service=s\n# section-secret=true\n# type=StringList\nA=1',
      [expect.stringMatching(/^4 A is marked as a secret/)],
    ],
    [
      '# service=s\n# key-id=alias/x\nA=1',
      [expect.stringMatching(/^3 A has a "# key-id=" but is not marked/)],
    ],
    ['# service=s\n# secret=false\n# key-id=alias/x\nA=1', [expect.stringMatching(/^4 A has a "# key-id="/)]],
    // A header that cannot be read is one error, and not one more for each key below it.
    [
      '# service=s\nA=1\n# service=a b\nA=1\nB=1',
      ['3 - the directive "service" has a value it does not know'],
    ],
    ['# servce=s\n# section-secret=true\nA=1', [expect.stringMatching(/^1 - .* "service", one letter off$/)]],
    // A directive above a line that cannot be read was meant for that line.
    ['# service=s\n# secret=true\nA: 1\nB=1', ['3 A is followed by a colon, where "=" belongs']],
    [
      '# ciphertext=true (written with --no-decrypt; cannot be seeded)\n# service=s\nA=AQIC',
      ['1 - the file holds ciphertext: it was exported with --no-decrypt, and cannot be seeded'],
    ],
  ])('%j', (text, expected) => {
    const file = read(text);
    expect(complaints(file)).toEqual(expected);
    for (const finding of file.findings) {
      expect(finding).toMatchObject({ severity: 'error', file: 'f.env', hint: expect.stringMatching(/\.$/) });
    }
  });

  it.each([
    ['between quotes', (text: string) => `"${text}"`],
    ['without quotes', (text: string) => ` ${text}  # x`],
  ])('tell a value that no tier takes, without reading it: %s', (_, write) => {
    const told = (length: number) => complaints(read(`# service=s\nA=${write('x'.repeat(length))}\n`));
    expect(told(16_384)).toEqual(['2 A has a value that is 16384 bytes; the Standard tier takes 4096']);
    expect(told(16_385)).toEqual(['2 A has a value of more than 8192 bytes, which no tier takes']);
  });

  it.each([
    ['a value of several lines', '# service=s\nA="1\n2\n\n3" # x\nB=\n', 6],
    ['a value that begins on a later line', '# service=s\nA=\n\n"1\n2"\nB=\n', 6],
    ['CRLF', '# service=s\r\nA="1\r\n2"\r\nB=\r\n', 4],
    ['lone carriage returns', '# service=s\rA=1\rB=\r', 3],
  ])('are on the right line below %s', (_, text, line) => {
    expect(read(text).findings.at(-1)).toMatchObject({ line, key: 'B' });
  });

  it('are told all at once, in the order of the file', () => {
    const text =
      'A=1\n# service=s\nA=1\nA=2\n\nB=\n# secret=yes\nC: x\n\nD=a#b\nnonsense\nE="x\n# secret=true\n';
    expect(read(text).findings.map(({ line, key }) => [line, key])).toEqual([
      [1, 'A'],
      [4, 'A'],
      [6, 'B'],
      [7, undefined],
      [8, 'C'],
      [10, 'D'],
      [11, undefined],
      [12, 'E'],
      [13, undefined],
    ]);
  });

  it('leave entries without a place, or with a doubtful key, out', () => {
    const file = read('A=1\n# service=s\nB=1\nB=2\n# service=a b\nC=1\n# service=t\nD="\nE=1\n');
    expect(file.entries.map(({ name }) => name)).toEqual(['B']);
  });
});

describe('bytes that are not UTF-8', () => {
  it('are an error on each line that has some', () => {
    const bytes = Uint8Array.from([...Buffer.from('# service=s\nA=1\nB='), 0xe9, 0x0a, 0x23, 0xff]);
    expect(complaints(read(bytes))).toEqual(['3 - the line is not UTF-8', '4 - the line is not UTF-8']);
  });

  it.each([
    ['little-endian', [0xff, 0xfe, 0x41, 0, 0x3d, 0]],
    ['big-endian', [0xfe, 0xff, 0, 0x41, 0, 0x3d]],
  ])('are one error for UTF-16, %s', (_, bytes) => {
    expect(complaints(read(Uint8Array.from(bytes)))).toEqual(['1 - the file is UTF-16, not UTF-8']);
  });
});

describe('keys that may be text of a broken value', () => {
  it.each([
    ['below a quote that is not closed', '# service=s\nPEM="-----BEGIN\nABC=\nabc==\n', [2]],
    ['below text behind a quote', '# service=s\nJSON="{"a": 1,\nABC=\n', [2]],
    ['in a value of several lines without quotes', '# service=s\nPEM=-----BEGIN\nc2Vj=\nMIIB\n', []],
    ['in a value that lost its quote to the one above', '# service=s\nA="x\nB="\nc2Vj=\nabc\n', []],
    ['in a value of several lines with a colon', '# service=s\nA=-----BEGIN\nProc-Type: 4\nabc=\n', []],
  ])('are not named: %s', (_, text, named) => {
    const { findings } = read(text);
    expect(findings.length).toBeGreaterThan(1);
    expect(findings.filter(({ key }) => key !== undefined).map(({ line }) => line)).toEqual(named);
  });
});
