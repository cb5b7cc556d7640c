import { defineConfig } from 'vitest/config';

/** A real, small model behind a real server: `npm run test:model`. It installs both outside the lockfile; minutes of one processor. */
export default defineConfig({
  test: {
    include: ['test/model/**/*.test.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    maxWorkers: 1,
  },
});
