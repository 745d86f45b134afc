import type { AwsCredentials } from './aws-credentials.ts';
import { unusableCredentials } from './missing-credentials.ts';
import type { RoleAssumer } from './role.ts';

export interface WebIdentity {
  readonly tokenFile: string | undefined;
  readonly roleArn: string | undefined;
  readonly sessionName: string | undefined;
}

/** IAM roles for service accounts and GitHub's OIDC. The file is read each time: the token is short-lived. */
export async function webIdentityCredentials(
  { tokenFile, roleArn, sessionName }: WebIdentity,
  roles: RoleAssumer,
): Promise<AwsCredentials> {
  if (tokenFile === undefined || roleArn === undefined) {
    throw unusableCredentials(
      'A web identity needs both a token file and a role.',
      'Set AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN, or web_identity_token_file and role_arn.',
    );
  }
  const { readFile } = await import('./sdk-files.ts');
  const token = await readFile(tokenFile, { ignoreCache: true }).catch((error: NodeJS.ErrnoException) => {
    throw unusableCredentials(
      `The web identity token "${tokenFile}" cannot be read (${error.code ?? error.name}).`,
      'Check AWS_WEB_IDENTITY_TOKEN_FILE, or web_identity_token_file in the profile.',
    );
  });
  return roles.assumeWithWebIdentity(token.trim(), { roleArn, sessionName });
}
