import type { CallRunner, OperationFamily, RetryRule } from '../../../src/core/ports.ts';

/** Sends everything at once and once; remembers what it was told. */
export function plainRunner(): CallRunner & { readonly calls: [OperationFamily, RetryRule][] } {
  const calls: [OperationFamily, RetryRule][] = [];
  return {
    calls,
    run(family, rule, call) {
      calls.push([family, rule]);
      return call(new AbortController().signal);
    },
  };
}
