import { describe, expect, it } from 'vitest';
import { arnOfParameter, arnsOfTagged } from '../../../src/core/iam/resource-arn.ts';
import { tagResourceTypes } from '../../../src/core/tag/resource-type.ts';

const scope = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
const ssm = 'arn:aws:ssm:us-east-1:123456789012';

describe('the ARN of a parameter', () => {
  it.each([
    ['/mow/db/prod/A', `${ssm}:parameter/mow/db/prod/A`],
    ['A', `${ssm}:parameter/A`],
    ['/A', `${ssm}:parameter/A`],
    ['/', `${ssm}:parameter/`],
    ['/*', `${ssm}:parameter/*`],
    ['/mow/*/prod', `${ssm}:parameter/mow/*/prod`],
    ['/aws/service/ami/x', 'arn:aws:ssm:us-east-1::parameter/aws/service/ami/x'],
    ['arn:aws:ssm:eu-west-1:999999999999:parameter/x', 'arn:aws:ssm:eu-west-1:999999999999:parameter/x'],
  ])('%s', (name, arn) => {
    expect(arnOfParameter(name, scope)).toBe(arn);
  });

  it('has both forms where it is about tags', () => {
    expect(arnsOfTagged('Parameter', '/a/b', scope)).toEqual([
      `${ssm}:parameter/a/b`,
      `${ssm}:parameter//a/b`,
    ]);
    expect(arnsOfTagged('Parameter', 'A', scope)).toEqual([`${ssm}:parameter/A`]);
  });
});

describe('the ARN of what else can be tagged', () => {
  it.each([
    ['Document', 'Run', 'document/Run'],
    ['ManagedInstance', 'mi-1', 'managed-instance/mi-1'],
    ['MaintenanceWindow', 'mw-1', 'maintenancewindow/mw-1'],
    ['PatchBaseline', 'pb-1', 'patchbaseline/pb-1'],
    ['OpsItem', 'oi-1', 'opsitem/oi-1'],
    ['OpsMetadata', '/aws/ssm/x', 'opsmetadata/aws/ssm/x'],
    ['Automation', 'a-1', 'automation-execution/a-1'],
    ['Association', 's-1', 'association/s-1'],
  ] as const)('%s', (type, id, path) => {
    expect(arnsOfTagged(type, id, scope)).toEqual([`${ssm}:${path}`]);
  });

  it('is known for every type', () => {
    for (const type of tagResourceTypes) expect(arnsOfTagged(type, 'x', scope)[0]).not.toContain('undefined');
  });
});
