import type { ParameterTier } from '../../core/parameter/type.ts';
import { AwsError, validationError } from '../aws-error.ts';
import { type Call, type Operation, operation, seconds } from '../operation.ts';
import { structure } from '../shape/composite.ts';
import { text } from '../shape/scalar.ts';
import { findSetting, putSetting, removeSetting } from '../store/settings.ts';

const tierSetting = '/ssm/parameter-store/default-parameter-tier';
const throughputSetting = '/ssm/parameter-store/high-throughput-enabled';

interface Definition {
  readonly initial: string;
  readonly values: readonly string[];
}

const definitions: ReadonlyMap<string, Definition> = new Map([
  [tierSetting, { initial: 'Standard', values: ['Standard', 'Advanced', 'Intelligent-Tiering'] }],
  [throughputSetting, { initial: 'false', values: ['true', 'false'] }],
]);

/** The tier of a put that names none. */
export function defaultTier(call: Call): ParameterTier {
  const value = findSetting(call.database, call.scope, tierSetting)?.value;
  return value === 'Advanced' || value === 'Intelligent-Tiering' ? value : 'Standard';
}

const settingId = text({ min: 1, max: 1000 });
const byId = structure({ SettingId: settingId }, {});

export const settingOperations: Readonly<Record<string, Operation>> = {
  GetServiceSetting: operation('read', byId, (input, call) => {
    const id = known(input.SettingId, call, 'ssm:GetServiceSetting');
    return { ServiceSetting: describe(call, id) };
  }),

  UpdateServiceSetting: operation(
    'write',
    structure({ SettingId: settingId, SettingValue: text({ min: 1, max: 4096 }) }, {}),
    (input, call) => {
      const id = known(input.SettingId, call, 'ssm:UpdateServiceSetting');
      if (!definitions.get(id)?.values.includes(input.SettingValue)) {
        throw validationError(`Invalid setting value for ${id}.`);
      }
      const setting = { value: input.SettingValue, modifiedAt: call.now, modifiedBy: call.caller };
      putSetting(call.database, call.scope, id, setting);
      return {};
    },
  ),

  ResetServiceSetting: operation('write', byId, (input, call) => {
    const id = known(input.SettingId, call, 'ssm:ResetServiceSetting');
    removeSetting(call.database, call.scope, id);
    return { ServiceSetting: describe(call, id) };
  }),
};

/** Takes the id or its ARN. @throws AwsError ServiceSettingNotFound */
function known(given: string, call: Call, action: string): string {
  const id = given.replace(/^arn:[^:]*:ssm:[^:]*:\d*:servicesetting/, '');
  call.authorize(action, settingArn(call, id));
  if (definitions.has(id)) return id;
  throw new AwsError('ServiceSettingNotFound', `Setting id ${id} is not supported by the embedded store.`);
}

function settingArn(call: Call, id: string): string {
  const { partition, region, account } = call.scope;
  return `arn:${partition}:ssm:${region}:${account}:servicesetting${id}`;
}

function describe(call: Call, id: string): object {
  const set = findSetting(call.database, call.scope, id);
  return {
    SettingId: id,
    SettingValue: set?.value ?? definitions.get(id)?.initial,
    LastModifiedDate: seconds(set?.modifiedAt ?? 0),
    LastModifiedUser: set?.modifiedBy ?? 'System',
    ARN: settingArn(call, id),
    Status: set === undefined ? 'Default' : 'Customized',
  };
}
