import type { ArnScope } from '../parameter/name.ts';

interface Partition {
  readonly name: string;
  readonly regions: RegExp;
  readonly suffix: string;
}

const plainSuffix = 'amazonaws.com';

/** Source: partitions of the AWS SDK for JavaScript 3.1169. What is in none of them is in `aws`. */
const partitions: readonly Partition[] = [
  { name: 'aws-cn', regions: /^cn-/, suffix: 'amazonaws.com.cn' },
  { name: 'aws-us-gov', regions: /^us-gov-/, suffix: plainSuffix },
  { name: 'aws-iso', regions: /^us-iso-/, suffix: 'c2s.ic.gov' },
  { name: 'aws-iso-b', regions: /^us-isob-/, suffix: 'sc2s.sgov.gov' },
  { name: 'aws-iso-e', regions: /^eu-isoe-/, suffix: 'cloud.adc-e.uk' },
  { name: 'aws-iso-f', regions: /^us-isof-/, suffix: 'csp.hci.ic.gov' },
  { name: 'aws-eusc', regions: /^eusc-/, suffix: 'amazonaws.eu' },
  { name: 'aws', regions: /^(?!cn-|us-gov-|us-isob?-|us-isof-|eu-isoe-|eusc-)/, suffix: plainSuffix },
];

export function partitionOf(region: string): string {
  return partitions.find(({ regions }) => regions.test(region))?.name ?? 'aws';
}

/** Says why a partition cannot hold a Region, or nothing; one that is not known here may hold any. */
export function partitionProblem(partition: string, region: string): string | undefined {
  if (!/^aws(-[a-z]+)*$/.test(partition)) return 'is not a partition; they are written like aws or aws-cn';
  const known = partitions.find(({ name }) => name === partition);
  if (known === undefined || known.regions.test(region)) return undefined;
  return `has no Region ${region}, which is in ${partitionOf(region)}`;
}

/**
 * What KMS calls Parameter Store in `kms:ViaService`. The KMS developer guide writes it with amazonaws.com for
 * every partition, the endpoints of some have another suffix; only KMS sets this key, so both can be allowed.
 */
export function viaServices({
  partition,
  region,
}: Pick<ArnScope, 'partition' | 'region'>): readonly string[] {
  const suffix = partitions.find(({ name }) => name === partition)?.suffix ?? plainSuffix;
  return [...new Set([plainSuffix, suffix])].map((domain) => `ssm.${region}.${domain}`);
}
