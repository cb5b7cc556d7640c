import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../core/bars.js';
import type { Observation } from '../../core/observation.js';
import { resampleBars } from '../../core/resample.js';
import { seededRandom } from '../../core/ports/random.js';
import { aheadOfBars } from './ahead-of-bars.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/** A random walk of 0.5 % an hour without gaps. */
function walk(seed: number, n: number): BarSeries {
  const random = seededRandom(seed);
  const bars = BarSeries.allocate('BTCUSDT', HOUR, n);
  let price = 40_000;
  for (let i = 0; i < n; i++) {
    bars.openTime[i] = START + i * HOUR;
    bars.open[i] = price;
    price *= Math.exp(0.005 * (2 * random.next() - 1) * Math.sqrt(3));
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i]!, price);
    bars.low[i] = Math.min(bars.open[i]!, price);
    bars.volume[i] = 1;
  }
  return bars;
}

/** Hourly bars of another exchange, off by a random basis of 0.05 %, that show the close of `early` bars later. */
function pricesOf(bars: BarSeries, early: (row: number) => number, series: 'bar_1h' | 'spot_price' = 'bar_1h') {
  const random = seededRandom(99);
  return Array.from({ length: bars.length - 24 }, (_, row): Observation => {
    const close = bars.close[row + early(row)]! * Math.exp(0.001 * (random.next() - 0.5));
    const bar = { open: close, high: close, low: close, close, volume: 1, quote_volume: null };
    const [observed_at, value] = series === 'bar_1h' ? [bars.openTime[row]!, bar] : [bars.closeTime(row), close];
    const available_at = bars.closeTime(row);
    return { series, symbol: 'BTCUSDT', value, observed_at, available_at, source: 'x', retrieved_at: available_at };
  });
}

describe('prices among observations', () => {
  const bars = walk(1, 2_000);

  it.each(['bar_1h', 'spot_price'] as const)('of %s that are one bar early are found, and by how much', (series) => {
    const [found] = aheadOfBars(
      pricesOf(bars, () => 1, series),
      bars,
    );
    expect(found).toMatchObject({ series, symbol: 'BTCUSDT', source: 'x', n: 1_976 });
    expect(found!.share).toBeCloseTo(1, 1);
  });

  it('are found where every fourth is early, and where the bars are those of a day', () => {
    expect(
      aheadOfBars(
        pricesOf(bars, (row) => (row % 4 === 0 ? 1 : 0)),
        bars,
      )[0]?.share,
    ).toBeCloseTo(0.25, 1);
    const daily = resampleBars(walk(2, 12_000), 24 * HOUR);
    const [found] = aheadOfBars(
      pricesOf(walk(2, 12_000), () => 1),
      daily,
    );
    expect(found).toBeDefined();
    expect(found!.share).toBeGreaterThan(0.02);
  });

  it('are found under another name, in another currency, and where each row names another source', () => {
    const named = aheadOfBars(
      pricesOf(bars, () => 1),
      BarSeries.fromColumns('btc', HOUR, bars),
    );
    expect(named[0]?.share).toBeCloseTo(1, 1);
    const euros = pricesOf(bars, () => 1, 'spot_price').map((each) => ({ ...each, value: 0.6 * Number(each.value) }));
    expect(aheadOfBars(euros, bars)[0]?.share).toBeCloseTo(1, 1);
    const scattered = pricesOf(bars, () => 1).map((each, row) => ({ ...each, source: `x${row}` }));
    expect(aheadOfBars(scattered, bars)).toMatchObject([{ source: '1976 sources', n: 1_976 }]);
  });

  it('are not held back by honest ones of another source', () => {
    const honest = pricesOf(bars, () => 0).map((each) => ({ ...each, source: 'honest' }));
    const found = aheadOfBars([...honest, ...pricesOf(bars, () => 1)], bars);
    expect(found.map(({ source }) => source)).toEqual(['x']);
  });

  it('of another exchange, late ones, and those of another symbol are honest: none of 100 walks', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const each = walk(seed, 400);
      expect(
        aheadOfBars(
          pricesOf(each, () => 0),
          each,
        ),
      ).toEqual([]);
      expect(
        aheadOfBars(
          pricesOf(each, (row) => (row > 0 ? -1 : 0)),
          each,
        ),
      ).toEqual([]);
    }
    const others = pricesOf(walk(3, 2_000), () => 1).map((each) => ({ ...each, symbol: 'ETHUSDT' }));
    expect(aheadOfBars(others, bars)).toEqual([]);
    expect(aheadOfBars(pricesOf(bars, () => 1).slice(0, 20), bars), 'too few').toEqual([]);
  });
});
