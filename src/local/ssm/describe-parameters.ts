import { parameterArn } from '../../core/parameter/name.ts';
import { operation, seconds } from '../operation.ts';
import { cutPage, openPage } from '../page.ts';
import { checkFilters, checkNotMixed, filterList, fromOldFilters, matchesFilter } from '../rules/filters.ts';
import { describePolicies } from '../rules/policies.ts';
import { list, structure } from '../shape/composite.ts';
import { boolean, integer, oneOf, text } from '../shape/scalar.ts';
import { tagsOf } from '../store/parameter-tags.ts';
import type { ParameterRecord } from '../store/parameters.ts';

const input = structure(
  {},
  {
    Filters: list(
      structure(
        { Key: oneOf(['Name', 'Type', 'KeyId']), Values: list(text({ min: 1, max: 1024 }), 1, 50) },
        {},
      ),
      0,
      100,
    ),
    ParameterFilters: filterList,
    MaxResults: integer(1, 50),
    NextToken: text(),
    Shared: boolean,
  },
);

const filterKeys = ['Path', 'Name', 'Type', 'KeyId', 'Tier', 'DataType', 'tag:'];

/** Pages are cut before filtering: a filtered listing has many empty pages with tokens, as on AWS. */
export const describeParameters = operation('read', input, (asked, call) => {
  call.authorize('ssm:DescribeParameters', '*');
  const old = asked.Filters ?? [];
  const modern = asked.ParameterFilters ?? [];
  checkNotMixed(old, modern);
  const filters = checkFilters(old.length > 0 ? fromOldFilters(old) : modern, filterKeys);
  const listing = JSON.stringify(['DescribeParameters', filters, asked.Shared === true]);
  const paging = openPage(call, listing, asked.NextToken, asked.MaxResults ?? 10);
  // Nothing is ever shared with the embedded account.
  if (asked.Shared === true) return { Parameters: [] };
  const records = call.view.all({ after: paging.after, limit: paging.limit + 1 });
  const { page, NextToken } = cutPage(call, listing, paging, records, (record) => record.name);
  const byTag = filters.some((filter) => filter.Key.startsWith('tag:'));
  const matching = page.filter((record) => {
    const tags = byTag ? tagsOf(call.database, record.id) : [];
    return filters.every((filter) => matchesFilter(filter, record, tags));
  });
  return {
    Parameters: matching.map((record) => ({
      ...describeVersion(record),
      ARN: parameterArn(record.name, call.scope),
    })),
    NextToken,
  };
});

/** What DescribeParameters and GetParameterHistory tell alike. The key id is echoed as it was given. */
export function describeVersion(record: ParameterRecord): object {
  return {
    Name: record.given,
    Type: record.type,
    KeyId: record.keyId ?? undefined,
    LastModifiedDate: seconds(record.modifiedAt),
    LastModifiedUser: record.modifiedBy,
    Description: record.description ?? undefined,
    AllowedPattern: record.allowedPattern ?? undefined,
    Version: record.version,
    Tier: record.tier,
    Policies: describePolicies(record.policies),
    DataType: record.dataType,
  };
}
