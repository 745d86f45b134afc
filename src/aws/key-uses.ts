import { DescribeParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { KeyAdmin } from '../core/key/key-admin.ts';
import type { CallRunner } from '../core/ports.ts';
import type { Surroundings } from './call-context.ts';
import { send } from './send.ts';

const pageSize = 50;

/** The only call that tells which key a parameter is under, without its value. */
export function createKeyUses(
  client: SSMClient,
  runner: CallRunner,
  around: () => Surroundings,
  onArn: (arn: string) => void,
): Pick<KeyAdmin, 'secureStrings'> {
  return {
    async *secureStrings(path) {
      const below = path === undefined ? [] : [{ Key: 'Path', Option: 'Recursive', Values: [path] }];
      let token: string | undefined;
      do {
        const NextToken = token;
        const page = await send(
          runner,
          'describe',
          'idempotent',
          () => ({ operation: 'DescribeParameters', subjects: [path ?? '/'], around: around() }),
          (options) =>
            client.send(
              new DescribeParametersCommand({
                ParameterFilters: [{ Key: 'Type', Option: 'Equals', Values: ['SecureString'] }, ...below],
                MaxResults: pageSize,
                ...(NextToken === undefined ? {} : { NextToken }),
              }),
              options,
            ),
        );
        for (const { ARN } of page.Parameters ?? []) if (ARN !== undefined) onArn(ARN);
        yield (page.Parameters ?? []).map(({ Name = '', KeyId }) => ({
          parameter: Name,
          keyId: KeyId || undefined,
        }));
        // AWS cuts pages before it filters them, so empty pages with a token are the rule.
        token = page.NextToken || undefined;
      } while (token !== undefined);
    },
  };
}
