import { parameterArn } from '../../core/parameter/name.ts';
import { AwsError } from '../aws-error.ts';
import { operation } from '../operation.ts';
import { nameForLookup } from '../rules/name.ts';
import { list, structure } from '../shape/composite.ts';
import { text } from '../shape/scalar.ts';
import { currentView, deleteParameter as removeRow } from '../store/parameters.ts';

const nameText = text({ min: 1, max: 2048 });

export const deleteParameter = operation('write', structure({ Name: nameText }, {}), (input, call) => {
  const { name } = nameForLookup(input.Name);
  call.authorize('ssm:DeleteParameter', parameterArn(name, call.scope));
  const found = currentView(call.database, call.scope).find(name);
  if (!found) throw new AwsError('ParameterNotFound');
  removeRow(call.database, found.id);
  return {};
});

export const deleteParameters = operation(
  'write',
  structure({ Names: list(nameText, 1, 10) }, {}),
  (input, call) => {
    const forms = [...new Set(input.Names)].map((raw) => ({ raw, ...nameForLookup(raw) }));
    for (const { name } of forms) call.authorize('ssm:DeleteParameters', parameterArn(name, call.scope));
    const view = currentView(call.database, call.scope);
    const deleted: string[] = [];
    const invalid: string[] = [];
    for (const { raw, name } of forms) {
      const found = view.find(name);
      if (found) removeRow(call.database, found.id);
      (found ? deleted : invalid).push(raw);
    }
    return { DeletedParameters: deleted, InvalidParameters: invalid };
  },
);
