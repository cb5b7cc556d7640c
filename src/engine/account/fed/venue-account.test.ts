import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../core/time.js';
import { seededRandom } from '../../../core/ports/random.js';
import { backtest } from '../../backtester.js';
import { randomBars } from '../../fixtures/random-market.js';
import { bars, flatBars, Scripted, START, type Ohlc } from '../../fixtures/scripted.js';
import { momentsOf } from '../../hosted/moments.js';
import type { FillRow } from '../logs/fill-log.js';
import { VenueAccount, type RestingStop, type VenueSpec } from './venue-account.js';

const SPEC: VenueSpec = {
  symbols: [{ symbol: 'BTCUSDT' }],
  intervalMs: HOUR,
  initialEquity: 1_000,
  instrument: 'perp',
  leverage: 1,
  makerFee: 0,
  takerFee: 0,
  slippage: { bps: 0 },
};
const stopAt = (price: number, quantity: number, id = 'stop'): RestingStop => ({
  id,
  symbol: 'BTCUSDT',
  price,
  quantity,
});

/** An account that holds so much at 100, from before the first of these bars. */
function holding(quantity: number, rows: readonly Ohlc[], more: Partial<VenueSpec> = {}) {
  const account = new VenueAccount({ ...SPEC, ...more });
  const series = bars(rows);
  let row = 0;
  const run = (...stops: RestingStop[]) => {
    const { fills, funding } = account.onBars([{ symbol: 'BTCUSDT', ...series.row(row++) }], stops);
    return {
      fills: fills.map(({ row: { quantity, price, reason }, stop }) => [stop, reason, quantity, price]),
      funding,
    };
  };
  account.fill({ symbol: 'BTCUSDT', change: quantity, price: 100, time: START + 1 });
  return { account, run };
}

describe('an order at the market whose price is exact', () => {
  it('pays that price and its fee, whatever slippage and volume are', () => {
    const costs = { ...SPEC, leverage: 20, takerFee: 0.001, slippage: { bps: 50 }, maxParticipation: 0.001 };
    const account = new VenueAccount(costs);
    const series = bars([[100, 101, 99, 100]]);
    account.onBars([{ symbol: 'BTCUSDT', ...series.row(0), volume: 10 }], []);
    const order = { symbol: 'BTCUSDT', price: 101.25, time: START + HOUR } as const;
    const bought = account.fill({ ...order, change: 4, isExact: true });
    expect(bought).toMatchObject({ quantity: 4, price: 101.25, reference_price: 101.25, position: 4 });
    expect(bought!.fee).toBeCloseTo(0.405, 12);
    const sold = account.fill({ ...order, price: 99.5, change: -4, isExact: true });
    expect(sold).toMatchObject({ quantity: -4, price: 99.5, position: 0 });
    // 4 · (99.5 − 101.25) less both fees.
    expect(account.wallet()).toBeCloseTo(1_000 - 7 - 0.405 - 0.398, 9);
    // The next one is slipped, and gets a thousandth of the volume of the last bar.
    const usual = account.fill({ ...order, price: 100, change: 4 })!;
    expect([usual.price, usual.quantity]).toEqual([expect.closeTo(100.5, 9), expect.closeTo(0.01, 12)]);
  });
});

describe('an account as an exchange keeps it', () => {
  const reasons = new Set<string>();
  it.each([1, 2, 3, 4, 5, 6])('comes to the fills of a backtest: seed %i', (seed) => {
    const series = randomBars(seed, 400);
    const random = seededRandom(seed);
    const times = Array.from({ length: 60 }, (_, k) => series.openTime[0]! + k * 8 * HOUR);
    const funding = {
      time: Float64Array.from(times),
      rate: Float64Array.from(times, () => (random.next() - 0.5) / 100),
      mark: Float64Array.from(times, () => NaN),
    };
    const costs = { ...SPEC, initialEquity: 10_000, leverage: 20, takerFee: 0.0005, slippage: { bps: 3 } };
    const data = [{ bars: series, funding }];
    // Long or short, far enough from liquidation or not, with a stop or without; nothing while something is held.
    const stops = new Map<number, number>();
    const strategy = new Scripted(({ index, close }, { position }) => {
      const dice = seededRandom(seed * 1_000 + index);
      if (position !== 0 || dice.next() < 0.5) return null;
      const side = dice.next() < 0.5 ? 'long' : 'short';
      const stop = dice.next() < 0.7 ? close * (side === 'long' ? 0.96 : 1.04) : NaN;
      stops.set(index, stop);
      return { side, size: dice.next() < 0.5 ? 15 : 3, ...(Number.isNaN(stop) ? {} : { stop }) };
    });
    const expected = backtest({ data, strategy, ...costs });
    const rows = [...expected.fills];
    const venue = new VenueAccount(costs);
    const happened: FillRow[] = [];
    let resting: RestingStop[] = [];
    let paid = 0;
    for (const moment of momentsOf(data)) {
      const bar = series.indexAtOrAfter(moment.time);
      for (const { time, quantity, reference_price: price } of rows.filter(
        (row) => row.bar === bar && row.reason === 'order',
      )) {
        happened.push(venue.fill({ symbol: 'BTCUSDT', change: quantity, price, time })!);
        // It was given at the last bar at which any was.
        const stop = stops.get(Math.max(...[...stops.keys()].filter((index) => index < bar)))!;
        resting = Number.isNaN(stop) ? [] : [stopAt(stop, Math.abs(quantity))];
      }
      const events = venue.onBars(moment.bars, resting);
      happened.push(...events.fills.map(({ row }) => row));
      if (events.fills.length > 0) resting = [];
      paid += events.funding.reduce((sum, { amount }) => sum + amount, 0);
    }
    const terms = ({ time, quantity, price, fee, reason }: FillRow) => ({ time, quantity, price, fee, reason });
    expect(happened.map(terms)).toEqual(rows.map(terms));
    expect(paid).toBeCloseTo(expected.costs.funding, 9);
    for (const { reason } of rows) reasons.add(reason);
  });

  it('these were orders, stops and liquidations', () => {
    expect(reasons).toEqual(new Set(['order', 'stop', 'liquidation']));
  });

  it('a stop closes what it is for, and leaves the rest', () => {
    const { account, run } = holding(2, [...flatBars(1), [100, 101, 88, 92], ...flatBars(1, 92)]);
    expect(run(stopAt(90, 0.5)).fills).toEqual([]);
    expect(run(stopAt(90, 0.5)).fills).toEqual([['stop', 'stop', -0.5, 90]]);
    expect(account.position('BTCUSDT')).toBe(1.5);
    expect(run().fills).toEqual([]);
  });

  it('of several stops the nearer is first, at its own price, and what a gap passes fills at the open', () => {
    const { account, run } = holding(3, [
      [100, 101, 84, 90],
      [80, 82, 79, 81],
    ]);
    const three = [stopAt(83, 1, 'far'), stopAt(85, 1, 'middle'), stopAt(95, 1, 'near')];
    expect(run(...three).fills).toEqual([
      ['near', 'stop', -1, 95],
      ['middle', 'stop', -1, 85],
    ]);
    expect(run(three[0]!).fills).toEqual([['far', 'stop', -1, 80]]);
    expect(account.position('BTCUSDT')).toBe(0);
    expect(account.wallet()).toBe(1_000 - 5 - 15 - 20);
  });

  it('a stop that volume does not suffice for leaves its rest to rest', () => {
    const { account, run } = holding(
      3,
      [
        [100, 101, 88, 92, 20],
        [89, 90, 88, 89, 20],
      ],
      { maxParticipation: 0.1 },
    );
    expect(run(stopAt(90, 3)).fills).toEqual([['stop', 'stop', -2, 90]]);
    expect(run(stopAt(90, 1)).fills).toEqual([['stop', 'stop', -1, 89]]);
    expect(account.position('BTCUSDT')).toBe(0);
  });

  it('a position that its margin does not hold is liquidated, stop or not', () => {
    const { account, run } = holding(40, [[100, 101, 60, 70]], { leverage: 5 });
    const [[stop, reason]] = run(stopAt(61, 40)).fills as [unknown[]];
    expect([stop, reason]).toEqual([null, 'liquidation']);
    expect(account.position('BTCUSDT')).toBe(0);
    expect(account.wallet()).toBeCloseTo(1_000 - 800, 9);
  });

  it('what was opened after a settlement does not pay it, though it is told with the bar', () => {
    const account = new VenueAccount(SPEC);
    const series = bars(flatBars(3));
    const bar = (row: number, due: number) => ({
      symbol: 'BTCUSDT',
      ...series.row(row),
      funding: [{ time: START + due * HOUR, rate: 0.01 }],
    });
    account.fill({ symbol: 'BTCUSDT', change: 2, price: 100, time: START + 2_000 });
    expect(account.onBars([bar(0, 0)], []).funding).toEqual([]);
    account.fill({ symbol: 'BTCUSDT', change: -2, price: 100, time: START + HOUR + 2_000 });
    expect(account.onBars([bar(1, 1)], []).funding).toEqual([{ symbol: 'BTCUSDT', time: START + HOUR, amount: 2 }]);
    expect(account.onBars([bar(2, 2)], []).funding).toEqual([]);
    expect(account.wallet()).toBe(998);
  });
});
