import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { CallError } from '../core/call-error.ts';
import type { StoredParameter } from '../core/parameter/stored.ts';
import type { CallRunner, Lookup, ParameterStore } from '../core/ports.ts';
import type { CallContext } from './call-context.ts';
import { matchAnswers } from './match-answers.ts';
import { canonicalForm, chunksOf, splitSelector, unique } from './name-form.ts';
import type { Operation } from './operation.ts';
import { send } from './send.ts';
import { toStored } from './stored-parameter.ts';

/** What GetParameters takes in one call, and the most of a page of GetParametersByPath. */
const namesPerCall = 10;

export type ContextOf = (operation: Operation, subjects: readonly string[]) => CallContext;
type Reads = Pick<ParameterStore, 'getParameter' | 'getParameters' | 'getParametersByPath'>;

/** `onArn` hears of every ARN that comes back: the account can be read from it. */
export function createReads(
  client: SSMClient,
  runner: CallRunner,
  contextOf: ContextOf,
  onArn: (arn: string) => void,
): Reads {
  const stored = (parameter: Parameters<typeof toStored>[0], name: string): StoredParameter => {
    if (parameter.ARN !== undefined) onArn(parameter.ARN);
    return toStored(parameter, name);
  };

  async function lookUp(
    names: readonly string[],
    decrypt: boolean,
  ): Promise<ReadonlyMap<string, StoredParameter>> {
    const answer = await send(
      runner,
      'read',
      'idempotent',
      () => contextOf('GetParameters', names),
      (options) =>
        client.send(new GetParametersCommand({ Names: [...names], WithDecryption: decrypt }), options),
    );
    const matched = matchAnswers(names, answer.Parameters ?? []);
    return new Map(
      [...matched].map(([name, parameter]) => [name, stored(parameter, splitSelector(name).name)]),
    );
  }

  return {
    async getParameters(names, { decrypt }): Promise<Lookup> {
      const asked = unique(names);
      // AWS may refuse one parameter asked for twice, and `X` and `/X` are one.
      const distinct = [...new Map(asked.map((name) => [canonicalForm(name), name])).values()];
      const parts = await Promise.all(
        chunksOf(distinct, namesPerCall).map((chunk) => lookUp(chunk, decrypt)),
      );
      const byForm = new Map(
        parts.flatMap((part) => [...part].map(([name, found]) => [canonicalForm(name), found] as const)),
      );
      const found: StoredParameter[] = [];
      const missing: string[] = [];
      for (const name of asked) {
        const parameter = byForm.get(canonicalForm(name));
        if (parameter === undefined) missing.push(name);
        else found.push({ ...parameter, name: splitSelector(name).name });
      }
      return { found, missing };
    },

    async getParameter(name, { decrypt }) {
      try {
        const answer = await send(
          runner,
          'read',
          'idempotent',
          () => contextOf('GetParameter', [name]),
          (options) => client.send(new GetParameterCommand({ Name: name, WithDecryption: decrypt }), options),
        );
        return answer.Parameter === undefined
          ? undefined
          : stored(answer.Parameter, splitSelector(name).name);
      } catch (error) {
        if (error instanceof CallError && error.kind === 'not-found') return undefined;
        throw error;
      }
    },

    async *getParametersByPath(path, { recursive, decrypt }) {
      let token: string | undefined;
      do {
        const NextToken = token;
        const page = await send(
          runner,
          'read',
          'idempotent',
          () => contextOf('GetParametersByPath', [path]),
          (options) =>
            client.send(
              new GetParametersByPathCommand({
                Path: path,
                Recursive: recursive,
                WithDecryption: decrypt,
                MaxResults: namesPerCall,
                ...(NextToken === undefined ? {} : { NextToken }),
              }),
              options,
            ),
        );
        yield (page.Parameters ?? []).map((parameter) => stored(parameter, parameter.Name ?? ''));
        token = page.NextToken || undefined;
      } while (token !== undefined);
    },
  };
}
