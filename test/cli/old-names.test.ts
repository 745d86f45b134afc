import { describe, expect, it } from 'vitest';
import { oldNames, subcommandOf } from '../../src/cli/old-names.ts';
import { registry } from '../../src/commands/registry.ts';

describe('subcommandOf', () => {
  it.each<[string, string | undefined]>([
    ['ssm-put-param', 'put'],
    ['ssm-put-param.sh', 'put'],
    ['/usr/local/bin/tag-ssm-resources-by-id.sh', 'tag'],
    ['./aws/scripts/ssm-delete-by-path.sh', 'delete-by-path'],
    ['C:\\tools\\ssm-export-env.cmd', 'export'],
    ['ssmkit', undefined],
    ['node', undefined],
    ['ssm-put-param.sh.bak', undefined],
    ['ssm-put-param/ssmkit', undefined],
    ['toString', undefined],
    ['__proto__', undefined],
    ['', undefined],
  ])('%s: %s', (calledAs, subcommand) => {
    expect(subcommandOf(calledAs)).toBe(subcommand);
  });
});

it('every old name leads to a subcommand that is there', () => {
  const names = new Set(registry.map(({ name }) => name));
  expect(Object.keys(oldNames)).toHaveLength(10);
  expect(Object.values(oldNames).filter((name) => !names.has(name))).toEqual([]);
});
