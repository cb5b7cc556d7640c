import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../src/core/bars.js';
import { HOUR, MINUTE, SECOND } from '../../src/core/time.js';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { tapeOf } from '../replay-exchange/support.js';
import { feedOf, playedExchange, take } from './support.js';

const { bars: BTC } = demoMarket('BTCUSDT', 120);
const { bars: ETH } = demoMarket('ETHUSDT', 120);
const START = 48;
const at = (row: number): number => BTC.openTime[row]!;
const begun = (faults: Parameters<typeof playedExchange>[2] = [], bars: BarSeries = BTC) =>
  playedExchange([tapeOf(bars)], at(START), faults);
const rowsOf = (bars: BarSeries, from: number, to: number) =>
  Array.from({ length: to - from }, (_, k) => ({ symbol: bars.symbol, ...bars.row(from + k) }));
const never = new AbortController().signal;

describe('bars of an exchange', () => {
  it('come once each, in order, as they close, after the history that was asked for', async () => {
    const exchange = await begun();
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    expect(await feed.begin(40, never)).toEqual(rowsOf(BTC, START - 40, START));
    for (let row = START; row < START + 20; row++) {
      const { time, bars } = await feed.next(row === START ? -Infinity : at(row - 1), never);
      expect([time, bars]).toEqual([at(row), rowsOf(BTC, row, row + 1)]);
      const age = feed.now() - (at(row) + HOUR);
      expect(age).toBeGreaterThanOrEqual(2 * SECOND);
      expect(age).toBeLessThan(5 * SECOND);
    }
    expect(faults).toEqual([]);
  });
});
