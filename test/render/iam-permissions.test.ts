import { describe, expect, it } from 'vitest';
import { plain } from '../../src/core/style.ts';
import { renderPermissions } from '../../src/render/iam-permissions.ts';

const all = [
  {
    command: 'seed',
    permissions: [
      { action: 'ssm:PutParameter', on: 'each name', when: 'applying' },
      { action: 'kms:Decrypt', on: 'the keys', without: 'live secrets are unknown and count as different' },
    ],
  },
  { command: 'config', permissions: [] },
];

describe('the table of permissions', () => {
  it('as text wraps at the width it is given', () => {
    expect(renderPermissions(all, 'text', plain, 40)).toBe(
      [
        'seed',
        '  ssm:PutParameter',
        '      on each name; applying',
        '  kms:Decrypt',
        '      on the keys',
        '      without it: live secrets are',
        '      unknown and count as different',
        '',
        'config',
        '  calls nothing',
        '',
      ].join('\n'),
    );
  });

  it('as Markdown has a row for each action', () => {
    expect(renderPermissions(all, 'markdown', plain, 80)).toBe(
      [
        '| Command | Action | On | When | Without it |',
        '| --- | --- | --- | --- | --- |',
        '| seed | ssm:PutParameter | each name | applying | it fails |',
        '| seed | kms:Decrypt | the keys |  | live secrets are unknown and count as different |',
        '| config | none |  |  |  |',
        '',
      ].join('\n'),
    );
  });

  it('as JSON says what is required', () => {
    const { command, commands } = JSON.parse(renderPermissions(all, 'json', plain, 80));
    expect(command).toBe('iam permissions');
    expect(commands[0].permissions[0]).toEqual({
      action: 'ssm:PutParameter',
      on: 'each name',
      when: 'applying',
      required: true,
      without: null,
    });
    expect(commands[0].permissions[1].required).toBe(false);
    expect(commands[1]).toEqual({ command: 'config', permissions: [] });
  });
});
