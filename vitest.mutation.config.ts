import { defineConfig } from 'vitest/config';

/** The tests that judge mutants of core and engine (`npm run test:mutation`): those of the parts themselves, no whole commands. */
export default defineConfig({
  test: {
    include: ['src/{core,strategies,engine,evaluation,sweeps}/**/*.test.ts', 'test/{golden,reference}/**/*.test.ts'],
    testTimeout: 600_000,
    env: { NO_COLOR: '1' },
  },
});
