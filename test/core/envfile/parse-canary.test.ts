import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

// Word characters only, so that it could pass for a key.
const canary = 'cAnaRy7';

const near = fc.string({
  unit: fc.constantFrom('a', '1', ' ', '/', '@', '#', '=', '\\', "'", '"', '`', '{{', '}}'),
  maxLength: 4,
});
const oneLine = fc.tuple(near, near).map(([before, after]) => `${before}${canary}${after}`);
/** Lines as only text between quotes has them. */
const inner = fc.constantFrom(
  canary,
  `${canary}=`,
  `${canary}=1`,
  `export ${canary}=`,
  `${canary}: x`,
  `# service=${canary}`,
  `# secret=${canary}`,
  `${canary} ${canary}`,
  '',
  'x',
  '{{',
  '}}',
);
const manyLines = fc.array(inner, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n'));
const quote = fc.constantFrom('"', "'", '`');
const key = fc.constantFrom('A', 'B', 'C', 'lower');

const valid = fc.oneof(
  fc.tuple(key, oneLine).map(([k, v]) => `${k}=${v}`),
  fc.tuple(key, quote, manyLines).map(([k, q, v]) => `${k}=${q}${v}${q}`),
  fc.tuple(key, quote, oneLine).map(([k, q, v]) => `${k}=${q}${v}${q} # ${canary}`),
  fc.constantFrom(
    `# ${canary}`,
    `# ${canary}=1`,
    `# description=${canary}`,
    `# tag:Owner=${canary}`,
    `# tag:${canary}=x`,
  ),
  fc.constantFrom('', '# secret=true', '# type=StringList', '# key-id=alias/x', 'A=', '# service=t'),
);
const broken = fc.oneof(
  fc.tuple(key, quote, manyLines).map(([k, q, v]) => `${k}=${q}${v}`),
  fc.tuple(key, quote, manyLines).map(([k, q, v]) => `${k}=${q}${v}\\${q}`),
  fc.tuple(key, quote, manyLines).map(([k, q, v]) => `${k}=${q}${v}${q} ${canary}`),
  fc.tuple(key, quote, manyLines).map(([k, q, v]) => `${k}=\n${q}${v}${q}`),
  // Without its first quote; a line `canary=` would be a key here, by the grammar and for anyone.
  fc.tuple(key, quote).map(([k, q]) => `${k}=x\n${canary}\n${canary} y${q}`),
  fc.constantFrom(
    canary,
    `postgres://user:${canary}@host/db?x=${canary}`,
    `${canary} = ${canary} = 1`.replace(canary, `${canary} ${canary}`),
    `A: ${canary}`,
    `A=x#${canary}`,
    `A=#${canary}`,
    `A={{${canary}}}`,
    `A=${canary.repeat(700)}`,
    `A="${canary.repeat(3000)}"`,
    `A=${canary}\u2028${canary}=`,
    `A="${canary}\r${canary}"`,
    `__proto__=${canary}`,
    `A=1 # secret=${canary}`,
    `A=1 # type=${canary}`,
    `A=1 # description=${canary}`,
    `# secret=${canary}`,
    `# secret: ${canary}`,
    `# SECRET=${canary}`,
    `# secrte=${canary}`,
    `# service=${canary} ${canary}`,
    `# service: ${canary}`,
    `# type=${canary}`,
    `# tier=${canary}`,
    `# key-id=${canary} x`,
    `# key=${canary}%`,
    `# description=${canary.repeat(200)}`,
    `# tag=${canary}`,
    `# tag:${canary}=a{b`,
    `# tag:Owner=${canary}{`,
    `# tag:Owner=x\n# tag:Owner=${canary}`,
    `# tags:Owner=${canary}`,
    `# section-secret=${canary}`,
    `# section-tag:Owner=${canary}{`,
    `# section-key-id=${canary} x`,
    `# ciphertext=true ${canary}`,
  ),
);

const files = fc
  .tuple(
    fc.constantFrom('', '# service=s\n'),
    fc.array(fc.oneof({ weight: 2, arbitrary: valid }, broken), { maxLength: 8 }),
    fc.constantFrom('\n', '\r\n', '\n\n'),
  )
  .map(([head, lines, end]) => `${head}${lines.join(end)}`);

describe('a value', () => {
  it('never reaches a finding', () => {
    let findings = 0;
    fc.assert(
      fc.property(files, fc.boolean(), fc.nat(), (content, garble, at) => {
        const bytes = new TextEncoder().encode(content);
        if (garble && bytes.length > 0) bytes[at % bytes.length] = 0xff;
        const file = read(bytes, { skipEmpty: at % 2 === 0 });
        findings += file.findings.length;
        expect(JSON.stringify(file.findings)).not.toContain(canary);
      }),
      { numRuns: 8000 },
    );
    expect(findings).toBeGreaterThan(10_000);
  });
});
