import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../core/time.js';
import type { Order } from '../../../strategies/base.js';
import type { MarginTable } from '../../exchange-rules/margin-tiers.js';
import { freeRun, toldFills } from '../../fixtures/free-run.js';
import { START, type Ohlc } from '../../fixtures/scripted.js';

const flat: Ohlc = [100, 100, 100, 100];
/** 5 units at 100, entered at the open of bar 1. */
const long = (more: Partial<Order> = {}): Order => ({ side: 'long', size: 0.5, ...more });
const short = (more: Partial<Order> = {}): Order => ({ side: 'short', size: 0.5, ...more });
/** What follows the entry at the open of bar 1. */
const exits = (...run: Parameters<typeof freeRun>) => toldFills(freeRun(...run)).slice(1);

/** One tier without a fee. At twice the equity (20 units at 100, margin 1,000) it liquidates at a whole price. */
const tableOf = (rate: number): MarginTable => ({ effectiveFrom: 0, liquidationFee: 0, tiers: [{ floor: 0, rate }] });
/** Long: (2,000 − 1,000) / (20 · (1 − 0.375)) = 80. */
const longAt80 = { marginTables: [tableOf(0.375)] };
/** Short: (2,000 + 1,000) / (20 · (1 + 0.25)) = 120. */
const shortAt120 = { marginTables: [tableOf(0.25)] };
const twice = { leverage: 2 };

describe('an open exactly at a price', () => {
  const laterFunding = {
    funding: {
      time: Float64Array.of(START + 2.5 * HOUR),
      rate: Float64Array.of(0.01),
      mark: Float64Array.of(100),
    },
  };

  it.each<[Order, Ohlc, number, number]>([
    [long({ stop: 95 }), [95, 96, 95, 95], -5, 95],
    [short({ stop: 105 }), [105, 105, 104, 105], 5, 105],
  ])('of the stop fills there, before funding of half an hour later: $side', (order, bar, quantity, price) => {
    const result = freeRun([flat, flat, bar], { 0: order }, {}, laterFunding);
    expect(toldFills(result).slice(1)).toEqual([[2, 'stop', quantity, price]]);
    expect(result.costs.funding).toBe(0);
  });

  it('of the target only touches it', () => {
    expect(exits([flat, flat, [105, 105, 103, 104]], { 0: long({ takeProfit: 105 }) })).toEqual([]);
    expect(exits([flat, flat, [95, 97, 95, 96]], { 0: short({ takeProfit: 95 }) })).toEqual([]);
  });

  it('of the liquidation is one, whatever stop the open lies beyond as well', () => {
    expect(exits([flat, flat, [80, 85, 80, 84]], { 0: long({ size: 2, stop: 90 }) }, twice, longAt80)).toEqual([
      [2, 'liquidation', -20, 80],
    ]);
    expect(exits([flat, flat, [120, 120, 115, 116]], { 0: short({ size: 2, stop: 110 }) }, twice, shortAt120)).toEqual([
      [2, 'liquidation', 20, 120],
    ]);
  });

  it('of a limit only touches it; the order goes on resting there', () => {
    const buy = { 0: long({ limit: 95 }) };
    expect(toldFills(freeRun([flat, [95, 96, 95, 95]], buy))).toEqual([]);
    expect(toldFills(freeRun([flat, [95, 96, 94, 95]], buy, { takerFee: 0.01 }))).toEqual([
      [1, 'limit', 5.263157895, 95],
    ]);
    const sell = { 0: short({ limit: 105 }) };
    expect(toldFills(freeRun([flat, [105, 105, 104, 105]], sell))).toEqual([]);
    expect(toldFills(freeRun([flat, [105, 106, 104, 105]], sell))).toEqual([[1, 'limit', -4.761904762, 105]]);
  });
});

describe('a gap at the open', () => {
  it('through the stop pays the taker fee and slippage', () => {
    const costs = { takerFee: 0.01, slippage: { bps: 100 } };
    // Long 500 / 101 units; out at 90 · 0.99. Short 500 / 99; out at 110 · 1.01.
    const sold = freeRun([flat, flat, [90, 92, 88, 91]], { 0: long({ stop: 95 }) }, costs).fills.row(1);
    expect(sold.price).toBeCloseTo(89.1, 9);
    expect(sold.fee).toBeCloseTo((500 / 101) * 89.1 * 0.01, 9);
    const bought = freeRun([flat, flat, [110, 112, 109, 111]], { 0: short({ stop: 105 }) }, costs).fills.row(1);
    expect(bought.price).toBeCloseTo(111.1, 9);
  });

  it('through the target pays the maker fee where the target was resting, the taker fee where it came with the entry', () => {
    const fees = { makerFee: 0.001, takerFee: 0.01 };
    const resting = freeRun([flat, flat, [110, 112, 109, 111]], { 0: long({ takeProfit: 105 }) }, fees);
    expect(toldFills(resting)[1]).toEqual([2, 'take_profit', -5, 110]);
    expect(resting.fills.row(1).fee).toBeCloseTo(5 * 110 * 0.001, 9);
    // Entered at 110, where the target has already been passed.
    const passed = freeRun([flat, [110, 112, 109, 111]], { 0: long({ takeProfit: 105 }) }, fees);
    expect(toldFills(passed)[1]).toEqual([1, 'take_profit', -4.545454545, 110]);
    expect(passed.fills.row(1).fee).toBeCloseTo(500 * 0.01, 9);
  });

  it('leaves a resting target resting where volume takes a part of it, also beside a limit order that finds none', () => {
    // A tenth of 20 is 2 a bar. At 106 the target sells 2 and nothing is left for the purchase; at 104 that has 2.
    const rows: Ohlc[] = [flat, flat, [106, 106, 104, 104, 20], [104, 104, 104, 104, 20]];
    const script = { 0: long({ takeProfit: 105 }), 1: long({ size: 0.8, limit: 110 }) };
    expect(exits(rows, script, { maxParticipation: 0.1 })).toEqual([
      [2, 'take_profit', -2, 106],
      [3, 'limit', 2, 104],
    ]);
  });
});

describe('a bar that only reaches a price', () => {
  it('exactly at the liquidation liquidates', () => {
    expect(exits([flat, flat, [100, 100, 80, 90]], { 0: long({ size: 2 }) }, twice, longAt80)).toEqual([
      [2, 'liquidation', -20, 80],
    ]);
    expect(exits([flat, flat, [100, 120, 100, 110]], { 0: short({ size: 2 }) }, twice, shortAt120)).toEqual([
      [2, 'liquidation', 20, 120],
    ]);
  });

  it('of both stop and liquidation stops', () => {
    expect(exits([flat, flat, [100, 100, 70, 90]], { 0: long({ size: 2, stop: 80 }) }, twice, longAt80)).toEqual([
      [2, 'stop', -20, 80],
    ]);
    expect(exits([flat, flat, [100, 130, 100, 110]], { 0: short({ size: 2, stop: 120 }) }, twice, shortAt120)).toEqual([
      [2, 'stop', 20, 120],
    ]);
  });
});

describe('of levels on one side of the open the nearest comes first', () => {
  it.each([
    [110, 'stop', 110],
    [125, 'liquidation', 120],
  ])('a stop at %d and the liquidation of a short at 120', (stop, reason, price) => {
    expect(exits([flat, flat, [100, 130, 100, 125]], { 0: short({ size: 2, stop }) }, twice, shortAt120)).toEqual([
      [2, reason, 20, price],
    ]);
  });

  it('a limit that reduces before the target beyond it', () => {
    // At 105 equity is 500 + 5 · 105 = 1,025; a quarter of it is 2.440476… units. The target closes those.
    const up: Ohlc[] = [flat, flat, [100, 111, 100, 108]];
    expect(exits(up, { 0: long({ takeProfit: 110 }), 1: long({ size: 0.25, limit: 105 }) })).toEqual([
      [2, 'limit', -2.55952381, 105],
      [2, 'take_profit', -2.44047619, 110],
    ]);
    // Short: 1,500 − 5 · 95 = 1,025 at 95, a quarter of it 2.697368… units.
    const down: Ohlc[] = [flat, flat, [100, 100, 89, 92]];
    expect(exits(down, { 0: short({ takeProfit: 90 }), 1: short({ size: 0.25, limit: 95 }) })).toEqual([
      [2, 'limit', 2.302631579, 95],
      [2, 'take_profit', 2.697368421, 90],
    ]);
  });

  it('the target before a limit beyond it, which then enters on the other side', () => {
    // Out at 105 with 1,025: half of it is sold short at 110.
    const rows: Ohlc[] = [flat, flat, [100, 111, 100, 108]];
    expect(exits(rows, { 0: long({ takeProfit: 105 }), 1: short({ limit: 110 }) })).toEqual([
      [2, 'take_profit', -5, 105],
      [2, 'limit', -4.659090909, 110],
    ]);
  });
});

describe('after a limit has filled inside a bar', () => {
  it('what it entered has no target in that bar: the extreme may lie before the entry', () => {
    const rows: Ohlc[] = [flat, [100, 106, 94, 99], [99, 100, 94, 96]];
    expect(toldFills(freeRun(rows, { 0: short({ limit: 103, takeProfit: 95 }) }))).toEqual([
      [1, 'limit', -4.854368932, 103],
      [2, 'take_profit', 4.854368932, 95],
    ]);
  });

  it('what it only made larger keeps its target', () => {
    // At 97 equity is 985; 0.8 of it is 8.123711… units.
    const rows: Ohlc[] = [flat, flat, [100, 106, 96, 104]];
    expect(exits(rows, { 0: long({ takeProfit: 105 }), 1: long({ size: 0.8, limit: 97 }) })).toEqual([
      [2, 'limit', 3.12371134, 97],
      [2, 'take_profit', -8.12371134, 105],
    ]);
  });

  it('what it only made larger keeps its trailing stop, and the extreme of the whole bar', () => {
    // 10 % below 120, not below the close of 115.
    const rows: Ohlc[] = [flat, flat, [100, 120, 96, 115], [115, 116, 107, 110]];
    expect(exits(rows, { 0: long({ trailingStop: 0.1 }), 1: long({ size: 0.8, limit: 97 }) })).toEqual([
      [2, 'limit', 3.12371134, 97],
      [3, 'trailing_stop', -8.12371134, 108],
    ]);
  });

  it('its time is that of the bar', () => {
    expect(freeRun([flat, [100, 101, 94, 99]], { 0: long({ limit: 95 }) }).fills.row(0).time).toBe(START + HOUR);
  });
});

describe('a limit order', () => {
  it('is not there before its latency has passed', () => {
    const dip: Ohlc = [100, 101, 90, 100];
    // Given at 01:00, there from 02:30 on: the bar of 03:00 is the first that can fill it.
    const result = freeRun([flat, dip, dip, dip], { 0: long({ limit: 95 }) }, { latencyMs: 1.5 * HOUR });
    expect(toldFills(result)).toEqual([[3, 'limit', 5.263157895, 95]]);
    expect(result.counters.delayed_fills).toBe(0);
  });

  it('that volume cuts is tried once a bar', () => {
    const thin: Ohlc = [96, 97, 94, 96, 20];
    const result = freeRun([flat, thin, thin, thin], { 0: long({ limit: 95 }) }, { maxParticipation: 0.1 });
    expect(toldFills(result)).toEqual([
      [1, 'limit', 2, 95],
      [2, 'limit', 2, 95],
      [3, 'limit', 1.263157895, 95],
    ]);
    expect(result.counters.partial_fills).toBe(2);
  });

  it('that a stop turns round inside the bar does not fill at a price that has gone', () => {
    // It was to sell at 105 what exceeds 0.2; stopped out at 95 with 975 it buys 0.2, at the next open.
    const down: Ohlc[] = [flat, flat, [100, 101, 94, 94], [94, 94, 94, 94]];
    expect(exits(down, { 0: long({ stop: 95 }), 1: long({ size: 0.2, limit: 105 }) })).toEqual([
      [2, 'stop', -5, 95],
      [3, 'limit', 2.074468085, 94],
    ]);
    const up: Ohlc[] = [flat, flat, [100, 106, 99, 106], [106, 106, 106, 106]];
    expect(exits(up, { 0: short({ stop: 105 }), 1: short({ size: 0.2, limit: 95 }) })).toEqual([
      [2, 'stop', 5, 105],
      [3, 'limit', -1.839622642, 106],
    ]);
  });

  it('to be flat has nothing to trade once a stop has closed the position, and waits on', () => {
    const rows: Ohlc[] = [flat, flat, [100, 101, 94, 96], [96, 96, 96, 96], [110, 110, 110, 110]];
    const result = freeRun(rows, { 0: long({ stop: 95 }), 1: { side: 'flat', limit: 105 } });
    expect(toldFills(result).slice(1)).toEqual([[2, 'stop', -5, 95]]);
    expect(result.refusals.counts()).toEqual({ end_of_data: 1 });
  });

  it('that had to fill at once says at which open it did not', () => {
    const { refusals } = freeRun([flat, flat], { 0: long({ limit: 95, timeInForce: 'ioc' }) });
    expect(refusals.samples).toEqual([
      { reason: 'not_marketable', symbol: 'BTCUSDT', time: START + HOUR, detail: 'limit 95, open 100' },
    ]);
  });
});

describe('a bar is ambiguous', () => {
  const brackets = { stop: 95, takeProfit: 105 };

  it.each<[string, Ohlc]>([
    ['its stop alone', [100, 101, 94, 96]],
    ['its target alone', [100, 106, 99, 104]],
    ['neither', [100, 101, 99, 100]],
  ])('not where it reaches %s', (_, bar) => {
    expect(freeRun([flat, flat, bar], { 0: long(brackets) }).counters.ambiguous_bars).toBe(0);
  });

  it('where it reaches the liquidation and the target', () => {
    const order = { 0: long({ size: 2, takeProfit: 110 }) };
    const rows: Ohlc[] = [flat, flat, [100, 111, 79, 100]];
    const worst = freeRun(rows, order, twice, longAt80);
    expect(worst.counters.ambiguous_bars).toBe(1);
    expect(toldFills(worst)[1]).toEqual([2, 'liquidation', -20, 80]);
    const best = freeRun(rows, order, { ...twice, ambiguous: 'optimistic' }, longAt80);
    expect(toldFills(best)[1]).toEqual([2, 'take_profit', -20, 110]);
  });

  it('where it reaches stop and target, also when a limit that buys more lies before the stop', () => {
    // At 97 the limit makes 5 units 8.123711…; the stop follows at 95. Read the other way, the target takes 5, then the limit
    // buys 0.8 of 1,025.
    const orders = { 0: long(brackets), 1: long({ size: 0.8, limit: 97 }) };
    const rows: Ohlc[] = [flat, flat, [100, 106, 94, 101]];
    const worst = freeRun(rows, orders);
    expect(worst.counters.ambiguous_bars).toBe(1);
    expect(toldFills(worst).slice(1)).toEqual([
      [2, 'limit', 3.12371134, 97],
      [2, 'stop', -8.12371134, 95],
    ]);
    const best = freeRun(rows, orders, { ambiguous: 'optimistic' });
    expect(toldFills(best).slice(1)).toEqual([
      [2, 'take_profit', -5, 105],
      [2, 'limit', 8.453608247, 97],
    ]);
  });
});
