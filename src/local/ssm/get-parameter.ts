import { parameterArn } from '../../core/parameter/name.ts';
import { AwsError } from '../aws-error.ts';
import { type Call, operation } from '../operation.ts';
import { parseReference, type Reference } from '../rules/selector.ts';
import { list, structure } from '../shape/composite.ts';
import { boolean, text } from '../shape/scalar.ts';
import { lookUp, toParameter } from './read-parameter.ts';

const nameText = text({ min: 1, max: 2048 });

export const getParameter = operation(
  'read',
  structure({ Name: nameText }, { WithDecryption: boolean }),
  (input, call) => {
    const reference = parseReference(input.Name, call.scope);
    call.authorize('ssm:GetParameter', parameterArn(reference.name, call.scope));
    return { Parameter: read(call, reference, input.WithDecryption === true) };
  },
);

/** Missing names, versions and labels are answered as InvalidParameters; a malformed name fails the call. */
export const getParameters = operation(
  'read',
  structure({ Names: list(nameText, 1, 10) }, { WithDecryption: boolean }),
  (input, call) => {
    const references = [...new Set(input.Names)].map((name) => parseReference(name, call.scope));
    for (const reference of references) {
      call.authorize('ssm:GetParameters', parameterArn(reference.name, call.scope));
    }
    const found: object[] = [];
    const invalid: string[] = [];
    for (const reference of references.toSorted((a, b) => (a.given < b.given ? -1 : 1))) {
      const parameter = readIfAny(call, reference, input.WithDecryption === true);
      if (parameter) found.push(parameter);
      else invalid.push(reference.raw);
    }
    return { Parameters: found, InvalidParameters: invalid };
  },
);

function read(call: Call, reference: Reference, decrypted: boolean): object {
  const record = lookUp(call, reference);
  return toParameter(call, record, { name: reference.given, selector: reference.selector?.text, decrypted });
}

function readIfAny(call: Call, reference: Reference, decrypted: boolean): object | undefined {
  try {
    return read(call, reference, decrypted);
  } catch (error) {
    const missing =
      error instanceof AwsError &&
      (error.code === 'ParameterNotFound' || error.code === 'ParameterVersionNotFound');
    if (missing) return undefined;
    throw error;
  }
}
