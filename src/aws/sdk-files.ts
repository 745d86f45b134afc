export { loadSharedConfigFiles, readFile } from '@smithy/core/config';
