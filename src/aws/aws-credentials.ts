/** Credentials in the SDK's shape. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
  readonly accountId?: string;
}

export type CredentialProvider = () => Promise<AwsCredentials>;

/** A date AWS wrote; nothing when it is none, since an invalid date never expires. */
export function expiringAt(text: string | undefined): { readonly expiration?: Date } {
  const expiration = text === undefined ? undefined : new Date(text);
  return expiration === undefined || Number.isNaN(expiration.getTime()) ? {} : { expiration };
}
