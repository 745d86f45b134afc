import { anything, parameters, tagsOf } from '../core/iam/need.ts';
import { below } from '../core/iam/role.ts';
import { claimOfAim, doctorAim } from './doctor-subject.ts';
import { type AccessLine, access, type Facts, keysOf, type Rule, valuesUnder } from './iam-access.ts';
import { switchOption } from './options.ts';

interface DoctorFacts extends Facts {
  /** The path that is looked at; none for the whole account and Region. */
  readonly paths: readonly string[];
  readonly keyIds: readonly string[];
  readonly decrypts: boolean;
}

/** Whatever is denied is a line of the report, so nothing here is needed for a run to end well. */
const without = 'the report says so';
const when = 'with --environment or --path';

function ofParameters(action: string, on: string): Rule<DoctorFacts> {
  return { action, on, when, without, targets: ({ paths }) => parameters(paths.map(below)) };
}

export const doctorAccess = access<DoctorFacts>(doctorFacts, [
  {
    ...{ action: 'ssm:GetParametersByPath', on: 'the path', when, without },
    targets: ({ paths }) => parameters(paths),
  },
  {
    ...{ action: 'ssm:DescribeParameters', on: 'every parameter (*)', without },
    targets: () => anything,
  },
  {
    ...{ action: 'ssm:GetServiceSetting', on: 'two settings of Parameter Store (*)', without },
    targets: () => anything,
  },
  ofParameters('ssm:GetParameters', 'a name that does not exist'),
  ofParameters('ssm:GetParameter', 'a name that does not exist'),
  {
    ...{ action: 'ssm:ListTagsForResource', on: 'one parameter', when, without },
    targets: ({ paths }) => tagsOf(paths.map(below)),
  },
  {
    ...{ action: 'ssm:GetParameterHistory', on: 'one parameter, and each near 100 versions', without },
    targets: ({ paths }) => parameters(paths.length === 0 ? [below('/')] : paths.map(below)),
  },
  {
    ...{ action: 'kms:DescribeKey', on: 'each customer key', without },
    targets: ({ keyIds }) => keyIds.map((keyId) => ({ kind: 'key', keyId })),
  },
  {
    ...{ action: 'kms:Decrypt', on: 'each customer key', when: 'with --decrypt', without },
    targets: ({ decrypts, keyIds, paths }) => (decrypts ? valuesUnder(keyIds, paths.map(below)) : []),
  },
]);

async function doctorFacts(line: AccessLine): Promise<DoctorFacts> {
  const { settings } = line.context;
  const { options } = line.input;
  const aim = doctorAim(settings, options);
  return {
    claim: claimOfAim(settings, aim),
    paths: aim.path === undefined ? [] : [aim.path],
    keyIds: keysOf(line, [aim.environment]),
    decrypts: switchOption(options, 'decrypt'),
  };
}
