import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIndex } from '../../src/app/observations/store.js';
import { buildMarketSnapshot, ObservationIndex, type MarketSnapshot } from '../../src/core/market-snapshot/index.js';
import type { Observation } from '../../src/core/observation.js';
import { knownFrom } from '../../src/core/point-in-time.js';
import type { SeriesName } from '../../src/core/series.js';
import { openObservations } from '../../src/infra/store/observations/open-observations.js';
import { ALL_SERIES, newestMoment, pastOf, rowOf, T } from './history.js';

/** What a model is shown: every value, and the headlines. */
const shown = ({ market, onchain, macro_context, news }: MarketSnapshot) => ({ market, onchain, macro_context, news });
const at = (asOf: number, from: readonly Observation[] | ObservationIndex) =>
  buildMarketSnapshot(from, { asOf, baseAsset: 'BTCUSDT', horizonHours: 24 });

const past = pastOf(T);
/** Series that are shown only together, of the same day or both fresh. */
const PARTNERS: Partial<Record<SeriesName, SeriesName>> = {
  exchange_inflow: 'exchange_outflow',
  exchange_outflow: 'exchange_inflow',
  mark_price: 'index_price',
  index_price: 'mark_price',
};

describe.each(ALL_SERIES)('%s', (series) => {
  const newest = newestMoment(series, T);
  const poison = [rowOf(series, newest, T + 1, 7), rowOf(series, newest - 1, T + 1, 9)];
  const partner = PARTNERS[series];
  // Blockchain.com's count is shown only where CoinMetrics has none.
  const beside = series === 'unique_addresses' ? past.filter((row) => row.series !== 'active_addresses') : past;
  const known = [...beside, ...(partner === undefined ? [] : [rowOf(partner, newest, T)])];

  it('changes nothing before its rows are available, and something once they are', async () => {
    const clean = at(T, known);
    expect(at(T, [...poison, ...known])).toEqual(clean);
    const later = shown(at(T + 1, [...known, ...poison]));
    expect(later).not.toEqual(shown(at(T + 1, known)));
  });

  it('goes through the store with the same result', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'point-in-time-'));
    const store = await openObservations(join(folder, 'o.db'));
    try {
      await store.add([...poison, ...known]);
      const index = await readIndex(store, {});
      expect(shown(at(T, index))).toEqual(shown(at(T, known)));
      expect(shown(at(T + 1, index))).toEqual(shown(at(T + 1, [...known, ...poison])));
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a shuffled future', () => {
  it('never shows: whatever was not known, in whatever order, with whatever values', () => {
    const future = ALL_SERIES.flatMap((series) =>
      [-30, -3, 0, 2].map((hours) => rowOf(series, newestMoment(series, T + hours * 3_600_000), T + 2 * 3_600_000)),
    );
    fc.assert(
      fc.property(
        fc.shuffledSubarray(future, { minLength: 1 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: future.length, maxLength: future.length }),
        fc.integer({ min: 0, max: 2 * 3_600_000 - 1 }),
        (rows, scales, wait) => {
          const poisoned = rows.map((row, i) => rowOf(row.series, row.observed_at, row.available_at, scales[i]! * 3));
          expect(shown(at(T + wait, [...poisoned, ...past]))).toEqual(shown(at(T + wait, past)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is what the data of another time are: a snapshot uses nothing it could not know', () => {
    const index = new ObservationIndex(past);
    for (let asOf = T - 5 * 86_400_000; asOf <= T; asOf += 7 * 3_600_000 + 1) {
      const only = past.filter((row) => knownFrom(row) <= asOf);
      expect(shown(at(asOf, index))).toEqual(shown(at(asOf, only)));
    }
  });
});

describe('a copy of a revised series', () => {
  const day = newestMoment('exchange_inflow', T);
  const copy = (value: number, retrieved_at: number): Observation[] =>
    (['exchange_inflow', 'exchange_outflow'] as const).map((series) => ({
      ...rowOf(series, day, day + 28 * 3_600_000),
      value: series === 'exchange_inflow' ? value : 0,
      retrieved_at,
    }));

  it('from later is refused with a reason, whatever availability it claims', () => {
    const { onchain, data_quality } = at(T, copy(5, T + 90 * 86_400_000));
    expect(onchain.exchange_netflows_btc).toBeNull();
    expect(data_quality.fields['onchain.exchange_netflows_btc']?.missing_because).toMatch(
      /revised by its publisher, and the oldest copy at hand was retrieved later \(2024-08-30.*it would see the future/,
    );
  });

  it('counts from its retrieval on, and each moment sees the version of its time', () => {
    const versions = [...copy(5, T - 1_000), ...copy(6, T + 86_400_000)];
    expect(at(T, versions).onchain.exchange_netflows_btc).toBe(5);
    expect(at(T + 86_400_000 - 1, versions).onchain.exchange_netflows_btc).toBe(5);
    expect(at(T + 86_400_000, versions).onchain.exchange_netflows_btc).toBe(6);
  });
});
