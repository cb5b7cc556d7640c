import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../core/time.js';
import type { Order } from '../../../strategies/base.js';
import type { MarginTable } from '../../exchange-rules/margin-tiers.js';
import { freeRun, toldFills, watchedTargets } from '../../fixtures/free-run.js';
import { START, type Ohlc } from '../../fixtures/scripted.js';

const flat: Ohlc = [100, 100, 100, 100];
const silent: Ohlc = [96, 96, 96, 96, 0];
/** 5 units at 100, entered at the open of bar 1. */
const long = (more: Partial<Order> = {}): Order => ({ side: 'long', size: 0.5, ...more });
/** Reaches a stop at 95. */
const hit = (volume = 1_000): Ohlc => [100, 101, 94, 96, volume];
const tenth = { maxParticipation: 0.1 };

describe('an exit', () => {
  it('of a short pays slippage upwards', () => {
    const order: Order = { side: 'short', size: 0.5, stop: 105 };
    const { fills } = freeRun([flat, flat, [100, 106, 99, 104]], { 0: order }, { slippage: { bps: 100 } });
    expect(fills.row(1).price).toBeCloseTo(106.05, 9);
  });

  it('that volume just allows is whole, and nothing is left over', () => {
    // A tenth of 50 is what is held. The bar after it trades nothing: nobody waits for it.
    const result = freeRun([flat, flat, hit(50), silent, flat], { 0: long({ stop: 95 }) }, tenth);
    expect(toldFills(result).slice(1)).toEqual([[2, 'stop', -5, 95]]);
    expect(result.counters).toMatchObject({ partial_fills: 0, zero_volume_waits: 0 });
  });

  it('leaves nothing behind that would close what is entered at the same close', () => {
    const script = { 0: long({ stop: 95 }), 2: long() };
    expect(toldFills(freeRun([flat, flat, hit(), flat, flat], script, { fill: 'close' })).slice(1)).toEqual([
      [2, 'stop', -5, 95],
      [2, 'order', 5.078125, 96],
    ]);
  });

  it('that volume cuts goes on as a market order, which is counted once a part and has no latency', () => {
    const result = freeRun([flat, flat, hit(30), [96, 96, 96, 96, 1_000], flat], { 0: long({ stop: 95 }) }, tenth);
    expect(toldFills(result).slice(1)).toEqual([
      [2, 'stop', -3, 95],
      [3, 'stop', -2, 96],
    ]);
    expect(result.counters).toMatchObject({ partial_fills: 1, delayed_fills: 0 });
  });

  it('that finds less than a step of volume waits for more, and nobody is refused', () => {
    const filters = [{ effectiveFrom: 0, stepSize: 1 }];
    const rows: Ohlc[] = [flat, flat, hit(5), [96, 96, 96, 96, 1_000], flat];
    const result = freeRun(rows, { 0: long({ stop: 95 }) }, tenth, { filters });
    expect(toldFills(result).slice(1)).toEqual([[3, 'stop', -5, 96]]);
    expect(result.refusals.total).toBe(0);
    expect(result.counters.partial_fills).toBe(0);
  });

  it('at a target that volume cuts goes on resting at the target', () => {
    const rows: Ohlc[] = [flat, flat, [100, 106, 99, 104, 30], flat, [100, 106, 99, 104]];
    expect(toldFills(freeRun(rows, { 0: long({ takeProfit: 105 }) }, tenth)).slice(1)).toEqual([
      [2, 'take_profit', -3, 105],
      [4, 'take_profit', -2, 105],
    ]);
  });

  it('leaves the target of an order that still waits, and no other', () => {
    const orders = { 0: long({ stop: 95 }), 1: long({ size: 0.8, limit: 90 }) };
    const waits = watchedTargets(orders);
    freeRun([flat, flat, hit(), flat], waits.script);
    expect(waits.targets).toEqual([0, 0.5, 0.8, 0.8]);
    const alone = watchedTargets({ 0: long({ stop: 95 }) });
    freeRun([flat, flat, hit(), flat], alone.script);
    expect(alone.targets).toEqual([0, 0.5, 0, 0]);
  });

  it('too small for the exchange says at which price', () => {
    const filters = [{ effectiveFrom: 0 }, { effectiveFrom: START + 2 * HOUR, minNotional: 1_000 }];
    const { refusals } = freeRun([flat, flat, hit(), flat], { 0: long({ trailingStop: 0.05 }) }, {}, { filters });
    expect(refusals.samples).toEqual([
      {
        reason: 'below_min_notional',
        symbol: 'BTCUSDT',
        time: START + 2 * HOUR,
        detail: 'trailing stop: 5 at 95 is too small for the exchange',
      },
    ]);
  });
});

it('a target too small for the exchange is given up alone, and asked for once; the stop stays', () => {
  const filters = [{ effectiveFrom: 0 }, { effectiveFrom: START + 2 * HOUR, minNotional: 600 }];
  const up: Ohlc = [100, 106, 99, 100];
  const rows: Ohlc[] = [flat, flat, up, up, hit()];
  const result = freeRun(rows, { 0: long({ stop: 95, takeProfit: 105 }) }, {}, { filters });
  // 5 · 105 and 5 · 95 are both below 600.
  expect(result.refusals.samples.map(({ detail }) => detail)).toEqual([
    'take profit: 5 at 105 is too small for the exchange',
    'stop: 5 at 95 is too small for the exchange',
  ]);
  expect(result.openPositions).toHaveLength(1);
});

describe('a liquidation', () => {
  // 20 units at 100, margin 1,000: (2,000 − 1,000) / (20 · (1 − 0.375)) = 80.
  const table: MarginTable = { effectiveFrom: 0, liquidationFee: 0, tiers: [{ floor: 0, rate: 0.375 }] };
  const twice = { leverage: 2 };
  const tables = { marginTables: [table] };
  const crash: Ohlc = [100, 100, 79, 85];

  it('is of its bar’s time, says why a waiting order is gone, and leaves nothing waiting', () => {
    const orders = { 0: long({ size: 2 }), 1: long({ size: 1, limit: 150 }) };
    const { script, targets } = watchedTargets(orders);
    const result = freeRun([flat, flat, crash, silent, flat], script, twice, tables);
    expect(toldFills(result)[1]).toEqual([2, 'liquidation', -20, 80]);
    expect(result.fills.row(1).time).toBe(START + 2 * HOUR);
    expect(result.refusals.samples).toEqual([
      {
        reason: 'liquidated',
        symbol: 'BTCUSDT',
        time: START + 2 * HOUR,
        detail: 'the position was liquidated before the order filled',
      },
    ]);
    expect(result.counters.zero_volume_waits).toBe(0);
    expect(targets).toEqual([0, 2, 0, 0, 0]);
  });

  it('takes what the stop had left to do with it', () => {
    // A tenth of 100 is 10: half of it is stopped out at 90, the rest is to follow, and is liquidated at the open.
    const rows: Ohlc[] = [flat, flat, [100, 100, 90, 90, 100], [79, 79, 79, 79], silent];
    const result = freeRun(rows, { 0: long({ size: 2, stop: 90 }) }, { ...twice, ...tenth }, tables);
    expect(toldFills(result).slice(1)).toEqual([
      [2, 'stop', -10, 90],
      [3, 'liquidation', -10, 79],
    ]);
    expect(result.counters.zero_volume_waits).toBe(0);
  });

  it('beyond what the cap on volume leaves has the order of the same close wait, with a price that is a number', () => {
    // A tenth of 50 is 5, and 20 are liquidated at 80: 600 are left. Half of them buy at the 85 of the next close.
    const rows: Ohlc[] = [flat, [100, 100, 79, 85, 50], [85, 85, 85, 85], flat];
    const options = { ...twice, ...tenth, fill: 'close', slippage: { bps: 0, impact: 1, maxBps: 0 } } as const;
    const result = freeRun(rows, { 0: long({ size: 2 }), 1: long() }, options, tables);
    expect(toldFills(result)).toEqual([
      [0, 'order', 20, 100],
      [1, 'liquidation', -20, 80],
      [2, 'order', 3.529411765, 85],
    ]);
  });
});
