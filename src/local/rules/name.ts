import { type ArnScope, parameterArn } from '../../core/parameter/name.ts';
import { AwsError, validationError } from '../aws-error.ts';

/** A name as the store knows it, and the form the caller used. X and /X are one parameter. */
export interface NameForm {
  readonly name: string;
  readonly given: string;
}

export const nameText =
  'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of ' +
  'sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the ' +
  'following 3 symbols .-_';
/** The backslashes stand in AWS's own text. */
export const pathText =
  "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward " +
  'slash "/". It can\'t be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only letters, ' +
  'numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not ' +
  'allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: ' +
  '/get/parameters2-/by1./path0_.';
const levelsText =
  'A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints for ' +
  'parameter names in the AWS Systems Manager User Guide.';
const maxLevels = 15;
const maxArnLength = 1011;
const wellFormed = /^(?:[A-Za-z0-9_.-]+|(?:\/[A-Za-z0-9_.-]+)+)$/;

/** The rules for PutParameter. Source: aws-facts section 1. @throws AwsError */
export function nameForPut(raw: string, scope: ArnScope): NameForm {
  const given = raw.trim();
  if (given.includes('/') && !given.startsWith('/') && !given.includes(':')) {
    throw validationError('Parameter name must be a fully qualified name');
  }
  if (given.endsWith('/') && !given.endsWith('//')) {
    throw validationError('Parameter name must not end with slash.');
  }
  if (!wellFormed.test(given)) throw validationError(nameText);
  const name = canonical(given);
  if (/^\/aws/i.test(name)) {
    if (given.startsWith('/')) {
      throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${given}.`);
    }
    throw validationError('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
  if (/^\/ssm/i.test(name)) throw validationError(nameText);
  if (levels(name) > maxLevels) throw new AwsError('HierarchyLevelLimitExceededException', levelsText);
  if (parameterArn(name, scope).length > maxArnLength) {
    throw validationError(`Parameter name is too long: its ARN may have at most ${maxArnLength} characters.`);
  }
  return { name, given };
}

/** The rules for names in reads, deletes, labels and tags: no ARN, no selector. @throws AwsError */
export function nameForLookup(raw: string): NameForm {
  const given = raw.trim();
  if (!wellFormed.test(given) || /^\/?ssm/i.test(given)) throw validationError(nameText);
  return { name: canonical(given), given };
}

/** The path of GetParametersByPath and of the Path filter, without its trailing slash. @throws AwsError */
export function pathForLookup(raw: string): string {
  if (raw === '/') return raw;
  const path = raw.endsWith('/') ? raw.slice(0, -1) : raw;
  const good = path.startsWith('/') && wellFormed.test(path) && !/^\/ssm/i.test(path);
  if (!good) throw validationError(pathText);
  return path;
}

export function canonical(given: string): string {
  return given.startsWith('/') ? given : `/${given}`;
}

function levels(name: string): number {
  return name.split('/').length - 1;
}
