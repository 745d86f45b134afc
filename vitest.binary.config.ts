import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** What runs on dist/ssmkit, which `npm run build` makes. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [], exclude: [] } },
  defineConfig({ test: { include: ['test/e2e/binary*.test.ts'] } }),
);
