/**
 * A refusal in AWS's own words: the code becomes `__type`, an empty message is left out of the body, as AWS
 * does for ParameterNotFound. The message never holds a parameter's value.
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message = '', status = 400) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

/** The API model spells the member `Message` for these, `message` for all others. */
const capitalised: ReadonlySet<string> = new Set([
  'InternalServerError',
  'TooManyUpdates',
  'InvalidNextToken',
  'InvalidFilterValue',
  'ServiceSettingNotFound',
  'SerializationException',
]);

export function errorBody(error: AwsError): string {
  if (error.message === '') return JSON.stringify({ __type: error.code });
  const member = capitalised.has(error.code) ? 'Message' : 'message';
  return JSON.stringify({ __type: error.code, [member]: error.message });
}
