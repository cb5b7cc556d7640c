import { describe, expect, it } from 'vitest';
import { normal } from '../../test/support/training-rows.js';
import { BarSeries } from '../core/bars.js';
import { seededRandom } from '../core/ports/random.js';
import type { DailyCloses, TrialRecord } from '../core/ports/trial-store.js';
import { resampleBars } from '../core/resample.js';
import { dailyCloses } from './daily-closes.js';
import { trialsOn } from './same-market.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function walk(seed: number, days: number, first = 0): DailyCloses {
  const random = seededRandom(seed);
  let level = Math.log(100);
  const closes = Float64Array.from({ length: days }, () => Math.exp((level += 0.03 * normal(random))));
  return { days: Int32Array.from({ length: days }, (_, i) => first + i), closes };
}

const trial = (markets: readonly DailyCloses[] | null, symbols = ['BTCUSDT'], from = 0, to = 100): TrialRecord => ({
  id: 't',
  range: { symbols, intervalMs: HOUR, from, to },
  markets,
  kind: 'backtest',
  strategy: 's',
  startedAt: 0,
  status: 'aborted',
  daily: null,
  sharpe: null,
  details: null,
});
const counts = (a: TrialRecord, b: TrialRecord): boolean => trialsOn(a, [b]).length === 1;

describe('trials on the same market', () => {
  it('are those whose data overlap in time', () => {
    const at = (from: number, to: number): TrialRecord => trial(null, ['BTCUSDT'], from, to);
    const trials = [at(0, 10), at(5, 15), at(10, 20), at(20, 30)];
    expect(trialsOn(at(10, 20), trials)).toEqual([trials[1], trials[2]]);
  });

  const market = walk(1, 400);
  const scaled = { ...market, closes: market.closes.map((close) => close * 0.92) };
  const random = seededRandom(9);
  const elsewhere = { ...market, closes: market.closes.map((close) => close * Math.exp(0.001 * normal(random))) };
  const part = { days: market.days.slice(100, 200), closes: market.closes.slice(100, 200) };

  it.each([
    ['the same values', market],
    ['the same in another currency', scaled],
    ['the prices of another exchange', elsewhere],
    ['a part of it', part],
    ['a few days of it', { days: market.days.slice(7, 11), closes: market.closes.slice(7, 11) }],
    ['a few days of it in another unit', { days: market.days.slice(7, 14), closes: scaled.closes.slice(7, 14) }],
  ])('are those with %s, whatever they are called', (_, other) => {
    expect(counts(trial([market]), trial([other], ['XYZ']))).toBe(true);
    expect(counts(trial([other], ['XYZ']), trial([market]))).toBe(true);
    expect(counts(trial([market]), trial([walk(5, 400), other], ['AAA', 'XYZ'])), 'beside a bystander').toBe(true);
  });

  it('are not those of other values, even under the same name; two coins that go together are two', () => {
    expect(counts(trial([market]), trial([walk(2, 400)], ['XYZ']))).toBe(false);
    expect(counts(trial([market]), trial([walk(2, 400)]))).toBe(false);
    const noise = walk(3, 400);
    const together = {
      ...market,
      closes: market.closes.map((close, i) => close ** 0.9 * noise.closes[i]! ** 0.35),
    };
    expect(counts(trial([market]), trial([together], ['ETHUSDT']))).toBe(false);
  });

  it('are told by their name where values cannot tell: of an earlier version, or a day or two', () => {
    expect(counts(trial([market]), trial(null))).toBe(true);
    expect(counts(trial(null), trial(null, ['ETHUSDT']))).toBe(false);
    const short = { days: market.days.slice(0, 2), closes: Float64Array.of(1, 2) };
    expect(counts(trial([market]), trial([short]))).toBe(true);
    expect(counts(trial([market]), trial([short], ['ETHUSDT']))).toBe(false);
  });
});

describe('daily closes', () => {
  it('are the same at every interval', () => {
    const bars = BarSeries.allocate('BTCUSDT', HOUR, 72);
    for (let i = 0; i < 72; i++) {
      bars.openTime[i] = i * HOUR;
      bars.open[i] = 100 + i;
      bars.close[i] = 101 + i;
      bars.high[i] = 102 + i;
      bars.low[i] = 99 + i;
      bars.volume[i] = 1;
    }
    const expected = { days: Int32Array.of(0, 1, 2), closes: Float64Array.of(124, 148, 172) };
    for (const interval of [HOUR, 4 * HOUR, DAY])
      expect(dailyCloses(interval === HOUR ? bars : resampleBars(bars, interval))).toEqual(expected);
  });
});
