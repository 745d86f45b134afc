import type { AwsCredentials } from './aws-credentials.ts';
import type { InstanceMetadata } from './instance-metadata.ts';
import { missingCredentials } from './missing-credentials.ts';

/** The last place to look. @throws CallError `credentials` naming every other way. */
export async function instanceCredentials(metadata: InstanceMetadata): Promise<AwsCredentials> {
  let silence: unknown;
  try {
    const credentials = await metadata.credentials();
    if (credentials !== undefined) return credentials;
  } catch (error) {
    silence = error;
  }
  if (metadata.off) throw missingCredentials('the instance metadata is switched off', false);
  const last = silence instanceof Error ? silence.message : 'the instance metadata has no role';
  throw missingCredentials(last, true);
}
