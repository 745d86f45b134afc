import type { Surroundings } from './call-context.ts';
import type { ErrorFacts } from './error-facts.ts';
import type { Explanation } from './explanation.ts';

/** Whether nobody knows if the request was carried out: any of Node's errors that is not about arguments. */
export function isAnswerLost(facts: ErrorFacts): boolean {
  if (facts.message.includes('socket hang up')) return true;
  const { code } = facts;
  return (
    code !== undefined && !/^ERR_(INVALID|UNESCAPED|HTTP_INVALID|MISSING)/.test(code) && code !== 'ENOENT'
  );
}

export function isTlsProblem(facts: ErrorFacts): boolean {
  return (
    facts.code !== undefined &&
    /^(CERT_|ERR_TLS_|ERR_SSL_(?!.*BAD_RECORD)|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO)/.test(
      facts.code,
    )
  );
}

/** What went wrong on the way, and what to do about it. */
export function explainTransport(facts: ErrorFacts, around: Surroundings): Explanation {
  const whom = around.endpoint ?? (around.region === undefined ? 'AWS' : `AWS in ${around.region}`);
  const code = facts.code ?? '';
  if (isTlsProblem(facts))
    return { reason: `the certificate of ${whom} was not accepted (${code})`, hint: tlsHint(code) };
  switch (code) {
    case 'ENOTFOUND':
      return {
        reason: `the host name of ${whom} is not known`,
        hint: 'Check the Region, the endpoint and the network (DNS).',
      };
    case 'EAI_AGAIN':
      return { reason: `the host name of ${whom} could not be looked up`, hint: 'Check the network (DNS).' };
    case 'ECONNREFUSED':
      return {
        reason: `${whom} refused the connection`,
        hint: 'Check the endpoint, and the proxy if there is one.',
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        reason: `there is no way to ${whom}`,
        hint: 'Check the network; a private subnet needs a VPC endpoint for ssm and kms.',
      };
    default:
      break;
  }
  if (code === 'ETIMEDOUT' || facts.name === 'TimeoutError' || facts.name === 'AbortError') {
    if (code !== 'ECONNRESET' && code !== 'EPIPE') {
      return {
        reason: `${whom} did not answer in time`,
        hint: 'Check the network; a private subnet needs a VPC endpoint for ssm and kms.',
      };
    }
  }
  return {
    reason: `the connection to ${whom} broke (${code === '' ? 'socket hang up' : code})`,
    hint: undefined,
  };
}

function tlsHint(code: string): string {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return "Check this machine's clock; if a proxy re-signs the traffic, set AWS_CA_BUNDLE to its certificates.";
  }
  return 'If a proxy re-signs the traffic, set AWS_CA_BUNDLE to a file with its certificates (PEM).';
}
