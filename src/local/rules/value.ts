import type { ParameterType } from '../../core/parameter/type.ts';
import { advancedLimit, standardLimit } from '../../core/parameter/value.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { StoredTier } from '../store/parameters.ts';

const standardText =
  'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter ' +
  'value, upgrade the parameter to use the advanced-parameter tier. For more information, see ' +
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html';
const advancedText =
  'The specified parameter value is too large. Advanced-tier parameters support a maximum parameter value of ' +
  '8192 characters.';

/** Source: aws-facts section 1. Sizes count UTF-8 bytes. No text holds the value. @throws AwsError */
export function checkValue(value: string, tier: StoredTier): void {
  if (/\{\{[\s\S]*\}\}/.test(value)) {
    throw validationError('Parameter value can\'t nest another parameter. Do not use "{{}}" in the value.');
  }
  const size = valueSize(value);
  if (size > advancedLimit) throw validationError(tier === 'Standard' ? standardText : advancedText);
  if (tier === 'Standard' && size > standardLimit) throw validationError(standardText);
}

export function valueSize(value: string): number {
  return Buffer.byteLength(value, 'utf8');
}

/** Full match: the user guide's own `\d{1,4}` refuses `10,000`. @throws AwsError */
export function checkPattern(value: string, pattern: string | null): void {
  if (pattern === null) return;
  if (!compile(pattern).test(value)) {
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
    );
  }
}

/** @throws AwsError InvalidAllowedPatternException */
function compile(pattern: string): RegExp {
  // Some patterns that Java takes (`\-`, `\_`) are errors under the u flag.
  for (const flags of ['u', '']) {
    try {
      new RegExp(pattern, flags);
      return new RegExp(`^(?:${pattern})$`, flags);
    } catch {
      // Try the laxer grammar.
    }
  }
  throw new AwsError(
    'InvalidAllowedPatternException',
    'The request does not meet the regular expression requirement.',
  );
}

const dataTypes: ReadonlySet<string> = new Set(['text', 'aws:ec2:image', 'aws:ssm:integration']);

/** @throws AwsError */
export function checkDataType(dataType: string, type: ParameterType): void {
  if (!dataTypes.has(dataType)) {
    throw validationError(
      `The following data type is not supported: ${dataType} (Data type names are all lowercase.)`,
    );
  }
  if (dataType === 'aws:ec2:image' && type !== 'String') {
    throw validationError('The aws:ec2:image data type is supported by String parameters only.');
  }
}
