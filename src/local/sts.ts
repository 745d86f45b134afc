import { AwsError } from './aws-error.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** STS's query protocol, of which only GetCallerIdentity is spoken. @throws AwsError InvalidAction */
export function answerSts(
  operation: string,
  about: { readonly account: string; readonly caller: string; readonly requestId: string },
): string {
  if (operation !== 'GetCallerIdentity') {
    throw new AwsError('InvalidAction', `Could not find operation ${operation} for version 2011-06-15`);
  }
  return (
    `<GetCallerIdentityResponse xmlns="${namespace}"><GetCallerIdentityResult>` +
    `<Arn>${about.caller}</Arn><UserId>AIDALOCALLOCALLOCAL0</UserId><Account>${about.account}</Account>` +
    '</GetCallerIdentityResult>' +
    `<ResponseMetadata><RequestId>${about.requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`
  );
}

export function stsErrorBody(error: AwsError, requestId: string): string {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  return (
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${escapeXml(error.code)}</Code>` +
    `<Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.codePointAt(0)};`);
}
