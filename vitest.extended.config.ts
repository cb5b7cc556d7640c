import { defineConfig } from 'vitest/config';

/** The long suites (fault proxy at full width, hostile streams, browsers): `npm run test:extended`, run by `.ci/run`. */
export default defineConfig({
  test: {
    include: ['test/extended/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    setupFiles: ['test/support/setup.ts'],
  },
});
