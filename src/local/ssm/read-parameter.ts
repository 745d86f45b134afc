import { parameterArn } from '../../core/parameter/name.ts';
import { AwsError } from '../aws-error.ts';
import { type Call, seconds } from '../operation.ts';
import type { Reference } from '../rules/selector.ts';
import { versionWithLabel } from '../store/labels.ts';
import { findVersion, type ParameterRecord } from '../store/parameters.ts';
import { openValue } from '../store/versions.ts';
import { decryptValue } from './secure-value.ts';

/** @throws AwsError ParameterNotFound (no message, as AWS) or ParameterVersionNotFound, never the latest instead. */
export function lookUp(call: Call, reference: Reference): ParameterRecord {
  const latest = reference.foreign ? undefined : call.view.find(reference.name);
  if (!latest) throw new AwsError('ParameterNotFound');
  const { selector } = reference;
  if (!selector) return latest;
  const version =
    selector.kind === 'version'
      ? selector.version
      : versionWithLabel(call.database, latest.id, selector.label);
  if (version === latest.version) return latest;
  // A lagging view may not know yet what the table already holds.
  const visible = version !== undefined && version < latest.version;
  const found = visible ? findVersion(call.database, latest.id, version) : undefined;
  if (found) return found;
  const what = selector.kind === 'version' ? `version ${selector.version}` : `label ${selector.label}`;
  throw new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find ${what} of ${reference.given}. Verify the version and try again.`,
  );
}

/** The value as the caller asked for it. @throws AwsError when the key cannot be used. */
export function readValue(call: Call, record: ParameterRecord, decrypted: boolean): string {
  const stored = openValue(call.sealer, call.scope, record);
  return decrypted && record.type === 'SecureString' ? decryptValue(call, record.name, stored) : stored;
}

/** The Parameter of the three Get calls: no tier, key or labels. */
export function toParameter(
  call: Call,
  record: ParameterRecord,
  options: { readonly name: string; readonly selector?: string | undefined; readonly decrypted: boolean },
): object {
  return {
    Name: options.name,
    Type: record.type,
    Value: readValue(call, record, options.decrypted),
    Version: record.version,
    Selector: options.selector,
    LastModifiedDate: seconds(record.modifiedAt),
    ARN: parameterArn(record.name, call.scope),
    DataType: record.dataType,
  };
}
