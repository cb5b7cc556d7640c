import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../core/time.js';
import type { Order } from '../../../strategies/base.js';
import { FREE, freeRun, toldFills, watchedTargets } from '../../fixtures/free-run.js';
import { flatBars, START, type Ohlc } from '../../fixtures/scripted.js';
import { withoutDust } from './order-fill.js';

const at = (price: number, volume?: number): Ohlc => [price, price, price, price, ...(volume === undefined ? [] : [volume])] as unknown as Ohlc; // prettier-ignore
const flat = at(100);
const long = (size: number, more: Partial<Order> = {}): Order => ({ side: 'long', size, ...more });
const short = (size: number, more: Partial<Order> = {}): Order => ({ side: 'short', size, ...more });
const close: Order = { side: 'flat' };
/** Rules from the start on. */
const rules = (of: object) => ({ filters: [{ effectiveFrom: 0, ...of }] });

describe('the price of a fill', () => {
  it('of a resting limit has no slippage, at a gap either', () => {
    const order = { 0: long(0.5, { limit: 95 }) };
    const slips = { slippage: { bps: 100 } };
    expect(toldFills(freeRun([flat, [100, 101, 94, 99]], order, slips))).toEqual([[1, 'limit', 5.263157895, 95]]);
    expect(toldFills(freeRun([flat, flat, at(90)], order, slips))).toEqual([[2, 'limit', 5.555555556, 90]]);
  });

  it.each([
    // Marketable on arrival: slipped by 0.1 %, still within the limit; by 2 % it would lie beyond.
    ['a purchase', long(0.5, { limit: 95 }), 94, 10, 94.094],
    ['a purchase', long(0.5, { limit: 95 }), 94, 200, 95],
    ['a sale', short(0.5, { limit: 105 }), 106, 10, 105.894],
    ['a sale', short(0.5, { limit: 105 }), 106, 200, 105],
  ])('of %s at a limit that is passed at once is slipped as far as the limit', (_, order, open, bps, price) => {
    expect(toldFills(freeRun([flat, at(open)], { 0: order }, { slippage: { bps } }))[0]![3]).toBe(price);
  });

  it('is slipped by the impact of what trades, not of what is held', () => {
    // Log returns before bar 4: +a, −a, 0, whose deviation is a · √(2/3). From 5 to 7 units, 2 of a volume of 50 trade.
    const a = Math.log(1.1);
    const rows: Ohlc[] = [at(100), at(110), at(100), at(100), at(100, 50)];
    const result = freeRun(rows, { 2: long(0.5), 3: long(0.7) }, { slippage: { bps: 0, impact: 0.1, maxBps: 9_000 } });
    const [first, second] = toldFills(result);
    // Bar 3: 5 of 1,000, returns +a and −a.
    const entry = 100 * (1 + 0.1 * a * Math.sqrt(5 / 1_000));
    expect(first![3]).toBeCloseTo(entry, 8);
    const equity = 1_000 + (500 / entry) * (100 - entry);
    const wanted = (0.7 * equity) / 100 - 500 / entry;
    expect(second![3]).toBeCloseTo(100 * (1 + 0.1 * a * Math.sqrt(2 / 3) * Math.sqrt(wanted / 50)), 8);
  });

  it('that slippage moves beyond the wish leaves the position as it is', () => {
    // 5 held; 0.5001 · 1,000 would buy 0.001 at 100, and at 101 comes to less than what is held.
    const result = freeRun(flatBars(4), { 0: long(0.505), 1: long(0.5051) }, { slippage: { bps: 100 } });
    expect(toldFills(result)).toEqual([[1, 'order', 5, 101]]);
    expect(result.refusals.total).toBe(0);
  });
});

describe('an order with nothing to trade', () => {
  it('is settled without a word: a stop has closed the position at the open', () => {
    const result = freeRun([flat, flat, at(90), at(90)], { 0: long(0.5, { stop: 95 }), 1: close });
    expect(toldFills(result).map(([bar, reason]) => [bar, reason])).toEqual([
      [1, 'order'],
      [2, 'stop'],
    ]);
    expect(result.refusals.total).toBe(0);
  });
});

describe('an account that has lost more than everything', () => {
  // 50 units at 100; at 70 equity is 1,000 − 50 · 30 = −500. The mark, which liquidations look at, has not moved.
  const rows = [flat, flat, at(70), at(70), at(70)];
  const mark = { mark: freeRun(flatBars(5), {}).benchmark };

  it('may still be closed, to a position of nothing', () => {
    const result = freeRun(rows, { 0: long(5), 2: close }, { leverage: 5 }, mark);
    expect(toldFills(result)[1]).toEqual([3, 'order', -50, 70]);
    expect(result.fills.row(1).position).toBe(0);
    expect(result.finalEquity).toBe(-500);
  });

  it('gets nothing else, and is told its equity', () => {
    const { refusals } = freeRun(rows, { 0: long(5), 2: long(1) }, { leverage: 5 }, mark);
    expect(refusals.samples.map(({ reason, detail }) => [reason, detail])).toEqual([['no_equity', 'equity is -500']]);
  });
});

describe('the least change', () => {
  const minRebalance = { minRebalance: 0.05 };

  it('binds neither an entry nor a close', () => {
    expect(toldFills(freeRun(flatBars(4), { 0: long(0.02), 1: close }, minRebalance))).toEqual([
      [1, 'order', 0.2, 100],
      [2, 'order', -0.2, 100],
    ]);
  });

  it('may be met exactly: 0.5 units at 100 are 5 % of 1,000', () => {
    expect(toldFills(freeRun(flatBars(4), { 0: long(0.5), 1: long(0.55) }, minRebalance))[1]).toEqual([
      2,
      'order',
      0.5,
      100,
    ]);
  });

  it('says what the change would have been', () => {
    const { refusals } = freeRun(flatBars(4), { 0: long(0.5), 1: long(0.52) }, minRebalance);
    expect(refusals.samples[0]!.detail).toMatch(/^change of 20(\.0*\d+)? quote units$/);
  });
});

describe('plain spot', () => {
  const spot = { instrument: 'spot' } as const;

  it('sells everything though no cash is left to buy with', () => {
    expect(toldFills(freeRun(flatBars(4), { 0: long(1), 1: close }, spot)).at(-1)).toEqual([2, 'order', -10, 100]);
    expect(freeRun(flatBars(4), { 0: long(1), 1: close }, spot).openPositions).toEqual([]);
  });

  it('counts a purchase as limited by cash only where it was', () => {
    // All but a hair of 1,024 at 1, in doubles that hold it exactly: what is affordable is what is wanted.
    const hair = 1 - 2 ** -50;
    const exact = freeRun(flatBars(3, 1), { 0: long(hair) }, { ...spot, initialEquity: 1_024 });
    expect(exact.fills.row(0).quantity).toBe(1_024 * hair);
    expect(exact.counters.cash_limited_fills).toBe(0);
  });

  it('never owes a hair, at whatever price and fee', () => {
    const lowest = Array.from({ length: 300 }, (_, i) => {
      const rows = flatBars(2, 0.37 * (i + 1));
      const result = freeRun(rows, { 0: long(1) }, { ...spot, takerFee: 0.0001 * (1 + (i % 17)) });
      const { quantity, price, fee } = result.fills.row(0);
      return FREE.initialEquity - (quantity * price + fee);
    });
    expect(Math.min(...lowest)).toBeGreaterThanOrEqual(0);
  });
});

describe('a cap on the share of volume', () => {
  const tenth = { maxParticipation: 0.1 };

  it('does not cut what it just allows', () => {
    // A tenth of 50 is the 5 units that are wanted.
    const result = freeRun([flat, at(100, 50), flat], { 0: long(0.5) }, tenth);
    expect(toldFills(result)).toEqual([[1, 'order', 5, 100]]);
    expect(result.counters.partial_fills).toBe(0);
    expect(result.refusals.total).toBe(0);
  });

  it('is told to an order that had to fill whole', () => {
    const { refusals } = freeRun([flat, at(100, 20), flat], { 0: long(0.5, { timeInForce: 'fok' }) }, tenth);
    expect(refusals.samples[0]!.detail).toBe('only 2 of 5 could fill');
  });

  it('a part is no settled target: what an order dropped after it left is no target at all', () => {
    const { script, targets } = watchedTargets({ 0: long(0.5, { timeInForce: 'ioc' }) });
    expect(toldFills(freeRun([flat, at(100, 20), flat], script, tenth))).toEqual([[1, 'order', 2, 100]]);
    expect(targets).toEqual([0, NaN, NaN]);
  });
});

describe('a dropped order', () => {
  it('leaves the target before it', () => {
    const { script, targets } = watchedTargets({ 0: long(0.5), 2: long(0.8, { limit: 90, timeInForce: 'ioc' }) });
    freeRun(flatBars(5), script);
    expect(targets).toEqual([0, 0.5, 0.5, 0.5, 0.5]);
  });

  it('leaves the strategy’s own target where the limits have reduced the position since', () => {
    // Short 4.8 at 100; at 105 that is 504 of 976, more than 1.05 · 0.49. The reduction is to 0.49, the wish was 0.48.
    const orders = { 0: short(0.48), 4: short(0.1, { limit: 90, timeInForce: 'ioc' }) };
    const { script, targets } = watchedTargets(orders);
    const rows = [flat, flat, at(105), at(105), at(105), at(105), at(105)];
    const result = freeRun(rows, script, { limits: { maxExposure: 0.49 } });
    expect(toldFills(result).map(([bar, reason]) => [bar, reason])).toEqual([
      [1, 'order'],
      [3, 'drift'],
    ]);
    expect(targets).toEqual([0, -0.48, -0.48, -0.48, -0.48, -0.48, -0.48]);
  });
});

describe('whole lots', () => {
  it('do not count as rounded where they are whole already', () => {
    expect(freeRun(flatBars(3), { 0: long(0.3) }, {}, rules({ stepSize: 0.5 })).counters.rounded_fills).toBe(0);
    expect(freeRun(flatBars(3), { 0: long(0.33) }, {}, rules({ stepSize: 0.5 })).counters.rounded_fills).toBe(1);
  });

  it('do not keep a position from being closed whole that was bought under finer rules', () => {
    const filters = [
      { effectiveFrom: 0, stepSize: 0.5 },
      { effectiveFrom: START + 2 * HOUR, stepSize: 1 },
    ];
    expect(toldFills(freeRun(flatBars(4), { 0: long(0.15), 1: close }, {}, { filters }))).toEqual([
      [1, 'order', 1.5, 100],
      [2, 'order', -1.5, 100],
    ]);
  });

  it('a sum of them that is not quite zero is zero', () => {
    expect(0.3 - 3 * 0.1).not.toBe(0);
    expect(withoutDust(0.3 - 3 * 0.1, 0.1)).toBe(0);
    expect(withoutDust(-1e-13, 1)).toBe(0);
    expect(withoutDust(1e-12, 1)).toBe(1e-12);
    expect(withoutDust(-0.1, 0.1)).toBe(-0.1);
  });
});

describe('the least order value, where reductions are exempt', () => {
  const exempt = rules({ minNotional: 100, reduceOnlyExempt: true });
  const second = (from: number, order: Order) => {
    const { fills, refusals } = freeRun(flatBars(4), { 0: long(from), 1: order }, {}, exempt);
    return [fills.length - 1, refusals.samples.map(({ reason, detail }) => [reason, detail])];
  };

  it('does not bind what makes the position smaller on its side: 2 to 1.5 units at 100', () => {
    expect(second(0.2, long(0.15))).toEqual([1, []]);
  });

  it('binds what makes it larger: 2 to 2.5 units', () => {
    expect(second(0.2, long(0.25))).toEqual([0, [['below_min_notional', '0.5 at 100 is too small for the exchange']]]);
  });

  it('binds what turns it round, even to a smaller one', () => {
    // One unit from 100; at 50 equity is 950, and 1.475 units are 73.75.
    const { fills, refusals } = freeRun([flat, flat, at(50), at(50)], { 0: long(0.1), 1: short(0.025) }, {}, exempt);
    expect(fills.length).toBe(1);
    expect(refusals.counts()).toEqual({ below_min_notional: 1 });
  });
});

it('an order without latency is not counted as delayed', () => {
  expect(freeRun(flatBars(4), { 0: long(0.5), 1: close }).counters.delayed_fills).toBe(0);
});

describe('protective prices', () => {
  it('that a later order of the same side does not name stay', () => {
    const rows: Ohlc[] = [flat, flat, flat, [100, 101, 94, 96]];
    expect(toldFills(freeRun(rows, { 0: long(0.5, { stop: 95 }), 1: long(0.6) })).at(-1)).toEqual([3, 'stop', -6, 95]);
    const up: Ohlc[] = [flat, flat, flat, [100, 106, 99, 104]];
    expect(toldFills(freeRun(up, { 0: long(0.5, { takeProfit: 105 }), 1: long(0.6) })).at(-1)).toEqual([
      3,
      'take_profit',
      -6,
      105,
    ]);
  });

  it('a trailing stop that is given again trails the same extreme', () => {
    // 10 % below the 120 of bar 2, not below the 115 at which more was bought.
    const rows: Ohlc[] = [flat, flat, [100, 120, 99, 115], [115, 116, 109, 112], [112, 112, 107, 110]];
    const orders = { 0: long(0.5, { trailingStop: 0.1 }), 2: long(0.6, { trailingStop: 0.1 }) };
    const [, , last] = toldFills(freeRun(rows, orders));
    expect([last![0], last![1], last![3]]).toEqual([4, 'trailing_stop', 108]);
  });
});

describe('what a stop left to do, once it is done', () => {
  /** 4 of 5 units are stopped out at 50 for want of volume; bar 3 has less than the step that is left, bar 4 has it. */
  const rows: Ohlc[] = [flat, flat, [100, 100, 50, 100, 40], at(100, 5), at(100), at(100)];
  const run = (order: Order, filter: object = {}) => {
    const { script, targets } = watchedTargets({ 0: long(0.5, { stop: 50 }), 2: order });
    const result = freeRun(rows, script, { maxParticipation: 0.1 }, rules({ stepSize: 1, ...filter }));
    return { targets, fills: toldFills(result).slice(1), refusals: result.refusals.counts() };
  };

  it('is the end of a target that had been reached with it', () => {
    // 0.125 · 800 / 100 is the unit that is left, so the order is settled at the open of bar 3; that unit is sold in bar 4.
    const { targets, fills } = run(long(0.125));
    expect(fills).toEqual([
      [2, 'stop', -4, 50],
      [4, 'stop', -1, 100],
    ]);
    expect(targets).toEqual([0, 0.5, 0, 0.125, 0, 0]);
  });

  it('is not the end of a target that still waits', () => {
    expect(run(long(0.5, { limit: 40 })).targets).toEqual([0, 0.5, 0, 0.5, 0.5, 0.5]);
  });

  it('too small for the exchange is dropped alone', () => {
    const { targets, fills, refusals } = run(long(0.5, { limit: 40 }), { minNotional: 150 });
    expect(fills).toEqual([[2, 'stop', -4, 50]]);
    expect(refusals).toEqual({ below_min_notional: 1, end_of_data: 1 });
    expect(targets).toEqual([0, 0.5, 0, 0.5, 0.5, 0.5]);
  });
});
