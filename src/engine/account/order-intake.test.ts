import { describe, expect, it } from 'vitest';
import type { InputError } from '../../core/errors.js';
import { HOUR } from '../../core/time.js';
import type { Order } from '../../strategies/base.js';
import { backtest, type BacktestOptions } from '../backtester.js';
import { FREE, freeRun, toldFills, watchedTargets, type BesideBars } from '../fixtures/free-run.js';
import { bars, flatBars, Scripted, START, type Ohlc } from '../fixtures/scripted.js';

const long = (size: number, more: Partial<Order> = {}): Order => ({ side: 'long', size, ...more });
const short = (size: number, more: Partial<Order> = {}): Order => ({ side: 'short', size, ...more });
const close: Order = { side: 'flat' };
const at = (price: number): Ohlc => [price, price, price, price];

describe('a refusal says what was wrong', () => {
  const detailOf = (order: unknown, options: Partial<BacktestOptions> = {}, beside: BesideBars = {}) => {
    const { fills, refusals } = freeRun(flatBars(3), { 0: order as Order }, options, beside);
    if (refusals.total > 0) expect(fills.length, 'what is refused is not traded').toBe(0);
    return refusals.samples.map(({ reason, detail }) => [reason, detail]);
  };
  const ticks = { filters: [{ effectiveFrom: 0, tickSize: 0.5 }] };

  it.each<[string, unknown, string]>([
    ['invalid_order', { side: 'up', size: 1 }, 'side "up" is not long, short or flat'],
    ['invalid_order', { side: 'long', size: -0.5 }, 'size -0.5 is not a fraction at or above 0'],
    ['invalid_order', { side: 'short' }, 'size undefined is not a fraction at or above 0'],
    ['invalid_order', { side: 'long', size: Infinity }, 'size Infinity is not a fraction at or above 0'],
    ['invalid_order', long(0.5, { limit: 90, goodForBars: 0.5 }), 'goodForBars 0.5 is below 1'],
    ['over_leverage', long(1.5), 'targets of 1.5 × equity exceed leverage 1'],
    ['invalid_stop', long(0.5, { limit: -1 }), '-1 is not a price above 0'],
    ['invalid_stop', long(0.5, { stop: 0 }), '0 is not a price above 0'],
    ['invalid_stop', long(0.5, { takeProfit: Infinity }), 'Infinity is not a price above 0'],
    ['invalid_stop', long(0.5, { trailingStop: 1 }), 'trailing stop 1 is not a fraction between 0 and 1'],
    ['invalid_stop', long(0.5, { trailingStop: 0 }), 'trailing stop 0 is not a fraction between 0 and 1'],
    ['invalid_stop', long(0.5, { stop: 95, limit: 95 }), 'stop 95, limit 95 and target NaN are not in this order'],
    [
      'invalid_stop',
      short(0.5, { limit: 95, takeProfit: 95 }),
      'stop NaN, limit 95 and target 95 are not in this order',
    ],
    [
      'invalid_stop',
      long(0.5, { stop: 105, takeProfit: 105 }),
      'stop 105, limit NaN and target 105 are not in this order',
    ],
    ['unknown_symbol', long(0.5, { symbol: 'DOGEUSDT' }), 'the run has no bars of it'],
  ])('%s: %j', (reason, order, detail) => {
    expect(detailOf(order)).toEqual([[reason, detail]]);
  });

  it('of the exchange’s tick, for each price', () => {
    for (const prices of [{ limit: 90.2 }, { stop: 90.2 }, { takeProfit: 110.2 }]) {
      expect(detailOf(long(0.5, prices), {}, ticks)[0]).toEqual([
        'price_off_tick',
        `${Object.values(prices)[0]} is not a multiple of the tick 0.5`,
      ]);
    }
    expect(detailOf(long(0.5, { stop: 90.5 }), {}, ticks)).toEqual([]);
  });

  it('of the instrument and of the kill switch', () => {
    expect(detailOf(short(0.5), { instrument: 'spot' })).toEqual([
      ['short_on_spot', 'plain spot cannot be sold short'],
    ]);
    const rows = [at(100), at(100), at(80), at(80), at(80)];
    const killed = freeRun(rows, { 0: long(1), 3: long(0.1) }, { limits: { maxDrawdown: 0.1 } });
    expect(killed.refusals.samples).toEqual([
      {
        reason: 'killed',
        symbol: 'BTCUSDT',
        time: START + 4 * HOUR,
        detail: 'the drawdown limit has closed the account',
      },
    ]);
  });

  it('of a strategy that answers with a Promise: what to do instead', () => {
    const asks = (): unknown => freeRun(flatBars(2), (() => Promise.resolve(null)) as unknown as () => null);
    expect(asks).toThrow('onBar returned a Promise; it must return an order or null at once.');
    try {
      asks();
    } catch (error) {
      expect(error).toMatchObject({ code: 'strategy.async' } satisfies Partial<InputError>);
      expect((error as InputError).remedy).toContain('make onBar synchronous');
    }
  });
});

describe('what is accepted at the edge', () => {
  it('prices in their order, on either side; a single bar to live; a rounding above the leverage', () => {
    const orders: Order[] = [
      long(0.5, { stop: 80, limit: 90, takeProfit: 110, goodForBars: 1 }),
      short(0.5, { stop: 120, limit: 110, takeProfit: 90 }),
      long(1 + 1e-10),
      short(0),
    ];
    for (const order of orders) {
      const { refusals } = freeRun(flatBars(3), { 0: order });
      expect(Object.keys(refusals.counts()).filter((reason) => reason !== 'end_of_data' && reason !== 'expired')).toEqual([]); // prettier-ignore
    }
  });

  it('a close may name prices in any order', () => {
    expect(freeRun(flatBars(4), { 0: long(0.5), 1: { ...close, stop: 110, takeProfit: 105 } }).refusals.total).toBe(0);
  });
});

describe('a repeated target', () => {
  it('is no new order, unless a waiting one is to wait at another price', () => {
    const rows = [at(100), at(100), at(100), [100, 101, 91, 95] as const, at(95)];
    // Had the second been a new order, it would take at the open; the third waits at 92.
    const same = long(0.5, { limit: 95 });
    expect(toldFills(freeRun(rows, { 0: same, 1: same, 2: long(0.5, { limit: 92 }) }))).toEqual([
      [3, 'limit', 5.434782609, 92],
    ]);
    expect(toldFills(freeRun(rows, { 0: same, 1: same, 2: same }))).toEqual([[3, 'limit', 5.263157895, 95]]);
  });

  it('keeps the order that waits resting: it fills as a maker at a gap', () => {
    const rows = [at(100), at(100), at(90)];
    const same = long(0.5, { limit: 95 });
    const result = freeRun(rows, { 0: same, 1: { ...same } }, { takerFee: 0.01, makerFee: 0.001 });
    expect(result.fills.row(0).fee).toBeCloseTo(0.5, 9);
  });

  it('moves protective prices, of a position and of an order that waits', () => {
    const held = [at(100), at(100), [100, 101, 96, 98] as const, [98, 110, 96, 108] as const];
    expect(toldFills(freeRun(held, { 0: long(0.5, { stop: 90 }), 1: long(0.5, { stop: 97 }) })).at(-1)).toEqual([2, 'stop', -5, 97]); // prettier-ignore
    expect(toldFills(freeRun(held, { 0: long(0.5), 1: long(0.5, { takeProfit: 109 }) })).at(-1)).toEqual([3, 'take_profit', -5, 109]); // prettier-ignore
    // 3 % below the 101 of bar 2, the first after it was set.
    expect(toldFills(freeRun(held, { 0: long(0.5), 1: long(0.5, { trailingStop: 0.03 }) })).at(-1)).toEqual([2, 'trailing_stop', -5, 97]); // prettier-ignore
    const waiting = [at(100), at(100), [100, 101, 93, 94] as const];
    const orders = { 0: long(0.5, { limit: 95 }), 1: long(0.5, { limit: 95, stop: 94 }) };
    expect(toldFills(freeRun(waiting, orders)).at(-1)).toEqual([2, 'stop', -5.263157895, 94]);
  });
});

describe('the time of a fill', () => {
  it('with a latency is the first open at or after it: an hour exactly is the next but one', () => {
    const rows = [at(100), at(110), at(120), at(130)];
    const result = freeRun(rows, { 0: long(0.5) }, { latencyMs: HOUR });
    expect(toldFills(result)).toEqual([[2, 'order', 4.166666667, 120]]);
    expect(result.counters).toMatchObject({ delayed_fills: 1 });
    expect(result.counters.added_delay_ms).toBeCloseTo(0, 9);
  });

  it('with "close" is the close of a bar that traded; one without volume is waited out', () => {
    const silent: Ohlc = [105, 105, 105, 105, 0];
    const result = freeRun([at(100), silent, at(110)], { 1: long(0.5) }, { fill: 'close' });
    expect(toldFills(result)).toEqual([[2, 'order', 4.545454545, 110]]);
    expect(result.fills.row(0).time).toBe(START + 3 * HOUR);
  });

  it('with "close" leaves limit orders to their price', () => {
    const rows = [at(100), [100, 101, 94, 99] as const];
    expect(toldFills(freeRun(rows, { 0: long(0.5, { limit: 95 }) }, { fill: 'close' }))).toEqual([
      [1, 'limit', 5.263157895, 95],
    ]);
  });
});

it('a fill at the close takes: its fee and slippage are in the equity of that very close', () => {
  // 500 / 101 units at 101, worth 100 each at the close; the fee is 1 % of 500.
  const costs = { takerFee: 0.01, makerFee: 0, slippage: { bps: 100 } };
  const result = freeRun(flatBars(3), { 1: long(0.5) }, { fill: 'close', ...costs });
  expect(result.fills.row(0).price).toBe(101);
  expect([...result.equity]).toEqual([1_000, expect.closeTo(995 - 500 / 101, 9), expect.closeTo(995 - 500 / 101, 9)]);
});

it('prices that a waiting order is given anew do not touch the position that is held', () => {
  const rows: Ohlc[] = [at(100), at(100), at(100), [100, 100, 89, 95]];
  const orders = {
    0: long(0.5, { stop: 90 }),
    1: long(0.8, { limit: 85, stop: 70 }),
    2: long(0.8, { limit: 85, stop: 80 }),
  };
  expect(toldFills(freeRun(rows, orders))[1]).toEqual([3, 'stop', -5, 90]);
});

describe('several symbols', () => {
  const run = (
    script: Record<string, Record<number, Order>>,
    options: object,
    prices: Record<string, readonly Ohlc[]>,
  ) =>
    backtest({
      data: Object.entries(prices).map(([symbol, rows]) => ({ bars: bars(rows, symbol) })),
      strategy: new Scripted((bar) => script[bar.symbol]?.[bar.index] ?? null),
      ...FREE,
      ...options,
    });
  const told = (result: ReturnType<typeof run>) =>
    [...result.fills].map(({ bar, symbol, quantity }) => [bar, symbol, Number(quantity.toFixed(9))]);
  const both = { A: flatBars(5), B: flatBars(5) };

  it('share the leverage: the sum of their targets may reach it, and no more', () => {
    const script = (size: number) => ({ A: { 0: long(0.6) }, B: { 0: short(size) } });
    expect(run(script(0.4), {}, both).refusals.total).toBe(0);
    const { refusals } = run(script(0.5), {}, both);
    expect(refusals.samples[0]!.detail).toBe('targets of 1.1 × equity exceed leverage 1');
    expect(refusals.samples[0]!.symbol).toBe('B');
  });

  it('share the cap on gross exposure, held and ordered, on either side', () => {
    const limits = { maxExposure: 0.8 };
    // A is held, B ordered at the same close, C gets what is left of 0.8.
    const three = { ...both, C: flatBars(5) };
    const script = { A: { 0: short(0.3) }, B: { 1: long(0.4) }, C: { 1: short(0.5) } };
    const result = run(script, { limits, leverage: 3 }, three);
    expect(told(result)).toEqual([
      [1, 'A', -3],
      [2, 'B', 4],
      [2, 'C', -1],
    ]);
    expect(result.counters.limited_orders).toBe(1);
  });

  it('count what one is held at where that has grown beyond its target', () => {
    // A: 4 units from 100 are 600 of 1,200 at 150; B gets 0.8 − 0.5 of 1,200 at 100.
    const prices = { A: [at(100), at(100), at(150), at(150), at(150)], B: flatBars(5) };
    expect(
      told(run({ A: { 0: long(0.4) }, B: { 2: long(0.6) } }, { limits: { maxExposure: 0.8 }, leverage: 3 }, prices)),
    ).toEqual([
      [1, 'A', 4],
      [3, 'B', 3.6],
    ]);
  });

  it('the worst of held and ordered counts on the side of the order under a cap on net exposure', () => {
    // A is to turn from short 0.4 to long 0.3 at the same open: for B it is long already. 0.5 − 0.3 = 0.2.
    const script = { A: { 0: short(0.4), 1: long(0.3) }, B: { 1: long(0.6) } };
    expect(told(run(script, { limits: { maxNetExposure: 0.5 }, leverage: 3 }, both))).toEqual([
      [1, 'A', -4],
      [2, 'A', 7],
      [2, 'B', 2],
    ]);
  });

  it('what a step has made of a target is not counted twice when it is asked for again', () => {
    const { counters } = freeRun(flatBars(5), { 0: long(0.9), 1: long(0.9) }, { limits: { maxExposure: 0.5 } });
    expect(counters.limited_orders).toBe(1);
  });

  it('reductions are taken before increases, so that the order of symbols does not matter', () => {
    const { script, targets } = watchedTargets({ 0: long(0.5), 2: close });
    freeRun(flatBars(5), script);
    expect(targets).toEqual([0, 0.5, 0.5, 0, 0]);
    // B frees 0.8 for A, which comes first in the data.
    const swap = { A: { 2: long(0.9) }, B: { 0: long(0.8), 2: long(0.1) } };
    const result = run(swap, {}, both);
    expect(result.refusals.total).toBe(0);
    expect(told(result)).toEqual([
      [1, 'B', 8],
      [3, 'B', -7],
      [3, 'A', 9],
    ]);
  });

  it('an order may be for another of them; whether it frees or needs room is asked of that one', () => {
    // Asked at A, B is wanted; asked at B, A is made smaller. A goes first.
    const script = { A: { 0: long(0.8), 2: long(0.9, { symbol: 'B' }) }, B: { 2: long(0.1, { symbol: 'A' }) } };
    const result = run(script, {}, both);
    expect(result.refusals.total).toBe(0);
    expect(told(result)).toEqual([
      [1, 'A', 8],
      [3, 'A', -7],
      [3, 'B', 9],
    ]);
  });

  it('an order for one that is not there is refused, and is nobody else’s', () => {
    const result = run({ A: { 0: long(0.5, { symbol: 'C' }) } }, {}, both);
    expect(result.refusals.samples).toMatchObject([{ reason: 'unknown_symbol', symbol: 'C' }]);
    expect(result.fills.length).toBe(0);
  });

  it.each<[string, Order, Order, object, number]>([
    ['a short makes room for a long under a cap on net exposure', short(0.4), long(1), { maxNetExposure: 0.5 }, 9],
    ['a long makes room for a short', long(0.4), short(1), { maxNetExposure: 0.5 }, -9],
    ['a short takes the room of a short', short(0.4), short(0.3), { maxNetExposure: 0.5 }, -1],
    ['a long takes the room of a long in its group', long(0.4), long(0.3), { maxGroupExposure: 0.5 }, 1],
    ['a short takes the room of a short in its group', short(0.4), short(0.3), { maxGroupExposure: 0.5 }, -1],
    ['a short makes no room for a long in its group', short(0.4), long(1), { maxGroupExposure: 0.5 }, 5],
  ])('%s', (_, first, second, limits, quantity) => {
    expect(told(run({ A: { 0: first }, B: { 2: second } }, { limits, leverage: 3 }, both))[1]).toEqual([
      3,
      'B',
      quantity,
    ]);
  });
});
