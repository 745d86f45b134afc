import type { AwsCredentials } from './aws-credentials.ts';
import { type Environment, isOn, variable } from './environment.ts';
import { parseMetadataCredentials } from './metadata-credentials.ts';
import { plainRequest } from './plain-request.ts';

/** EC2's instance metadata, version 2 only. */
export interface InstanceMetadata {
  /** By AWS_EC2_METADATA_DISABLED. */
  readonly off: boolean;
  /** Undefined when metadata is switched off. Rejects when nothing answers. */
  region(): Promise<string | undefined>;
  /** The instance role's credentials; undefined when metadata is off or the instance has no role (yet). */
  credentials(): Promise<AwsCredentials | undefined>;
}

const seconds = 1000;

/**
 * One attempt of one second, so that a laptop does not wait; AWS_METADATA_SERVICE_TIMEOUT (seconds) and
 * AWS_METADATA_SERVICE_NUM_ATTEMPTS change that, AWS_EC2_METADATA_DISABLED switches it off.
 * Source: EC2 user guide, "Use the Instance Metadata Service"; botocore's variables.
 */
export function createInstanceMetadata(env: Environment): InstanceMetadata {
  const off = isOn(env.AWS_EC2_METADATA_DISABLED);
  const timeout = positive(variable(env, 'AWS_METADATA_SERVICE_TIMEOUT'), 1) * seconds;
  const attempts = Math.max(1, Math.round(positive(variable(env, 'AWS_METADATA_SERVICE_NUM_ATTEMPTS'), 1)));

  async function get(path: string): Promise<string | undefined> {
    let last: unknown;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      try {
        const base = baseUrl(env);
        const token = await plainRequest(`${base}/latest/api/token`, 'PUT', timeout, {
          'x-aws-ec2-metadata-token-ttl-seconds': '21600',
        });
        if (token.status !== 200) throw new Error(`instance metadata gave no token (HTTP ${token.status})`);
        const answer = await plainRequest(`${base}/latest/meta-data/${path}`, 'GET', timeout, {
          'x-aws-ec2-metadata-token': token.body,
        });
        if (answer.status === 404) return undefined;
        if (answer.status === 200) return answer.body.trim();
        throw new Error(`instance metadata answered HTTP ${answer.status}`);
      } catch (error) {
        last = error;
      }
    }
    throw last;
  }

  return {
    off,
    region: async () => (off ? undefined : (await get('placement/region')) || undefined),
    async credentials() {
      if (off) return undefined;
      const role = (await get('iam/security-credentials/'))?.split('\n')[0]?.trim();
      if (role === undefined || role === '') return undefined;
      const text = await get(`iam/security-credentials/${encodeURIComponent(role)}`);
      return text === undefined ? undefined : parseMetadataCredentials(text);
    },
  };
}

function baseUrl(env: Environment): string {
  const given = variable(env, 'AWS_EC2_METADATA_SERVICE_ENDPOINT');
  if (given !== undefined) return given.replace(/\/+$/, '');
  const six = variable(env, 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE')?.toLowerCase() === 'ipv6';
  return six ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254';
}

function positive(text: string | undefined, usual: number): number {
  const number = Number(text);
  return text !== undefined && Number.isFinite(number) && number > 0 ? number : usual;
}
