import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRuntime, type Runtime } from '../../src/app/runtime/runtime.js';

/** The user's own settings and keys; bans and other files go to a folder of their own, the log to nowhere. */
export const liveRuntime = (exchange?: string): Runtime =>
  createRuntime({
    env: {
      ...process.env,
      USER_DATA_DIR: mkdtempSync(join(tmpdir(), 'llm-trading-live-')),
      ...(exchange === undefined ? {} : { EXCHANGE: exchange }),
    },
    logStream: { write: () => true },
  });

/** Fails with this text alone: where in the test it happened tells nobody why an endpoint does not answer. */
export function fail(reason: string): never {
  throw Object.assign(new Error(reason), { stack: '' });
}
