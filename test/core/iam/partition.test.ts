import { describe, expect, it } from 'vitest';
import { partitionOf, partitionProblem, viaServices } from '../../../src/core/iam/partition.ts';

describe('the partition of a Region', () => {
  it.each([
    ['us-east-1', 'aws'],
    ['ap-southeast-3', 'aws'],
    ['mx-central-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('%s: %s', (region, partition) => {
    expect(partitionOf(region)).toBe(partition);
    expect(partitionProblem(partition, region)).toBeUndefined();
  });

  it.each([
    ['aws-cn', 'us-east-1', 'has no Region us-east-1, which is in aws'],
    ['aws', 'cn-north-1', 'has no Region cn-north-1, which is in aws-cn'],
    ['aws', 'us-gov-west-1', 'has no Region us-gov-west-1, which is in aws-us-gov'],
    ['China', 'cn-north-1', 'is not a partition; they are written like aws or aws-cn'],
  ])('%s with %s: %s', (partition, region, problem) => {
    expect(partitionProblem(partition, region)).toBe(problem);
  });

  it('may be one that is not known yet', () => {
    expect(partitionProblem('aws-moon', 'moon-1')).toBeUndefined();
  });
});

describe('what KMS calls Parameter Store', () => {
  it.each([
    ['aws', 'us-east-1', ['ssm.us-east-1.amazonaws.com']],
    ['aws-us-gov', 'us-gov-west-1', ['ssm.us-gov-west-1.amazonaws.com']],
    ['aws-cn', 'cn-north-1', ['ssm.cn-north-1.amazonaws.com', 'ssm.cn-north-1.amazonaws.com.cn']],
    ['aws-moon', 'moon-1', ['ssm.moon-1.amazonaws.com']],
  ])('%s', (partition, region, names) => {
    expect(viaServices({ partition, region })).toEqual(names);
  });
});
