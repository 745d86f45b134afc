import { DescribeParametersCommand, ListTagsForResourceCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { ParameterMetadata } from '../core/parameter/stored.ts';
import type { CallRunner, ParameterStore } from '../core/ports.ts';
import { canonicalForm, chunksOf, unique } from './name-form.ts';
import type { ContextOf } from './parameter-reads.ts';
import { send } from './send.ts';
import { toMetadata } from './stored-parameter.ts';

/** The most values of one filter, and the most of one page. */
const namesPerFilter = 50;
const pageSize = 50;

export function createDescriptions(
  client: SSMClient,
  runner: CallRunner,
  contextOf: ContextOf,
  onArn: (arn: string) => void,
): Pick<ParameterStore, 'describeParameters' | 'listTags'> {
  /** AWS cuts pages before it filters them, so empty pages with a token are the rule. */
  async function describe(names: readonly string[]): Promise<readonly ParameterMetadata[]> {
    const described: ParameterMetadata[] = [];
    let token: string | undefined;
    do {
      const NextToken = token;
      const page = await send(
        runner,
        'describe',
        'idempotent',
        () => contextOf('DescribeParameters', names),
        (options) =>
          client.send(
            new DescribeParametersCommand({
              ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: [...names] }],
              MaxResults: pageSize,
              ...(NextToken === undefined ? {} : { NextToken }),
            }),
            options,
          ),
      );
      for (const metadata of page.Parameters ?? []) {
        if (metadata.ARN !== undefined) onArn(metadata.ARN);
        described.push(toMetadata(metadata, metadata.Name ?? ''));
      }
      token = page.NextToken || undefined;
    } while (token !== undefined);
    return described;
  }

  return {
    async describeParameters(names) {
      const asked = unique(names);
      const parts = await Promise.all(chunksOf(unique(asked.flatMap(forms)), namesPerFilter).map(describe));
      const byForm = new Map(parts.flat().map((one) => [canonicalForm(one.name), one]));
      const found = new Map<string, ParameterMetadata>();
      for (const name of asked) {
        const metadata = byForm.get(canonicalForm(name));
        if (metadata !== undefined) found.set(name, { ...metadata, name });
      }
      return found;
    },

    async listTags(name, resourceType = 'Parameter') {
      const answer = await send(
        runner,
        'list-tags',
        'idempotent',
        () => contextOf('ListTagsForResource', [name]),
        (options) =>
          client.send(
            new ListTagsForResourceCommand({ ResourceType: resourceType, ResourceId: name }),
            options,
          ),
      );
      return (answer.TagList ?? []).map((tag) => ({ Key: tag.Key ?? '', Value: tag.Value ?? '' }));
    },
  };
}

/** A filter compares with the form a root parameter was created by, which nobody remembers. */
function forms(name: string): readonly string[] {
  const root = canonicalForm(name);
  return root.includes('/') ? [name] : [root, `/${root}`];
}
