import { describe, expect, it } from 'vitest';
import { assignments, complaints, read } from './read.ts';

/** What the directives above the only key of a file make of it. */
function entryOf(directives: string, options = {}) {
  const file = read(`# service=s\n${directives}\nK=v\n`, options);
  expect(file.findings).toEqual([]);
  const [entry] = file.entries;
  if (!entry) throw new Error('no entry');
  return entry;
}

describe('sections', () => {
  it('last until the next header, and go on where a service is named again', () => {
    const file = read(
      '# service=a\n# section-secret=true\nX=1\n\n# Service = b\nX=2\n#service=a\nY=3\n# service=empty\n',
    );
    expect(file.findings).toEqual([]);
    expect(file.sections).toEqual([
      { service: 'a', tags: [], line: 1 },
      { service: 'b', tags: [], line: 5 },
      { service: 'empty', tags: [], line: 9 },
    ]);
    expect(assignments(file)).toEqual(['a/X=1', 'b/X=2', 'a/Y=3']);
    expect(file.entries.map(({ type, line }) => [type, line])).toEqual([
      ['SecureString', 3],
      [undefined, 6],
      ['SecureString', 8],
    ]);
  });

  it('begin with the default service, which a header may name again', () => {
    const file = read('A=1\n# service=b\nB=1\n# service=d\nC=1\n', { defaultService: 'd' });
    expect(assignments(file)).toEqual(['d/A=1', 'b/B=1', 'd/C=1']);
    expect(file.sections.map(({ service, line }) => [service, line])).toEqual([
      ['d', 1],
      ['b', 2],
    ]);
  });

  it('do not list a default service that has nothing', () => {
    expect(read('# service=b\nB=1\n', { defaultService: 'd' }).sections).toHaveLength(1);
  });

  it('are not needed, and not allowed, where the path template has no {service}', () => {
    const file = read('# section-tag:Owner=x\nA=1\n', { sections: false });
    expect(file.findings).toEqual([]);
    expect(assignments(file)).toEqual(['/A=1']);
    expect(file.sections).toEqual([{ service: undefined, tags: [{ Key: 'Owner', Value: 'x' }], line: 1 }]);
    expect(complaints(read('A=1\n# service=a\nB=1\n', { sections: false }))).toEqual([
      '2 - the line begins a section, but the path template has no {service}',
    ]);
  });

  it('take their directives before their first key', () => {
    const file = read(
      '# service=a\n# section-tag:Owner=x\n# section-key-id=alias/s\n# section-secret=true\nA=1\n# key-id=alias/k\nB=1\n# secret=false\nC=1\n',
    );
    expect(file.findings).toEqual([]);
    expect(file.sections[0]?.tags).toEqual([{ Key: 'Owner', Value: 'x' }]);
    expect(file.entries.map(({ type, keyId, plaintextAllowed }) => [type, keyId, plaintextAllowed])).toEqual([
      ['SecureString', 'alias/s', false],
      ['SecureString', 'alias/k', false],
      [undefined, undefined, true],
    ]);
  });
});

describe('one-shot directives', () => {
  it.each([
    ['', {}],
    ['# secret=true', { type: 'SecureString' }],
    ['# secret=true\n# secret=true', { type: 'SecureString' }],
    ['# secret=false', { type: undefined, plaintextAllowed: true }],
    ['# type=StringList', { type: 'StringList' }],
    ['# secret=false\n# type=StringList', { type: 'StringList', plaintextAllowed: true }],
    ['# tier=Intelligent-Tiering', { tier: 'Intelligent-Tiering' }],
    ['# key=database/host', { key: 'database/host' }],
    ['# description=a b', { description: 'a b' }],
    ['# secret=true\n# key-id=alias/x', { type: 'SecureString', keyId: 'alias/x' }],
    [
      '# tag:B=2\n# tag:A=1',
      {
        tags: [
          { Key: 'B', Value: '2' },
          { Key: 'A', Value: '1' },
        ],
      },
    ],
    ['  # secret=true\n\n# other\n## secret=false\n#', { type: 'SecureString' }],
  ])('%j', (directives, said) => {
    const silent = {
      type: undefined,
      plaintextAllowed: false,
      tier: undefined,
      keyId: undefined,
      key: undefined,
      description: undefined,
      tags: [],
    };
    expect(entryOf(directives)).toMatchObject({ ...silent, ...said, name: 'K', service: 's' });
  });

  it('are for the next key only', () => {
    const file = read('# service=s\n# secret=true\n# tag:a=b\nA=1\nB=2\n');
    expect(file.entries.map(({ type, tags }) => [type, tags.length])).toEqual([
      ['SecureString', 1],
      [undefined, 0],
    ]);
  });

  it('mark a key at the end of its line', () => {
    const file = read(
      '# service=s\nA=1 # secret=true\nB="x # secret=true"\nC="x\ny"#Secret = true\nD= e  #secret=true\nE=1 ## secret=true\n',
    );
    expect(file.findings).toEqual([]);
    expect(file.entries.map(({ type }) => type === 'SecureString')).toEqual([true, false, true, true, false]);
    expect(assignments(file)).toEqual(['s/A=1', 's/B=x # secret=true', 's/C=x\ny', 's/D=e', 's/E=1']);
  });

  it('let --all-secret stand for secret=true', () => {
    expect(entryOf('# key-id=alias/x', { allSecret: true })).toMatchObject({ keyId: 'alias/x' });
  });
});

describe('values', () => {
  it.each([
    ['A=1', '1'],
    ['A = 1 ', '1'],
    ['\tA\t=\t1', '1'],
    ['export A=1', '1'],
    ['export\tA=1', '1'],
    ['A=a b', 'a b'],
    ['A==b=', '=b='],
    ['A=a #b', 'a'],
    ['A=a #b#c', 'a'],
    ["A='a # b' # c", 'a # b'],
    ['A="a\\nb\\rc"', 'a\nb\rc'],
    ["A='a\\nb'", 'a\\nb'],
    ['A=`a"\'b`', 'a"\'b'],
    ['A="a\\"b"', 'a\\"b'],
    ["A='C:\\dir\\'", 'C:\\dir\\'],
    ['A="a\\" # b"', 'a\\" # b'],
    ['A="{\n  \\"a\\": \\"b\\"\n}"', '{\n  \\"a\\": \\"b\\"\n}'],
    ['A=a"b\'c # "', 'a"b\'c'],
    ['A="  "', '  '],
    ['A="x\u2028y"', 'x\u2028y'],
    [
      'A="a\n# service=x\n# secret=true\n# secrte=true\nB=1\n\n"',
      'a\n# service=x\n# secret=true\n# secrte=true\nB=1\n\n',
    ],
    ['A="a\r\nb"\r', 'a\nb'],
    ['A={{', '{{'],
    ['A=}}{{', '}}{{'],
  ])('%j', (line, value) => {
    const file = read(`# service=s\r\n${line}\nLAST=1`);
    expect(complaints(file)).toEqual([]);
    expect(assignments(file)).toEqual([`s/A=${value}`, 's/LAST=1']);
  });

  it('take keys as dotenv does', () => {
    const file = read('# service=s\na.b-c=1\n1=2\n-=3\nconstructor=4\nexport =5\n');
    expect(assignments(file)).toEqual(['s/a.b-c=1', 's/1=2', 's/-=3', 's/constructor=4', 's/export=5']);
  });

  it('may come behind a BOM, with CRLF, without a last line end', () => {
    const bytes = new TextEncoder().encode('\ufeff# service=s\r\n\r\n# secret=true\r\nA=1\r\nB=2');
    expect(assignments(read(bytes))).toEqual(['s/A=1', 's/B=2']);
    expect(read(bytes).entries[0]).toMatchObject({ type: 'SecureString', line: 4 });
  });

  it('are printed as nothing', () => {
    expect(JSON.stringify(read('# service=s\nA=hunter2\n'))).not.toContain('hunter2');
  });

  it('may be empty with skipEmpty, which uses up directives and the place in the section', () => {
    const file = read('# service=s\n# secret=true\n# key=a/b\nA=\nB="" # none\nC=1\n', { skipEmpty: true });
    expect(complaints(file)).toEqual([]);
    expect(file.skippedEmpty).toEqual([
      { service: 's', name: 'A', key: 'a/b' },
      { service: 's', name: 'B', key: undefined },
    ]);
    expect(file.entries.map(({ name, type }) => [name, type])).toEqual([['C', undefined]]);
    expect(complaints(read('# service=s\nA=\nA=1\n', { skipEmpty: true }))).toHaveLength(1);
  });

  it.each(['', '\n', '# only a comment', '\ufeff'])('may be none at all: %j', (text) => {
    expect(read(text)).toEqual({ sections: [], entries: [], skippedEmpty: [], findings: [] });
  });

  it.each([
    ['', 4096],
    ['# tier=Standard\n', 4096],
    ['# tier=Advanced\n', 8192],
    ['# tier=Intelligent-Tiering\n', 8192],
  ])('may fill their tier: %j', (tier, limit) => {
    const file = (value: string) => complaints(read(`# service=s\n${tier}A="${value}"\n`));
    expect(file('é'.repeat(limit / 2))).toEqual([]);
    expect(file(`${'é'.repeat(limit / 2)}x`)).toHaveLength(1);
    expect(file('\\n'.repeat(limit))).toEqual([]);
  });
});
