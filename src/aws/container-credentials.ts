import type { AwsCredentials } from './aws-credentials.ts';
import { type Environment, variable } from './environment.ts';
import { parseMetadataCredentials } from './metadata-credentials.ts';
import { unusableCredentials } from './missing-credentials.ts';
import { type PlainAnswer, plainRequest } from './plain-request.ts';

const relativeHost = 'http://169.254.170.2';
/** ECS, and EKS Pod Identity on IPv4 and IPv6: all of them the machine's own. */
const containerHosts = ['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]'];
const timeout = 2_000;
const attempts = 3;

/**
 * ECS, EKS Pod Identity and their like; the relative address wins, and the token file over the token. Not
 * the SDK's provider: that one forgets the account.
 */
export async function containerCredentials(env: Environment): Promise<AwsCredentials> {
  const relative = variable(env, 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI');
  const full = variable(env, 'AWS_CONTAINER_CREDENTIALS_FULL_URI');
  const url = relative === undefined ? (full ?? '') : `${relativeHost}${relative}`;
  if (!mayBeAsked(url)) {
    throw unusableCredentials(
      'AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor an address of this machine.',
      'Correct it: the credentials would travel in the clear.',
    );
  }
  const token = await readToken(env);
  const headers = token === undefined ? {} : { authorization: token };
  const answer = await ask(url, headers);
  const credentials = answer.status === 200 ? parseMetadataCredentials(answer.body) : undefined;
  if (credentials !== undefined) return credentials;
  throw unusable(`answered HTTP ${answer.status}`, answer.status >= 500);
}

async function ask(url: string, headers: Readonly<Record<string, string>>): Promise<PlainAnswer> {
  let answer: PlainAnswer | undefined;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    answer = await plainRequest(url, 'GET', timeout, headers).catch(() => undefined);
    if (answer !== undefined && answer.status < 500) return answer;
  }
  if (answer !== undefined) return answer;
  throw unusable('did not answer', true);
}

function mayBeAsked(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed?.protocol === 'https:') return true;
  if (parsed?.protocol !== 'http:') return false;
  const { hostname } = parsed;
  return (
    containerHosts.includes(hostname) ||
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

async function readToken(env: Environment): Promise<string | undefined> {
  const file = variable(env, 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE');
  if (file === undefined) return variable(env, 'AWS_CONTAINER_AUTHORIZATION_TOKEN');
  const { readFile } = await import('./sdk-files.ts');
  try {
    return (await readFile(file, { ignoreCache: true })).trim();
  } catch {
    throw unusableCredentials(
      `The container's token "${file}" cannot be read.`,
      'Check AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE.',
    );
  }
}

function unusable(why: string, notYet: boolean): Error {
  return unusableCredentials(
    `The address of the container's credentials ${why}.`,
    'Check the task role or the pod identity association.',
    notYet,
  );
}
