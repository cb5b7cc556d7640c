import { defineConfig } from 'vitest/config';

/** That sessions survive, at full size, one file after the other: run by `npm run test:nightly`. */
export default defineConfig({
  test: {
    include: [
      'test/journal/**/*.test.ts',
      'test/broker/**/*.test.ts',
      'test/live-feed/**/*.test.ts',
      'test/source-faults/**/*.test.ts',
      'test/simulation/**/*.test.ts',
      'test/extended/{same-as-backtest,simulation,live-processes,soak,source-fault-schedules,worst-opinions}.test.ts',
    ],
    env: { TEST_SIZE: 'nightly' },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    setupFiles: ['test/support/setup.ts'],
  },
});
