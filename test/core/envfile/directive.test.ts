import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDirective } from '../../../src/core/envfile/directive.ts';
import { read } from './read.ts';

describe('formatDirective', () => {
  it.each([
    ['service', 'postgres', '# service=postgres'],
    ['secret', 'true', '# secret=true'],
    ['secret', 'false', '# secret=false'],
    ['type', 'StringList', '# type=StringList'],
    ['tier', 'Advanced', '# tier=Advanced'],
    ['key', 'a.b', '# key=a.b'],
    ['key-id', 'alias/ssm-prod', '# key-id=alias/ssm-prod'],
    ['description', 'of # it', '# description=of # it'],
    ['tag:Owner', 'team', '# tag:Owner=team'],
    ['tag:Owner', '', '# tag:Owner='],
    ['section-secret', 'true', '# section-secret=true'],
    ['section-tag:Owner', 'team', '# section-tag:Owner=team'],
    ['section-key-id', 'alias/x', '# section-key-id=alias/x'],
  ])('%s, %j', (name, value, line) => {
    expect(formatDirective(name, value)).toBe(line);
  });

  it.each([
    ['secret', 'yes'],
    ['Secret', 'true'],
    ['nonsense', 'x'],
    ['tag', 'x'],
    ['tag:', 'x'],
    ['tag:a=b', 'x'],
    ['tag: Owner', 'x'],
    ['tag:Owner', ' x'],
    ['tag:Owner\n', 'x'],
    ['tag:Owner', 'x{y'],
    ['type', 'String'],
    ['key', 'a b'],
    ['description', ''],
    ['description', ' x'],
    ['description', 'x '],
    ['description', 'x\ny'],
    ['description', 'x\ry'],
    ['description', 'x\ty'],
    ['description', 'x\0'],
    ['description', 'x\u0085y'],
    ['description', 'x\u2028y'],
    ['description', 'x\u2029y'],
    ['description', 'x\ud800y'],
    ['description', 'x'.repeat(1025)],
    ['secret=true\n#key', 'x'],
  ])('nothing for %j, %j', (name, value) => {
    expect(formatDirective(name, value)).toBeUndefined();
  });

  it('writes only what is read back exactly', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom('a', 'B', ' ', '#', '=', ':', '"', "'", '\\', '\n', '\u2028', '\ufeff'),
        maxLength: 8,
      }),
    );
    let written = 0;
    fc.assert(
      fc.property(text, text, (key, value) => {
        const description = formatDirective('description', value);
        const tag = formatDirective(`tag:${key}`, value);
        const lines = [description, tag].filter((line) => line !== undefined);
        written += lines.length;
        const { entries, findings } = read(`# service=s\n${lines.join('\n')}\nA=1\n`);
        expect(findings).toEqual([]);
        expect(entries[0]?.description).toBe(description === undefined ? undefined : value);
        expect(entries[0]?.tags).toEqual(tag === undefined ? [] : [{ Key: key, Value: value }]);
      }),
      { numRuns: 2000 },
    );
    expect(written).toBeGreaterThan(500);
  });
});
