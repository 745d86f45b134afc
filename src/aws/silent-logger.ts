/** The SDK writes to the console when it is given no logger of its own; stderr belongs to ssmkit. */
export const silentLogger = {
  trace(): void {},
  debug(): void {},
  info(): void {},
  warn(): void {},
  error(): void {},
};
