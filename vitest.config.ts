import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/conformance/**', 'test/e2e/binary*.test.ts'],
    provide: { program: 'bundle' },
    // Generous, since machines that run tests are often busy with other things as well.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // No test may find credentials, settings or a Region on the machine it runs on.
    env: {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      TZ: 'UTC',
    },
  },
});
