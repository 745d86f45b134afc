import { parameterArn } from '../../core/parameter/name.ts';
import { AwsError } from '../aws-error.ts';
import { type Call, type Operation, operation } from '../operation.ts';
import { isLabel, labelsPerVersion } from '../rules/label.ts';
import { nameForLookup } from '../rules/name.ts';
import { list, structure } from '../shape/composite.ts';
import { integer, text } from '../shape/scalar.ts';
import { labelsOf, removeLabel, setLabel } from '../store/labels.ts';
import { currentView, findVersion, type ParameterRecord } from '../store/parameters.ts';

const version = integer(0, Number.MAX_SAFE_INTEGER);
const names = {
  Name: text({ min: 1, max: 2048 }),
  Labels: list(text({ min: 1, max: 100 }), 1, labelsPerVersion),
};
const limitText =
  'A parameter version can have maximum 10 labels.Move one or more labels to another version and try again.';

/** @throws AwsError ParameterNotFound, ParameterVersionNotFound */
function chosenVersion(call: Call, action: string, raw: string, wanted: number | undefined): ParameterRecord {
  const { name, given } = nameForLookup(raw);
  call.authorize(action, parameterArn(name, call.scope));
  const latest = currentView(call.database, call.scope).find(name);
  if (!latest) throw new AwsError('ParameterNotFound');
  const found = wanted === undefined ? latest : findVersion(call.database, latest.id, wanted);
  if (found) return found;
  throw new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${wanted} of ${given}. Verify the version and try again.`,
  );
}

export const labelOperations: Readonly<Record<string, Operation>> = {
  // Bad labels are answered, not applied; the good ones of the same call are.
  LabelParameterVersion: operation(
    'write',
    structure(names, { ParameterVersion: version }),
    (input, call) => {
      const record = chosenVersion(call, 'ssm:LabelParameterVersion', input.Name, input.ParameterVersion);
      const good = input.Labels.filter(isLabel);
      const after = new Set([...labelsOf(call.database, record.id, record.version), ...good]);
      if (after.size > labelsPerVersion) throw new AwsError('ParameterVersionLabelLimitExceeded', limitText);
      for (const label of good) setLabel(call.database, record.id, record.version, label);
      return {
        InvalidLabels: input.Labels.filter((label) => !isLabel(label)),
        ParameterVersion: record.version,
      };
    },
  ),

  UnlabelParameterVersion: operation(
    'write',
    structure({ ...names, ParameterVersion: version }, {}),
    (input, call) => {
      const record = chosenVersion(call, 'ssm:UnlabelParameterVersion', input.Name, input.ParameterVersion);
      const removed = [...new Set(input.Labels)].filter((label) =>
        removeLabel(call.database, record.id, record.version, label),
      );
      return {
        RemovedLabels: removed,
        InvalidLabels: input.Labels.filter((label) => !removed.includes(label)),
      };
    },
  ),
};
