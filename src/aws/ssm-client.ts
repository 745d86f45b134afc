/** What is loaded at first use: an import() of the whole package could leave none of its 150 operations out. */
export { SSMClient } from '@aws-sdk/client-ssm';
