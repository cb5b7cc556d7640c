import { describe, expect, it } from 'vitest';
import { buildMarketSnapshot } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import type { ObservationSource } from '../../core/ports/observation-source.js';
import { parseSymbol } from '../../core/symbol.js';
import { DAY, HOUR, SECOND } from '../../core/time.js';
import type { Logger } from '../../infra/log/types.js';
import { SourceObservations } from './source-observations.js';

const T = Date.UTC(2026, 0, 10, 12);
const never = new AbortController().signal;
const quiet = (): void => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet } as unknown as Logger;

const mood = (value: number, observed_at: number, available_at = observed_at): Observation => ({
  series: 'fear_greed',
  symbol: '*',
  value,
  observed_at,
  available_at,
  source: 'mood',
  retrieved_at: Math.max(observed_at, available_at),
});

/** Sources whose answers a test sets; asking them takes a second. */
function told(answers: () => readonly Observation[]) {
  let now = T;
  let asked = 0;
  const source: ObservationSource = {
    id: 'mood',
    series: ['fear_greed'],
    collect: () => {
      asked += 1;
      now += SECOND;
      return Promise.resolve({ observations: answers(), failures: [] });
    },
  };
  const observations = new SourceObservations({
    sources: [source],
    symbol: parseSymbol('BTCUSDT'),
    own: new Set(),
    deadlineMs: HOUR,
    clock: {
      now: () => now,
      sleep: (_ms, signal) =>
        new Promise((_, reject) => signal!.addEventListener('abort', () => reject(new Error('over')))),
    },
    log,
    note: quiet,
  });
  const moodAt = (asOf: number): number | null =>
    buildMarketSnapshot(observations.known, { asOf, baseAsset: 'BTCUSDT', horizonHours: 24 }).macro_context
      .fear_greed_index;
  return { observations, moodAt, asked: () => asked, passTo: (time: number) => (now = time) };
}

describe('what sources have said', () => {
  it('counts from the moment at which all of it was there, and a value from the future not before it could be known', async () => {
    const { observations, moodAt } = told(() => [mood(40, T - DAY), mood(70, T - HOUR, T + HOUR), mood(99, T + DAY)]);
    const { asOf } = await observations.at(T, never);
    expect(asOf).toBe(T + SECOND);
    expect(moodAt(asOf)).toBe(40);
    // A snapshot as of later would show what nobody knew.
    expect(moodAt(asOf + HOUR)).toBe(70);
    expect(moodAt(asOf + DAY)).toBe(99);
  });

  it('is asked once for a decision, from the journal too, and told once', async () => {
    const first = told(() => [mood(40, T - DAY)]);
    const observed = await first.observations.at(T, never);
    expect(await first.observations.at(T, never)).toBe(observed);
    const again = told(() => [mood(40, T - DAY), mood(45, T)]);
    again.observations.take(observed);
    expect(await again.observations.at(T, never)).toBe(observed);
    expect([first.asked(), again.asked()]).toEqual([1, 0]);
    again.passTo(T + DAY);
    const next = await again.observations.at(T + DAY, never);
    expect(next.observations.map(({ value }) => value)).toEqual([45]);
    expect(again.moodAt(next.asOf)).toBe(45);
  });

  it('forgets what no snapshot looks at any more', async () => {
    const { observations, passTo } = told(() => [mood(40, T - DAY)]);
    await observations.at(T, never);
    passTo(T + 60 * DAY);
    const later = await observations.at(T + 60 * DAY, never);
    expect([later.observations, observations.known]).toEqual([[], []]);
  });
});
