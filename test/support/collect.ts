import type { CollectRequest } from '../../src/core/ports/observation-source.js';
import { seededRandom } from '../../src/core/ports/random.js';
import { parseSymbol } from '../../src/core/symbol.js';
import { createHttpClient, type HttpClient } from '../../src/infra/http/index.js';
import { realClock } from './llm-clock.js';

/** A moment in the middle of a day and of an hour: 2025-06-10 14:09:30 UTC. */
export const TEST_NOW = Date.UTC(2025, 5, 10, 14, 9, 30);

/** The real client over real sockets, with its clock stopped at a moment of the test's choice; waits before retries are cut short. */
export const httpAt = (now: () => number = () => TEST_NOW): HttpClient =>
  createHttpClient({
    clock: { now, sleep: (ms, signal) => realClock.sleep(ms > 9_000 ? ms : Math.min(ms, 5), signal) },
    random: seededRandom(1),
  });

export const requestFor = (symbol: string, asOf = TEST_NOW): CollectRequest => ({
  symbol: parseSymbol(symbol),
  asOf,
  signal: AbortSignal.timeout(15_000),
});
