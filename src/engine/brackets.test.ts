import { describe, expect, it } from 'vitest';
import type { Order } from '../strategies/base.js';
import { backtest, backtestBothReadings, type BacktestOptions } from './backtester.js';
import { bars, Scripted, START, type Ohlc } from './fixtures/scripted.js';
import { HOUR } from '../core/time.js';

const free = { makerFee: 0, takerFee: 0, slippage: { bps: 0 }, initialEquity: 1_000 };
const run = (rows: readonly Ohlc[], order: Order, options: Partial<BacktestOptions> = {}) =>
  backtest({ data: [{ bars: bars(rows) }], strategy: new Scripted({ 0: order }), ...free, ...options });
/** Fills after the entry. */
const exits = (result: ReturnType<typeof run>) =>
  [...result.fills].slice(1).map(({ bar, price, reason }) => [bar, price, reason]);

const flat: Ohlc = [100, 100, 100, 100];
const long = (more: Partial<Order>): Order => ({ side: 'long', size: 0.5, ...more });
const short = (more: Partial<Order>): Order => ({ side: 'short', size: 0.5, ...more });

describe('stops', () => {
  it('long: fills at the stop when the bar touches it', () => {
    expect(exits(run([flat, flat, [100, 101, 95, 99]], long({ stop: 95 })))).toEqual([[2, 95, 'stop']]);
    expect(exits(run([flat, flat, [100, 101, 95.01, 99]], long({ stop: 95 })))).toEqual([]);
  });

  it('short: fills at the stop when the bar touches it', () => {
    expect(exits(run([flat, flat, [100, 105, 99, 101]], short({ stop: 105 })))).toEqual([[2, 105, 'stop']]);
    expect(exits(run([flat, flat, [100, 104.99, 99, 101]], short({ stop: 105 })))).toEqual([]);
  });

  it('a gap through one fills at the open (long: gap down; short: gap up)', () => {
    expect(exits(run([flat, flat, [90, 92, 88, 91]], long({ stop: 95 })))).toEqual([[2, 90, 'stop']]);
    expect(exits(run([flat, flat, [110, 112, 109, 111]], short({ stop: 105 })))).toEqual([[2, 110, 'stop']]);
  });

  it('a favourable gap leaves it alone (long: gap up; short: gap down)', () => {
    expect(exits(run([flat, flat, [110, 112, 109, 111]], long({ stop: 95 })))).toEqual([]);
    expect(exits(run([flat, flat, [90, 92, 88, 91]], short({ stop: 105 })))).toEqual([]);
  });

  it('pays the taker fee and slippage', () => {
    const result = run([flat, flat, [100, 101, 94, 99]], long({ stop: 95 }), {
      takerFee: 0.01,
      makerFee: 0,
      slippage: { bps: 100 },
    });
    const exit = [...result.fills][1]!;
    expect(exit.price).toBeCloseTo(95 * 0.99, 12);
    expect(exit.fee).toBeCloseTo(Math.abs(exit.quantity) * 95 * 0.99 * 0.01, 12);
  });

  it('may fill in the bar of the entry, at the open and inside the bar', () => {
    expect(exits(run([flat, [100, 101, 94, 99]], long({ stop: 95 })))).toEqual([[1, 95, 'stop']]);
    // The limit at 97 is met first on the way down, the stop at 95 after it.
    expect(exits(run([flat, [100, 101, 94, 99]], long({ limit: 97, stop: 95 })))).toEqual([[1, 95, 'stop']]);
    expect(exits(run([flat, [100, 106, 99, 101]], short({ limit: 103, stop: 105 })))).toEqual([[1, 105, 'stop']]);
  });

  it('an open that gapped through the stop before the entry stops out at that open', () => {
    expect(exits(run([flat, [94, 96, 93, 95]], long({ stop: 95 })))).toEqual([[1, 94, 'stop']]);
    expect(exits(run([flat, [106, 107, 104, 105]], short({ stop: 105 })))).toEqual([[1, 106, 'stop']]);
  });

  it('a stop resets the target: asking again enters again', () => {
    const strategy = new Scripted({ 0: long({ stop: 95 }), 2: long({ stop: 80 }) });
    const result = backtest({
      data: [{ bars: bars([flat, flat, [100, 101, 94, 96], [96, 97, 95, 96], flat]) }],
      strategy,
      ...free,
    });
    expect([...result.fills].map((fill) => fill.bar)).toEqual([1, 2, 3]);
  });

  it('the same target with a new stop moves the stop without trading', () => {
    const strategy = new Scripted({ 0: long({ stop: 90 }), 1: long({ stop: 97 }) });
    const result = backtest({ data: [{ bars: bars([flat, flat, [100, 101, 96, 99]]) }], strategy, ...free });
    expect([...result.fills].map(({ bar, price }) => [bar, price])).toEqual([
      [1, 100],
      [2, 97],
    ]);
  });

  it('a flip clears the stop of the other side', () => {
    const strategy = new Scripted({ 0: long({ stop: 95 }), 1: short({}) });
    const result = backtest({
      data: [{ bars: bars([flat, flat, flat, [100, 101, 90, 91], [91, 91, 91, 91]]) }],
      strategy,
      ...free,
    });
    expect([...result.fills]).toHaveLength(2);
  });

  it('what a participation cap leaves of a stop goes on at the next opens', () => {
    const rows: Ohlc[] = [flat, flat, [100, 101, 94, 96, 30], [96, 96, 96, 96, 30], [97, 97, 97, 97, 1_000]];
    const result = run(rows, long({ stop: 95 }), { maxParticipation: 0.05 });
    // 5 held; 5 % of 30 is 1.5 a bar.
    expect([...result.fills].map(({ bar, price, quantity }) => [bar, price, quantity])).toEqual([
      [1, 100, 5],
      [2, 95, -1.5],
      [3, 96, -1.5],
      [4, 97, -2],
    ]);
  });
});

describe('take-profit', () => {
  it('fills as a maker when price trades through it, not when it only touches', () => {
    expect(exits(run([flat, flat, [100, 105, 99, 104]], long({ takeProfit: 105 })))).toEqual([]);
    const result = run([flat, flat, [100, 105.1, 99, 104]], long({ takeProfit: 105 }), {
      makerFee: 0.001,
      slippage: { bps: 100 },
    });
    expect(exits(result)).toEqual([[2, 105, 'take_profit']]);
    expect([...result.fills][1]!.fee).toBeCloseTo((500 / 101) * 105 * 0.001, 9);
    expect(exits(run([flat, flat, [100, 101, 94.9, 96]], short({ takeProfit: 95 })))).toEqual([[2, 95, 'take_profit']]);
  });

  it('gapped through, at the open (long: gap up; short: gap down)', () => {
    expect(exits(run([flat, flat, [110, 112, 109, 111]], long({ takeProfit: 105 })))).toEqual([
      [2, 110, 'take_profit'],
    ]);
    expect(exits(run([flat, flat, [90, 92, 88, 91]], short({ takeProfit: 95 })))).toEqual([[2, 90, 'take_profit']]);
  });

  it('may fill in the bar of an entry at the open, but not after an entry inside the bar', () => {
    expect(exits(run([flat, [100, 106, 99, 104]], long({ takeProfit: 105 })))).toEqual([[1, 105, 'take_profit']]);
    const inside: Ohlc[] = [flat, [100, 106, 96, 104], [104, 106, 103, 105]];
    expect(exits(run(inside, long({ limit: 97, takeProfit: 105 })))).toEqual([[2, 105, 'take_profit']]);
  });
});

describe('trailing stops', () => {
  it('use the extremes of earlier bars only', () => {
    // Entered at 100. Bar 2 spans 99 to 120: 10 % below 120 is 108, but only bar 3 may use it.
    const rows: Ohlc[] = [flat, flat, [100, 120, 99, 115], [115, 116, 108, 110]];
    expect(exits(run(rows, long({ trailingStop: 0.1 })))).toEqual([[3, 108, 'trailing_stop']]);
    const down: Ohlc[] = [flat, flat, [100, 101, 80, 85], [85, 88, 84, 86]];
    expect(exits(run(down, short({ trailingStop: 0.1 })))).toEqual([[3, 88, 'trailing_stop']]);
  });

  it('gapped through, at the open', () => {
    const rows: Ohlc[] = [flat, flat, [100, 120, 99, 115], [100, 104, 99, 103]];
    expect(exits(run(rows, long({ trailingStop: 0.1 })))).toEqual([[3, 100, 'trailing_stop']]);
  });

  it('the tighter of stop and trailing stop acts', () => {
    const rows: Ohlc[] = [flat, flat, [100, 120, 99, 115], [115, 116, 100, 101]];
    expect(exits(run(rows, long({ trailingStop: 0.1, stop: 95 })))).toEqual([[3, 108, 'trailing_stop']]);
    const deeper: Ohlc[] = [...rows.slice(0, 3), [115, 116, 94, 96]];
    expect(exits(run(deeper, long({ trailingStop: 0.3, stop: 95 })))).toEqual([[3, 95, 'stop']]);
  });

  it('after an entry inside a bar only its close counts: the extremes may lie before the entry', () => {
    const rows: Ohlc[] = [flat, [100, 130, 96, 98], [98, 98, 89, 90], [90, 90, 88, 89]];
    // Entered at 97; the close of 98 is the extreme: 88.2, not 117.
    expect(exits(run(rows, long({ limit: 97, trailingStop: 0.1 })))).toEqual([[3, 88.2, 'trailing_stop']]);
  });
});

describe('bars that touch both stop and target', () => {
  const rows: Ohlc[] = [flat, flat, [100, 106, 94, 101], flat];
  const both = long({ stop: 95, takeProfit: 105 });

  it('are read pessimistically by default, and counted', () => {
    const result = run(rows, both);
    expect(exits(result)).toEqual([[2, 95, 'stop']]);
    expect(result.counters.ambiguous_bars).toBe(1);
    expect(exits(run(rows, short({ stop: 105, takeProfit: 95 })))).toEqual([[2, 105, 'stop']]);
  });

  it('both readings are two whole runs', () => {
    const options = { data: [{ bars: bars(rows) }], strategy: new Scripted({ 0: both }), ...free };
    const { pessimistic, optimistic } = backtestBothReadings(options);
    expect(pessimistic.finalEquity).toBeCloseTo(1_000 - 5 * 5, 9);
    expect(optimistic!.finalEquity).toBeCloseTo(1_000 + 5 * 5, 9);
    expect(
      backtestBothReadings({ ...options, strategy: new Scripted({ 0: long({ stop: 50 }) }) }).optimistic,
    ).toBeNull();
  });

  it('an open beyond one of them decides', () => {
    const result = run([flat, flat, [94, 106, 93, 101]], both);
    expect(exits(result)).toEqual([[2, 94, 'stop']]);
    expect(result.counters.ambiguous_bars).toBe(0);
  });

  it('a stop and a resting limit that reduces are ambiguous too', () => {
    const strategy = new Scripted({ 0: long({ stop: 95 }), 1: { side: 'flat', limit: 105 } });
    const result = backtest({ data: [{ bars: bars(rows) }], strategy, ...free });
    expect(result.counters.ambiguous_bars).toBe(1);
    expect(exits(result)).toEqual([[2, 95, 'stop']]);
  });

  const quarter = HOUR / 4;
  const finerAt = (...of: Ohlc[]) => bars(of, 'BTCUSDT', quarter, START + 2 * HOUR);
  const withFiner = (finer: ReturnType<typeof finerAt>) =>
    backtest({ data: [{ bars: bars(rows), finer }], strategy: new Scripted({ 0: both }), ...free });

  it('finer bars decide: target first', () => {
    const result = withFiner(
      finerAt([100, 106, 100, 104], [104, 104, 94, 95], [95, 101, 95, 101], [101, 101, 101, 101]),
    );
    expect(exits(result)).toEqual([[2, 105, 'take_profit']]);
    expect([...result.fills][1]!.time).toBe(START + 2 * HOUR);
    expect(result.counters).toMatchObject({ ambiguous_bars: 0, bars_decided_by_finer: 1 });
  });

  it('finer bars decide: stop first, gapped through at a finer open', () => {
    const result = withFiner(finerAt([100, 101, 97, 97], [94, 98, 94, 98], [98, 106, 98, 101]));
    expect(exits(result)).toEqual([[2, 94, 'stop']]);
    expect([...result.fills][1]!.time).toBe(START + 2 * HOUR + quarter);
  });

  it('finer bars that never reach either leave the pessimistic reading', () => {
    const result = withFiner(finerAt([100, 101, 99, 100], [100, 101, 99, 100]));
    expect(exits(result)).toEqual([[2, 95, 'stop']]);
    expect(result.counters.ambiguous_bars).toBe(1);
  });
});
