import type { Surroundings } from './call-context.ts';
import type { Explanation } from './explanation.ts';
import { waysToHaveCredentials } from './missing-credentials.ts';

export function loginCommand(profile: string | undefined): string {
  return profile === undefined || profile === 'default'
    ? 'aws sso login'
    : `aws sso login --profile ${profile}`;
}

/** A credential provider's complaint. Source of the texts: aws-facts, section 3. */
export function explainCredentials(text: string, around: Surroundings): Explanation {
  return { whole: true, ...readProblem(text, around) };
}

/** AWS refused the signature itself, or found none. */
export function explainSignature(present: boolean): Explanation {
  return present
    ? {
        reason: 'AWS refuses the signature',
        hint: "Check this machine's clock (AWS allows five minutes), then the secret access key.",
      }
    : {
        reason: 'AWS got no usable signature',
        hint: 'Check the credentials, and that no proxy takes headers away.',
      };
}

function readProblem(text: string, around: Surroundings): Explanation {
  const named = around.profile === undefined ? '' : ` of profile "${around.profile}"`;
  const login = { hint: `Run: ${loginCommand(around.profile)}` };
  if (/invalid SSO credentials/i.test(text)) {
    return {
      reason: `The SSO settings${named} are incomplete`,
      hint: 'A profile needs sso_session (or sso_start_url and sso_region), sso_account_id and sso_role_name.',
    };
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|EHOSTUNREACH|TimeoutError|socket hang up/.test(text)) {
    return {
      kind: 'connection',
      reason: `The credentials${named} could not be fetched: no connection`,
      hint: 'Check the network.',
    };
  }
  if (/TooManyRequests|Throttl/i.test(text)) {
    return { kind: 'throttled', reason: `The credentials${named} could not be fetched: AWS is throttling` };
  }
  if (/ForbiddenException|No access/.test(text)) {
    return {
      reason: `SSO gives you no access to the account and role${named}`,
      hint: 'Check sso_account_id and sso_role_name, or ask for the permission set.',
    };
  }
  if (/sso login|SSO session|SSO Token|Token is expired|UnauthorizedException/i.test(text)) {
    return /expired/i.test(text)
      ? { reason: `The SSO session${named} has expired`, ...login }
      : { reason: `There is no SSO session${named}, or it is no longer valid`, ...login };
  }
  if (/multi-factor/i.test(text)) {
    return {
      reason: `The role${named} asks for an MFA code, and there is nobody to ask`,
      hint: 'Get a session first (aws sts assume-role --serial-number … --token-code …) and put its keys into the environment.',
    };
  }
  if (/credential_process/.test(text)) {
    return {
      reason: `The credential_process${named} failed`,
      hint: 'Run that command by itself to see why.',
    };
  }
  return {
    reason: `No usable AWS credentials were found${named}`,
    hint: around.renew ?? waysToHaveCredentials,
  };
}
