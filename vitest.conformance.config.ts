import { defineConfig } from 'vitest/config';

/** Runs against a real endpoint (moto) with the aws CLI as an independent witness: see scripts/conformance.sh. */
export default defineConfig({
  test: {
    include: ['test/conformance/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
