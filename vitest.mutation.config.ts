import { defineConfig } from 'vitest/config';
import { keptThread } from './test/support/kept-thread.js';

/** The tests that judge mutants of core and engine (`npm run test:mutation`): those of the parts themselves, no whole commands. */
export default defineConfig({
  plugins: [keptThread()],
  test: {
    include: ['src/{core,strategies,engine,evaluation,sweeps}/**/*.test.ts', 'test/{golden,reference}/**/*.test.ts'],
    testTimeout: 120_000,
    isolate: false,
    unstubEnvs: true,
    env: { NO_COLOR: '1' },
  },
});
