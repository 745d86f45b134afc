import type { CallRunner, OperationFamily, RetryRule } from '../core/ports.ts';
import type { CallContext } from './call-context.ts';
import { isCorrectedClock, toCallError } from './call-error.ts';

/** Sends one command of an SDK client. */
export type Sender<Output> = (options: { readonly abortSignal: AbortSignal }) => Promise<Output>;

/**
 * One call through the runner. A call whose signature was refused for this machine's clock is sent once
 * more inside it: the SDK has corrected its clock by then, and AWS carried nothing out.
 */
export function send<Output>(
  runner: CallRunner,
  family: OperationFamily,
  rule: RetryRule,
  context: () => CallContext,
  sender: Sender<Output>,
): Promise<Output> {
  return runner.run(family, rule, async (signal) => {
    try {
      return await sendOnce(sender, signal);
    } catch (error) {
      throw toCallError(error, context(), signal);
    }
  });
}

async function sendOnce<Output>(sender: Sender<Output>, abortSignal: AbortSignal): Promise<Output> {
  try {
    return await sender({ abortSignal });
  } catch (error) {
    if (!isCorrectedClock(error)) throw error;
    return await sender({ abortSignal });
  }
}
