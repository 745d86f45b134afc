import type { CallError } from '../../core/call-error.ts';
import { type CheckResult, found, passed } from '../../core/checkup.ts';
import { type Answer, answerOf, isFromAws, isUnusable, reasonOf } from './answer.ts';
import { absentName } from './scope.ts';
import { throughputSetting } from './service-settings.ts';
import type { Subject, Way } from './subject.ts';

export interface Reached {
  readonly throughput: Answer<string | undefined>;
  /** Why Parameter Store does not answer. */
  readonly failure: CallError | undefined;
}

/** A setting is the least that can be asked; where that gets no answer of AWS's, a name that does not exist is. */
export async function reach(way: Way, subject: Subject): Promise<Reached> {
  const throughput = await answerOf(() => way.probes.serviceSetting(throughputSetting));
  if ('value' in throughput || isFromAws(throughput.error)) return { throughput, failure: undefined };
  const first = throughput.error;
  // Nothing came back at all, or a certificate that is not trusted.
  if (isUnusable(first) || first.awsCode === undefined) return { throughput, failure: first };
  const names = [absentName(subject, [])];
  const second = await answerOf(() => way.store.getParameters(names, { decrypt: false }));
  const failure = 'value' in second || isFromAws(second.error) ? undefined : second.error;
  return { throughput, failure };
}

/** AWS, an endpoint or the embedded store: does it answer? */
export function checkEndpoint(
  way: Way,
  { lines }: Subject,
  { asked, failure }: { readonly asked: boolean; readonly failure: CallError | undefined },
): readonly CheckResult[] {
  const command = lines.ssmkit('config', '--explain');
  const others = way.warnings.filter((warning) => !way.regionWarnings.includes(warning));
  const warnings = others.map((warning) =>
    found('warning', 'endpoint', warning, { advice: 'Use a newer Node, or unset the proxy.', command }),
  );
  const proxy = way.proxyVariable === undefined ? '' : `; ${way.proxyVariable} is set`;
  const where = `${endpointWords(way)}${proxy}`;
  if (!asked) {
    const todo = { advice: 'Run it again once the account is right:', command: lines.again() };
    return [...warnings, found('not-checked', 'endpoint', where, todo)];
  }
  if (failure === undefined) return [...warnings, passed('endpoint', where)];
  const todo = { advice: failure.hint ?? 'Check the endpoint, the network and the proxy.', command };
  return [...warnings, found('problem', 'endpoint', `${where}: ${reasonOf(failure)}`, todo)];
}

function endpointWords({ embedded, explained, identity }: Way): string {
  const { endpoint, region } = identity();
  if (endpoint === undefined) return `AWS in ${region}`;
  if (embedded) return endpoint;
  const from = explained.find(({ name }) => name === 'endpointUrl')?.from;
  return from === undefined ? endpoint : `${endpoint} (${from})`;
}
