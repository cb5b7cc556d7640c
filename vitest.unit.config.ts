import { defineConfig } from 'vitest/config';
import whole from './vitest.config.js';

/** The unit tests alone, which lie beside the sources: no whole commands, no documents, no recorded data. `npm run test:unit`. */
export default defineConfig({ ...whole, test: { ...whole.test, include: ['src/**/*.test.ts'] } });
