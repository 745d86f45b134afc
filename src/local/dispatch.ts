import { randomUUID } from 'node:crypto';
import { AwsError, errorBody } from './aws-error.ts';
import { emptyPage, followsEmptyPage, isListing, withoutEmptyPage } from './empty-page.ts';
import type { Fault } from './fault-plan.ts';
import type { Faults, FaultTools } from './faults.ts';
import type { Call } from './operation.ts';
import { findOperation, isKnown } from './operations.ts';
import { parseBody, signedRegion, type Target, targetOf } from './protocol.ts';
import { canonical } from './rules/name.ts';
import type { Database } from './store/database.ts';
import { deleteDueKeys } from './store/keys.ts';
import { currentView, deleteExpired } from './store/parameters.ts';
import type { Scope } from './store/scope.ts';
import type { Sealer } from './store/sealing.ts';
import { answerSts, stsErrorBody } from './sts.ts';
import { type AwsRequest, type AwsResponse, type Dispatch, response } from './wire.ts';

export interface DispatchOptions {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly scopeOf: (region: string | undefined) => Scope;
  readonly tools: FaultTools;
  /** Looked up at each call: a test may change the plan. */
  readonly faults: () => Faults;
  /** Every request for a known operation as it arrives, whatever becomes of it. */
  readonly onCall: (operation: string) => void;
  readonly onError: (errorCode: string) => void;
  /** A mistake of ours, or a broken database: answered as InternalServerError. */
  readonly onInternalError: (error: unknown) => void;
}

interface Arrival {
  readonly request: AwsRequest;
  readonly target: Target;
  readonly requestId: string;
  readonly signal: AbortSignal | undefined;
}

/** Speaks AWS JSON 1.1 for SSM and KMS, and STS's query protocol (aws-facts section 9). */
export function createDispatch(options: DispatchOptions): Dispatch {
  return async (request, signal) => {
    const requestId = randomUUID();
    const target = targetOf(request);
    if (!target || !isKnown(target)) {
      return errorResponse(new AwsError('UnknownOperationException'), target, requestId, options);
    }
    options.onCall(target.operation);
    try {
      return await answer({ request, target, requestId, signal }, options);
    } catch (error) {
      if (isNetworkFailure(error, signal)) throw error;
      const told = toAwsError(error, options);
      options.onError(told.code);
      return errorResponse(told, target, requestId, options);
    }
  };
}

async function answer(arrival: Arrival, options: DispatchOptions): Promise<AwsResponse> {
  const { request, target, signal } = arrival;
  const region = signedRegion(request);
  const input = target.service === 'sts' ? {} : parseBody(request.body);
  const met: Fault[] = [];
  for (const fault of options.faults().hit(target.operation)) {
    met.push(fault);
    switch (fault.kind) {
      case 'error':
        throw new AwsError(fault.code, fault.message ?? '', fault.status ?? 400);
      case 'reset':
        if (fault.when === 'before') throw connectionReset();
        break;
      case 'hang':
        if (fault.when === 'before') await forever(signal);
        break;
      case 'latency':
        await options.tools.sleep(fault.ms + (fault.jitterMs ?? 0) * options.tools.random(), signal);
        break;
      case 'empty-page':
        if (isListing(target.operation) && !followsEmptyPage(input)) {
          return jsonResponse(arrival, options, emptyPage(input));
        }
        break;
    }
  }
  const result = carryOut(arrival, options, options.scopeOf(region), withoutEmptyPage(input));
  await loseAnswer(met, signal);
  return result;
}

async function loseAnswer(faults: readonly Fault[], signal: AbortSignal | undefined): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === 'reset' && fault.when === 'after') throw connectionReset();
    if (fault.kind === 'hang' && fault.when === 'after') await forever(signal);
  }
}

function carryOut(arrival: Arrival, options: DispatchOptions, scope: Scope, input: unknown): AwsResponse {
  const { target, requestId } = arrival;
  const caller = `arn:${scope.partition}:iam::${scope.account}:user/local`;
  if (target.service === 'sts') {
    const xml = answerSts(target.operation, { account: scope.account, caller, requestId });
    return response(200, 'text/xml', xml, { requestId, now: options.tools.now() });
  }
  const operation = findOperation(target);
  if (!operation) throw new AwsError('UnknownOperationException');
  const now = options.tools.now();
  deleteExpired(options.database, now);
  deleteDueKeys(options.database, now);
  const faults = options.faults();
  const current = currentView(options.database, scope);
  const call: Call = {
    database: options.database,
    sealer: options.sealer,
    scope,
    view: faults.visibilityDelayMs > 0 ? faults.lag.view(current, now) : current,
    now,
    caller,
    requestId,
    authorize: (action, resource) => faults.authorize(caller, action, resource),
    keyDisabled: faults.keyDisabled,
  };
  const before = faults.visibilityDelayMs > 0 ? visibleNow(target, input, call) : [];
  const result = options.database.transaction(operation.mode, () => operation.run(input, call));
  for (const [name, record] of before) faults.lag.remember(name, record, now + faults.visibilityDelayMs);
  return jsonResponse(arrival, options, result);
}

/** What readers see of the names that this call is about to put or delete. */
function visibleNow(target: Target, input: unknown, call: Call) {
  if (!/^(?:Put|Delete)Parameters?$/.test(target.operation)) return [];
  const { Name, Names } = input as { readonly Name?: unknown; readonly Names?: unknown };
  const names = [Name, ...(Array.isArray(Names) ? Names : [])].filter((name) => typeof name === 'string');
  return names.map((name) => [canonical(name), call.view.find(canonical(name))] as const);
}

function jsonResponse(arrival: Arrival, options: DispatchOptions, result: object): AwsResponse {
  const about = { requestId: arrival.requestId, now: options.tools.now() };
  return response(200, 'application/x-amz-json-1.1', JSON.stringify(result), about);
}

function errorResponse(
  error: AwsError,
  target: Target | undefined,
  requestId: string,
  options: DispatchOptions,
): AwsResponse {
  const about = { requestId, now: options.tools.now() };
  if (target?.service === 'sts')
    return response(error.status, 'text/xml', stsErrorBody(error, requestId), about);
  return response(error.status, 'application/x-amz-json-1.1', errorBody(error), about);
}

function toAwsError(error: unknown, options: DispatchOptions): AwsError {
  if (error instanceof AwsError) return error;
  options.onInternalError(error);
  return new AwsError('InternalServerError', 'The embedded store could not answer.', 500);
}

function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

function isNetworkFailure(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted === true) return true;
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

function forever(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted === true) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
