import { CallError, type CallErrorKind } from '../core/call-error.ts';
import { cleanText } from './aws-text.ts';
import { type CallContext, whatFailed } from './call-context.ts';
import { explainCredentials, explainSignature } from './credentials-problem.ts';
import { explainDenial } from './denial.ts';
import { type ErrorFacts, factsOf, retryAfterOf } from './error-facts.ts';
import type { Explanation } from './explanation.ts';
import { explainKey } from './key-problem.ts';
import { explainRejection, sentence } from './rejection.ts';
import { explainTransport, isAnswerLost, isTlsProblem } from './transport-problem.ts';

/**
 * Every error name of AWS or its SDK that means more than "no". Matched by name: `instanceof` fails for
 * errors the SDK has no class for.
 */
const kinds: Readonly<Record<string, CallErrorKind>> = {
  ThrottlingException: 'throttled',
  ThrottledException: 'throttled',
  Throttling: 'throttled',
  RequestThrottled: 'throttled',
  RequestThrottledException: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  BandwidthLimitExceeded: 'throttled',
  PriorRequestNotComplete: 'throttled',
  SlowDown: 'throttled',
  ProvisionedThroughputExceeded: 'throttled',
  ProvisionedThroughputExceededException: 'throttled',
  TooManyUpdates: 'too-many-updates',
  AccessDeniedException: 'denied',
  AccessDenied: 'denied',
  UnauthorizedOperation: 'denied',
  NotAuthorizedException: 'denied',
  InvalidKeyId: 'key',
  NotFoundException: 'key',
  DisabledException: 'key',
  KMSInvalidStateException: 'key',
  InvalidKeyUsageException: 'key',
  InvalidCiphertextException: 'key',
  IncorrectKeyException: 'key',
  ParameterNotFound: 'not-found',
  ParameterVersionNotFound: 'not-found',
  InvalidResourceId: 'not-found',
  ParameterAlreadyExists: 'exists',
  InternalServerError: 'server',
  InternalFailure: 'server',
  InternalServerException: 'server',
  ServiceUnavailable: 'server',
  ServiceUnavailableException: 'server',
  KMSInternalException: 'server',
  DependencyTimeoutException: 'server',
  KeyUnavailableException: 'server',
  ExpiredToken: 'credentials',
  ExpiredTokenException: 'credentials',
  RequestExpired: 'credentials',
  UnrecognizedClientException: 'credentials',
  InvalidClientTokenId: 'credentials',
  InvalidSignatureException: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  IncompleteSignature: 'credentials',
  IncompleteSignatureException: 'credentials',
  MissingAuthenticationToken: 'credentials',
  MissingAuthenticationTokenException: 'credentials',
  CredentialsProviderError: 'credentials',
  TokenProviderError: 'credentials',
  InstanceMetadataV1FallbackError: 'credentials',
};
const expiredNames = ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'];
const unknownKeyNames = ['UnrecognizedClientException', 'InvalidClientTokenId'];
const signatureNames = ['InvalidSignatureException', 'SignatureDoesNotMatch', 'RequestTimeTooSkewed'];
const providerNames = ['CredentialsProviderError', 'TokenProviderError', 'InstanceMetadataV1FallbackError'];

/** Was the signature refused for its time, and is the SDK's clock right now? Such a call was not carried out. */
export function isCorrectedClock(error: unknown): boolean {
  const { clockCorrected, name } = factsOf(error);
  return clockCorrected && (signatureNames.includes(name) || expiredNames.includes(name));
}

/**
 * Any error of a call, in ssmkit's words: the message names the parameter and the cause, and never holds
 * a value. The SDK's own error is not kept as cause, since it can hold the request.
 */
export function toCallError(error: unknown, context: CallContext, signal?: AbortSignal): CallError {
  if (error instanceof CallError) return error;
  const facts = withReason(factsOf(error), signal);
  if (facts.name === 'AbortError' && signal?.reason instanceof CallError) return signal.reason;
  const kind = kindOf(facts);
  const { reason, hint, action, kind: finalKind, whole } = explain(kind, facts, context);
  return new CallError(finalKind ?? kind, whole ? `${reason}.` : `${whatFailed(context)}: ${reason}.`, {
    hint,
    action,
    awsCode: facts.status === undefined ? undefined : facts.name,
    retryAfter: retryAfterOf(facts.headers),
    cause: { name: facts.name, code: facts.code, status: facts.status, requestId: facts.requestId },
  });
}

/** The SDK does not always say why a call was stopped; the signal does. */
function withReason(facts: ErrorFacts, signal: AbortSignal | undefined): ErrorFacts {
  if (facts.name !== 'AbortError' || signal?.aborted !== true) return facts;
  return { ...facts, causeName: factsOf(signal.reason).name };
}

function kindOf(facts: ErrorFacts): CallErrorKind {
  if (facts.name === 'AbortError') return facts.causeName === 'TimeoutError' ? 'timeout' : 'aborted';
  if (isTlsProblem(facts)) return 'rejected';
  if (facts.code === 'ETIMEDOUT' || (facts.name === 'TimeoutError' && facts.code === undefined))
    return 'timeout';
  if (isAnswerLost(facts)) return 'connection';
  const known = Object.hasOwn(kinds, facts.name) ? kinds[facts.name] : undefined;
  if (known !== undefined) return known;
  if (facts.status === 429) return 'throttled';
  // A 200 that cannot be read: the call may well have been carried out.
  if (facts.status !== undefined) return facts.status >= 500 || facts.status < 300 ? 'server' : 'rejected';
  return facts.name === 'SyntaxError' ? 'server' : 'rejected';
}

function explain(kind: CallErrorKind, facts: ErrorFacts, context: CallContext): Explanation {
  const said = cleanText(facts.message, context.value, context.subjects);
  switch (kind) {
    case 'denied':
      return explainDenial(facts.message, context);
    case 'key':
      return explainKey(facts, said, context);
    case 'credentials':
      return aboutCredentials(facts, said, context);
    case 'not-found':
      return { reason: sentence(said, 'there is no such parameter') };
    case 'exists':
      return { reason: 'the parameter already exists' };
    case 'throttled':
      return {
        reason: 'AWS is throttling the requests',
        hint: 'Give --rate to go slower, or raise the throughput setting of Parameter Store.',
      };
    case 'too-many-updates':
      return { reason: sentence(said, 'AWS is still busy with another update of it') };
    case 'server':
      return { reason: serverFault(facts) };
    case 'aborted':
      return { reason: 'it was stopped' };
    case 'connection':
    case 'timeout':
      return explainTransport(facts, context.around);
    case 'rejected':
      return isTlsProblem(facts)
        ? explainTransport(facts, context.around)
        : explainRejection(facts, said, context.around);
  }
}

function aboutCredentials(facts: ErrorFacts, said: string, { around }: CallContext): Explanation {
  if (providerNames.includes(facts.name)) return explainCredentials(said, around);
  if (expiredNames.includes(facts.name)) {
    return { reason: 'the credentials have expired', hint: around.renew ?? 'Renew them and run again.' };
  }
  if (unknownKeyNames.includes(facts.name)) {
    return {
      reason: 'AWS does not know these credentials',
      hint: around.renew ?? 'Check the access key, and that the account has enabled the Region.',
    };
  }
  return explainSignature(signatureNames.includes(facts.name));
}

function serverFault(facts: ErrorFacts): string {
  const status = facts.status === undefined ? '' : `HTTP ${facts.status}`;
  if (facts.name === 'SyntaxError') return `the answer${status === '' ? '' : ` (${status})`} was not AWS's`;
  return `AWS had a fault of its own (${[facts.name, status].filter(Boolean).join(', ')})`;
}
