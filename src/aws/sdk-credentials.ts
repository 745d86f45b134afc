export { fromLoginCredentials, fromProcess, fromSSO } from '@aws-sdk/credential-providers';
