export { HttpResponse } from '@smithy/core/protocols';
export { NodeHttpHandler } from '@smithy/node-http-handler';
