import { parameterArn } from '../../core/parameter/name.ts';
import { AwsError } from '../aws-error.ts';
import { operation } from '../operation.ts';
import { cutPage, openPage } from '../page.ts';
import { parseReference } from '../rules/selector.ts';
import { structure } from '../shape/composite.ts';
import { boolean, integer, text } from '../shape/scalar.ts';
import { labelsOf } from '../store/labels.ts';
import { listVersions } from '../store/parameters.ts';
import { describeVersion } from './describe-parameters.ts';
import { readValue } from './read-parameter.ts';

const input = structure(
  { Name: text({ min: 1, max: 2048 }) },
  { WithDecryption: boolean, MaxResults: integer(1, 50), NextToken: text() },
);

/** Oldest first. Decryption is asked of every version: one unusable key fails the call. */
export const getParameterHistory = operation('read', input, (asked, call) => {
  const reference = parseReference(asked.Name, call.scope);
  call.authorize('ssm:GetParameterHistory', parameterArn(reference.name, call.scope));
  const latest = reference.foreign ? undefined : call.view.find(reference.name);
  if (!latest) throw new AwsError('ParameterNotFound');
  const listing = JSON.stringify(['GetParameterHistory', latest.name]);
  const paging = openPage(call, listing, asked.NextToken, asked.MaxResults ?? 50);
  const after = paging.after === '' ? 0 : Number(paging.after);
  const versions = listVersions(call.database, latest.id, after, paging.limit + 1);
  const { page, NextToken } = cutPage(call, listing, paging, versions, (record) => String(record.version));
  return {
    Parameters: page.map((record) => ({
      ...describeVersion(record),
      Name: reference.given,
      Value: readValue(call, record, asked.WithDecryption === true),
      Labels: labelsOf(call.database, record.id, record.version),
    })),
    NextToken,
  };
});
