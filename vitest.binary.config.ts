import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The tests that start the program, on dist/ssmkit, which `npm run build` makes. */
export default defineConfig({
  test: {
    ...base.test,
    include: ['test/e2e/**/*.test.ts', 'test/commands/canary-process.test.ts'],
    exclude: [
      // About the npm package, which has no binary.
      'test/e2e/library.test.ts',
      // Looks into the program by a script that Node loads first; binary-snapshot.test.ts looks from outside.
      'test/e2e/bundle-load.test.ts',
    ],
    provide: { program: 'binary' },
    // These tests mostly wait for the programs they start.
    maxWorkers: 2,
    globalSetup: ['test/e2e/fresh-binary.ts'],
  },
});
