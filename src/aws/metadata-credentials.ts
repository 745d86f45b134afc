import { type AwsCredentials, expiringAt } from './aws-credentials.ts';

/** The JSON that instance metadata and container endpoints answer; undefined when it is something else. */
export function parseMetadataCredentials(text: string): AwsCredentials | undefined {
  const { AccessKeyId, SecretAccessKey, Token, Expiration, AccountId } = parse(text);
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') return undefined;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(typeof Token === 'string' && { sessionToken: Token }),
    ...(typeof Expiration === 'string' && expiringAt(Expiration)),
    ...(typeof AccountId === 'string' && AccountId !== '' && { accountId: AccountId }),
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
