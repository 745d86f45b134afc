import type { Operation } from '../operation.ts';
import { deleteParameter, deleteParameters } from './delete-parameters.ts';
import { describeParameters } from './describe-parameters.ts';
import { getParameter, getParameters } from './get-parameter.ts';
import { getParameterHistory } from './get-parameter-history.ts';
import { getParametersByPath } from './get-parameters-by-path.ts';
import { labelOperations } from './label-operations.ts';
import { putParameter } from './put-parameter.ts';
import { settingOperations } from './service-settings.ts';
import { tagOperations } from './tag-operations.ts';

/** By the name after `AmazonSSM.` in the target header. */
export const ssmOperations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    PutParameter: putParameter,
    GetParameter: getParameter,
    GetParameters: getParameters,
    GetParametersByPath: getParametersByPath,
    GetParameterHistory: getParameterHistory,
    DescribeParameters: describeParameters,
    DeleteParameter: deleteParameter,
    DeleteParameters: deleteParameters,
    ...labelOperations,
    ...tagOperations,
    ...settingOperations,
  }),
);
