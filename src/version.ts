/** Put in when the bundle is made (scripts/bundle.mjs); run from source there is none. */
declare const SSMKIT_VERSION: string | undefined;

export const version: string = typeof SSMKIT_VERSION === 'string' ? SSMKIT_VERSION : '0.0.0-source';
