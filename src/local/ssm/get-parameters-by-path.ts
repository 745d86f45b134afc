import { parameterArn } from '../../core/parameter/name.ts';
import { type Call, operation } from '../operation.ts';
import { cutPage, openPage } from '../page.ts';
import { checkFilters, type Filter, filterList, matchesFilter } from '../rules/filters.ts';
import { pathForLookup } from '../rules/name.ts';
import { structure } from '../shape/composite.ts';
import { boolean, integer, text } from '../shape/scalar.ts';
import { versionWithLabel } from '../store/labels.ts';
import { findVersion, type ParameterRecord } from '../store/parameters.ts';
import { toParameter } from './read-parameter.ts';

const input = structure(
  { Path: text({ min: 1, max: 2048 }) },
  {
    Recursive: boolean,
    ParameterFilters: filterList,
    WithDecryption: boolean,
    MaxResults: integer(1, 10),
    NextToken: text(),
  },
);

const filterKeys = ['Type', 'KeyId', 'Label'];

/** Pages are cut before filtering, so that a page can be empty and still carry a token. */
export const getParametersByPath = operation('read', input, (asked, call) => {
  const path = pathForLookup(asked.Path);
  // The requested path's ARN is what the policy must allow, with its trailing slash if it came with one.
  call.authorize('ssm:GetParametersByPath', parameterArn(asked.Path, call.scope));
  const filters = checkFilters(asked.ParameterFilters ?? [], filterKeys);
  const recursive = asked.Recursive === true;
  const listing = JSON.stringify(['GetParametersByPath', path, recursive, filters]);
  const paging = openPage(call, listing, asked.NextToken, asked.MaxResults ?? 10);
  const range = { after: paging.after, limit: paging.limit + 1 };
  const records = call.view.below(path, recursive, range);
  const { page, NextToken } = cutPage(call, listing, paging, records, (record) => record.name);
  const decrypted = asked.WithDecryption === true;
  const parameters = page.flatMap((record) => {
    const chosen = choose(call, record, filters);
    return chosen
      ? [toParameter(call, chosen.record, { name: record.given, selector: chosen.selector, decrypted })]
      : [];
  });
  return { Parameters: parameters, NextToken };
});

/** The labelled version where a label is asked for, else the latest; nothing where a filter says no. */
function choose(
  call: Call,
  latest: ParameterRecord,
  filters: readonly Filter[],
): { readonly record: ParameterRecord; readonly selector: string | undefined } | undefined {
  const byLabel = filters.find((filter) => filter.Key === 'Label');
  const label = byLabel?.Values.find(
    (value) => versionWithLabel(call.database, latest.id, value) !== undefined,
  );
  if (byLabel && label === undefined) return undefined;
  const version = label === undefined ? undefined : versionWithLabel(call.database, latest.id, label);
  const record = version === undefined ? latest : findVersion(call.database, latest.id, version);
  const others = filters.filter((filter) => filter !== byLabel);
  if (!record || !others.every((filter) => matchesFilter(filter, record, []))) return undefined;
  return { record, selector: label === undefined ? undefined : `:${label}` };
}
