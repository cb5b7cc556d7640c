import { defineConfig } from 'vitest/config';

/** Validates the real endpoints: needs the internet, costs a few requests a source. `npm run test:live`. */
export default defineConfig({
  test: { include: ['test/live/**/*.test.ts'], testTimeout: 60_000, maxWorkers: 1, fileParallelism: false },
});
