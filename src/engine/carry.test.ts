import { describe, expect, it } from 'vitest';
import type { Order } from '../strategies/base.js';
import { backtest, type BacktestOptions } from './backtester.js';
import { bars, flatBars, Scripted, START, type Ohlc } from './fixtures/scripted.js';
import { missingFunding } from './funding-gaps.js';
import { HOUR } from '../core/time.js';

const free = { makerFee: 0, takerFee: 0, slippage: { bps: 0 }, initialEquity: 1_000 };
const fundingAt = (...rows: [time: number, rate: number, mark?: number][]) => ({
  time: Float64Array.from(rows, (row) => row[0]),
  rate: Float64Array.from(rows, (row) => row[1]),
  mark: Float64Array.from(rows, (row) => row[2] ?? NaN),
});
const run = (
  rows: readonly Ohlc[],
  script: Record<number, Order>,
  funding: ReturnType<typeof fundingAt>,
  options: Partial<BacktestOptions> = {},
) => backtest({ data: [{ bars: bars(rows), funding }], strategy: new Scripted(script), ...free, ...options });

describe('funding', () => {
  const at = (bar: number) => START + bar * HOUR;
  const rows = flatBars(6);

  it('longs pay a positive rate and shorts receive it: quantity · mark · rate', () => {
    const long = run(rows, { 0: { side: 'long', size: 0.5 } }, fundingAt([at(3), 0.01, 102]));
    expect(long.finalEquity).toBeCloseTo(1_000 - 5 * 102 * 0.01, 9);
    expect(long.costs.funding).toBeCloseTo(5.1, 12);
    const short = run(rows, { 0: { side: 'short', size: 0.5 } }, fundingAt([at(3), 0.01, 102]));
    expect(short.finalEquity).toBeCloseTo(1_000 + 5 * 102 * 0.01, 9);
    const negative = run(rows, { 0: { side: 'long', size: 0.5 } }, fundingAt([at(3), -0.01, 102]));
    expect(negative.finalEquity).toBeCloseTo(1_000 + 5 * 102 * 0.01, 9);
  });

  it('its time is rounded to the minute: a stamp 47 ms late is the hour', () => {
    const late = run(rows, { 0: { side: 'long', size: 0.5 }, 2: { side: 'flat' } }, fundingAt([at(3) + 47, 0.01, 100]));
    expect(late.costs.funding).toBeCloseTo(5, 12);
  });

  it('the position held just before pays; fills at that instant come after', () => {
    // Opened at the open of bar 1: nothing was held just before.
    expect(run(rows, { 0: { side: 'long', size: 0.5 } }, fundingAt([at(1), 0.01, 100])).costs.funding).toBe(0);
    // Closed at the open of bar 3: it was held just before.
    const closed = run(rows, { 0: { side: 'long', size: 0.5 }, 2: { side: 'flat' } }, fundingAt([at(3), 0.01, 100]));
    expect(closed.costs.funding).toBeCloseTo(5, 12);
  });

  it('likewise where orders fill at the close', () => {
    const opened = run(rows, { 0: { side: 'long', size: 0.5 } }, fundingAt([at(1), 0.01, 100]), { fill: 'close' });
    expect(opened.costs.funding).toBe(0);
    const closed = run(rows, { 0: { side: 'long', size: 0.5 }, 2: { side: 'flat' } }, fundingAt([at(3), 0.01, 100]), {
      fill: 'close',
    });
    expect(closed.costs.funding).toBeCloseTo(5, 12);
  });

  it('without a recorded mark the mark bar counts, without that the trade open, which is counted', () => {
    const moving: Ohlc[] = [...flatBars(3), [110, 110, 110, 110], [110, 110, 110, 110]];
    const script: Record<number, Order> = { 0: { side: 'long', size: 0.5 } };
    const onTrade = run(moving, script, fundingAt([at(3), 0.01]));
    expect(onTrade.costs.funding).toBeCloseTo(5 * 110 * 0.01, 12);
    expect(onTrade.counters.funding_at_trade_price).toBe(1);
    const mark = bars([...flatBars(3), [108, 108, 108, 108], [108, 108, 108, 108]]);
    const onMark = backtest({
      data: [{ bars: bars(moving), mark, funding: fundingAt([at(3), 0.01]) }],
      strategy: new Scripted(script),
      ...free,
    });
    expect(onMark.costs.funding).toBeCloseTo(5 * 108 * 0.01, 12);
    expect(onMark.counters.funding_at_trade_price).toBe(0);
  });

  it('inside a bar the position after its open pays', () => {
    const result = run(rows, { 0: { side: 'long', size: 0.5 } }, fundingAt([at(1) + HOUR / 2, 0.01, 100]));
    expect(result.costs.funding).toBeCloseTo(5, 12);
  });

  it('is part of the trade it belongs to', () => {
    const result = run(
      rows,
      { 0: { side: 'long', size: 0.5 }, 3: { side: 'flat' } },
      fundingAt([at(2), 0.01, 100], [at(3), 0.02, 100]),
    );
    const [trade] = [...result.trades];
    expect(trade!.carry).toBeCloseTo(15, 12);
    expect(trade!.pnl).toBeCloseTo(-15, 12);
  });

  it('none means zero, and the result says so; holes are counted', () => {
    const none = backtest({ data: [{ bars: bars(rows) }], strategy: new Scripted({}), ...free });
    expect(none).toMatchObject({ withoutFunding: true, fundingMissing: 0 });
    expect(run(rows, {}, fundingAt([at(3), 0.01])).withoutFunding).toBe(false);
    const eight = 8 * HOUR;
    const holed = fundingAt([START, 0], [START + eight, 0], [START + 2 * eight, 0], [START + 5 * eight, 0]);
    expect(missingFunding(holed, START, START + 5 * eight)).toBe(2);
    // 48 h is missing too; 56 h is the end of the range, where nobody holds anything any more.
    expect(missingFunding(holed, START, START + 7 * eight)).toBe(3);
  });

  it.each([
    ['out of order', fundingAt([at(3), 0.01], [at(2), 0.01])],
    ['a rate of 100 %', fundingAt([at(3), 1])],
    ['a NaN rate', fundingAt([at(3), NaN])],
    ['a negative mark', fundingAt([at(3), 0.01, -1])],
  ])('refuses %s', (_, funding) => {
    expect(() => run(rows, {}, funding)).toThrow(/Funding row/);
  });
});

describe('borrow interest', () => {
  const year = 365 * 24;
  const margin = { instrument: 'margin', leverage: 2, borrowRatePerYear: 0.876 } as const;
  const run = (script: Record<number, Order>) =>
    backtest({ data: [{ bars: bars(flatBars(5)) }], strategy: new Scripted(script), ...free, ...margin });

  it('a long on margin pays for the cash below zero, hour by hour', () => {
    // 20 units for 2,000: 1,000 borrowed from the open of bar 1; three opens follow.
    const hourly = 0.876 / year;
    let debt = 1_000;
    for (let i = 0; i < 3; i++) debt *= 1 + hourly;
    const result = run({ 0: { side: 'long', size: 2 } });
    expect(result.finalEquity).toBeCloseTo(2_000 - debt, 9);
    expect(result.costs.borrow).toBeCloseTo(debt - 1_000, 9);
  });

  it('a short pays for the value it borrowed', () => {
    const result = run({ 0: { side: 'short', size: 1 }, 2: { side: 'flat' } });
    expect(result.costs.borrow).toBeCloseTo((2 * 1_000 * 0.876) / year, 9);
  });

  it('a long without debt pays nothing', () => {
    expect(run({ 0: { side: 'long', size: 1 } }).costs.borrow).toBe(0);
  });
});
