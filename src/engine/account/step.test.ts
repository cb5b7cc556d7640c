import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../core/time.js';
import type { Order } from '../../strategies/base.js';
import { backtest } from '../backtester.js';
import { FREE, freeRun, toldFills } from '../fixtures/free-run.js';
import { bars, flatBars, Scripted, START, type Ohlc } from '../fixtures/scripted.js';

const at = (price: number): Ohlc => [price, price, price, price];
const flat = at(100);
const silent: Ohlc = [100, 100, 100, 100, 0];
const long = (size: number, more: Partial<Order> = {}): Order => ({ side: 'long', size, ...more });
const short = (size: number, more: Partial<Order> = {}): Order => ({ side: 'short', size, ...more });
const tenth = { maxParticipation: 0.1 };

describe('a bar without volume', () => {
  it('is a wait only for who waits', () => {
    const rows = [flat, flat, silent, silent, flat];
    expect(freeRun(rows, { 0: long(0.5) }, { everyBar: true }).counters.zero_volume_waits).toBe(0);
    expect(freeRun(rows, { 0: long(0.5), 1: { side: 'flat' } }, { everyBar: true }).counters.zero_volume_waits).toBe(2);
  });

  it('is waited out by what a stop has left to do, and by the order of one symbol among several', () => {
    const rows: Ohlc[] = [flat, flat, [100, 100, 94, 96, 20], silent, flat];
    expect(toldFills(freeRun(rows, { 0: long(0.5, { stop: 95 }) }, tenth)).slice(1)).toEqual([
      [2, 'stop', -2, 95],
      [4, 'stop', -3, 100],
    ]);
    const result = backtest({
      data: [{ bars: bars(flatBars(3), 'A') }, { bars: bars([flat, silent, flat], 'B') }],
      strategy: new Scripted((bar) => (bar.index === 0 ? long(0.5) : null)),
      ...FREE,
    });
    expect([...result.fills].map(({ bar, symbol }) => [bar, symbol])).toEqual([
      [1, 'A'],
      [2, 'B'],
    ]);
  });
});

it('what trades at the open leaves less volume for the rest of the bar', () => {
  // A tenth of 30 is 3: the order sells 2, the stop the one that is left, and the rest follows.
  const rows: Ohlc[] = [flat, flat, [100, 100, 94, 96, 30], at(96)];
  expect(toldFills(freeRun(rows, { 0: long(0.5, { stop: 95 }), 1: long(0.3) }, tenth)).slice(1)).toEqual([
    [2, 'order', -2, 100],
    [2, 'stop', -1, 95],
    [3, 'stop', -2, 96],
  ]);
});

it('a target that the entry’s own open has passed is a taker fill, also where every bar is walked', () => {
  const options = { makerFee: 0.001, takerFee: 0.01, everyBar: true };
  const { fills } = freeRun([flat, at(110)], { 0: long(0.5, { takeProfit: 105 }) }, options);
  expect(fills.row(1).fee).toBeCloseTo(500 * 0.01, 9);
});

it('at one open what frees equity comes before what needs it, whatever the order of symbols', () => {
  const script: Record<string, Record<number, Order>> = {
    A: { 0: long(0.2), 1: long(0.7) },
    B: { 0: long(0.8), 1: long(0.3) },
  };
  const result = backtest({
    data: ['A', 'B'].map((symbol) => ({ bars: bars(flatBars(4), symbol) })),
    strategy: new Scripted((bar) => script[bar.symbol]![bar.index] ?? null),
    ...FREE,
    instrument: 'spot',
  });
  expect([...result.fills].map(({ bar, symbol, position }) => [bar, symbol, Number(position.toFixed(9))])).toEqual([
    [1, 'A', 2],
    [1, 'B', 8],
    [2, 'B', 3],
    [2, 'A', 7],
  ]);
});

describe('an order with a limited life', () => {
  const limit = (goodForBars: number) => ({ 0: long(0.5, { limit: 95, goodForBars }) });

  it('is over after that many bars, and says so', () => {
    const { refusals } = freeRun(flatBars(5), limit(2));
    expect(refusals.samples).toEqual([
      {
        reason: 'expired',
        symbol: 'BTCUSDT',
        time: START + 3 * HOUR,
        detail: 'target 0.5 did not fill in time',
      },
    ]);
  });

  it('lives from the bar on in which its latency ends: the ones before do not count', () => {
    const dip: Ohlc = [100, 100, 94, 100];
    // There from 02:30 on: the bars of 02:00 and 03:00 count; it can fill in the second.
    expect(toldFills(freeRun([flat, dip, dip, dip], limit(2), { latencyMs: 1.5 * HOUR }))).toHaveLength(1);
    expect(freeRun([flat, dip, dip, dip], limit(1), { latencyMs: 1.5 * HOUR }).refusals.counts()).toEqual({
      expired: 1,
    });
    // There from 03:00 on: the bar of 02:00, which ends then, does not count.
    expect(toldFills(freeRun([flat, dip, dip, dip], limit(1), { latencyMs: 2 * HOUR }))).toEqual([
      [3, 'limit', 5.263157895, 95],
    ]);
  });

  it('lives on after a position was closed by its stop', () => {
    const rows: Ohlc[] = [flat, flat, [100, 100, 94, 96], at(96), at(80)];
    const script = { 0: long(0.5, { stop: 95 }), 1: long(0.8, { limit: 85, goodForBars: 3 }) };
    expect(toldFills(freeRun(rows, script)).at(-1)).toEqual([4, 'limit', 9.75, 80]);
  });
});

describe('protective prices of a short', () => {
  it('the lower of stop and trailing stop is the tighter', () => {
    // 10 % above the low of 80 is 88, 40 % above it 112.
    const rows: Ohlc[] = [flat, flat, [100, 100, 80, 85], [85, 106, 84, 99]];
    expect(toldFills(freeRun(rows, { 0: short(0.5, { trailingStop: 0.1, stop: 105 }) }))[1]).toEqual([3, 'trailing_stop', 5, 88]); // prettier-ignore
    expect(toldFills(freeRun(rows, { 0: short(0.5, { trailingStop: 0.4, stop: 105 }) }))[1]).toEqual([
      3,
      'stop',
      5,
      105,
    ]);
  });

  it('of a position that has ended do not hold for the next', () => {
    const rows: Ohlc[] = [flat, flat, flat, flat, [100, 106, 94, 100], flat];
    const script = { 0: long(0.5, { stop: 95, takeProfit: 105 }), 1: { side: 'flat' } as const, 2: long(0.5) };
    expect(toldFills(freeRun(rows, script)).map(([bar, reason]) => [bar, reason])).toEqual([
      [1, 'order'],
      [2, 'order'],
      [3, 'order'],
    ]);
  });
});

it('a bar without a mark bar of its own is judged on its trade prices', () => {
  // 20 units at 100 with a margin of 1,000 are liquidated at 1,000 / (20 · 0.625) = 80. The mark is missing at 02:00.
  const tables = [{ effectiveFrom: 0, liquidationFee: 0, tiers: [{ floor: 0, rate: 0.375 }] }];
  const mark = bars(flatBars(4));
  mark.openTime[2] = START + 3 * HOUR;
  mark.openTime[3] = START + 4 * HOUR;
  const rows: Ohlc[] = [flat, flat, [100, 100, 79, 100], flat];
  const result = freeRun(rows, { 0: long(2) }, { leverage: 2 }, { mark, marginTables: tables });
  expect(toldFills(result)[1]).toEqual([2, 'liquidation', -20, 80]);
});

describe('finer bars', () => {
  const quarter = 15 * MINUTE;
  const finer = (rows: readonly Ohlc[], start = START + 2 * HOUR) => ({ finer: bars(rows, 'BTCUSDT', quarter, start) });
  const both = long(0.5, { stop: 95, takeProfit: 105 });
  const wide: Ohlc[] = [flat, flat, [100, 106, 94, 101], [101, 106, 94, 101]];

  it('of the next bar say nothing about this one', () => {
    // Only from 03:00 on do they reach the target: the bar of 02:00 is read pessimistically.
    const calm = Array.from({ length: 4 }, () => flat);
    const result = freeRun(wide, { 0: both }, {}, finer([...calm, [101, 106, 101, 106], flat, flat, flat]));
    expect(toldFills(result)[1]).toEqual([2, 'stop', -5, 95]);
    expect(result.fills.row(1).time).toBe(START + 2 * HOUR);
    expect(result.counters).toMatchObject({ ambiguous_bars: 1, bars_decided_by_finer: 0 });
  });

  it('without volume decide nothing', () => {
    const rows: Ohlc[] = [[100, 101, 94, 95, 0], [100, 106, 100, 104], flat, flat];
    expect(toldFills(freeRun(wide, { 0: both }, {}, finer(rows)))[1]).toEqual([2, 'take_profit', -5, 105]);
  });

  it('give the volume that is there then, and leave what the coarse bar has for what comes after', () => {
    // A tenth of 20 is sold at the target in each of two quarters; the third falls to the stop.
    const rows: Ohlc[] = [[100, 106, 100, 104, 20], [104, 106, 104, 104, 20], [104, 104, 94, 95, 20], flat];
    const result = freeRun(wide, { 0: both }, tenth, finer(rows));
    expect(toldFills(result).slice(1)).toEqual([
      [2, 'take_profit', -2, 105],
      [2, 'take_profit', -2, 105],
      [2, 'stop', -1, 95],
    ]);
  });

  it('that are ambiguous themselves are read as a coarse one is', () => {
    const rows: Ohlc[] = [[100, 106, 94, 100], flat, flat, flat];
    const worst = freeRun(wide, { 0: both }, {}, finer(rows));
    expect(toldFills(worst)[1]).toEqual([2, 'stop', -5, 95]);
    expect(worst.counters).toMatchObject({ ambiguous_bars: 1, bars_decided_by_finer: 1 });
    const best = freeRun(wide, { 0: both }, { ambiguous: 'optimistic' }, finer(rows));
    expect(toldFills(best)[1]).toEqual([2, 'take_profit', -5, 105]);
  });

  it('are read for a short as for a long', () => {
    const order = { 0: short(0.5, { stop: 105, takeProfit: 95 }) };
    const rows: Ohlc[] = [[100, 106, 94, 100], flat, flat, flat];
    expect(toldFills(freeRun(wide, order, {}, finer(rows)))[1]).toEqual([2, 'stop', 5, 105]);
    expect(toldFills(freeRun(wide, order, { ambiguous: 'optimistic' }, finer(rows)))[1]).toEqual([2, 'take_profit', 5, 95]); // prettier-ignore
  });

  it('time nothing else in a bar while an order waits for a later one', () => {
    const rows: Ohlc[] = [flat, [100, 106, 100, 104], at(104), at(104)];
    // Entered at 03:00; what is ordered at 04:00 is there at 06:00.
    const script = { 0: long(0.5, { takeProfit: 105 }), 3: long(0.6) };
    const coarse: Ohlc[] = [flat, flat, flat, flat, [100, 106, 100, 104]];
    const { fills } = freeRun(coarse, script, { latencyMs: 2 * HOUR }, finer(rows, START + 4 * HOUR));
    expect(fills.row(1)).toMatchObject({ price: 105, time: START + 4 * HOUR });
  });

  it('time no limit order that was there at the open', () => {
    const rows: Ohlc[] = [flat, [100, 100, 94, 95], flat, flat];
    const { fills } = freeRun([flat, flat, [100, 100, 94, 100]], { 1: long(0.5, { limit: 95 }) }, {}, finer(rows));
    expect(fills.row(0)).toMatchObject({ price: 95, time: START + 2 * HOUR });
  });

  it('do not delay an order whose latency ends at an open', () => {
    const rows: Ohlc[] = [at(110), at(111), at(112), at(113)];
    const { fills } = freeRun(
      [flat, at(105), [110, 113, 110, 113]],
      { 0: long(0.5) },
      { latencyMs: HOUR },
      finer(rows),
    );
    expect(fills.row(0)).toMatchObject({ price: 110, time: START + 2 * HOUR });
  });

  it('enter a delayed order in the middle of a bar: its target waits for the next, its trailing stop for the close', () => {
    // Given at 02:00, there at 02:20: it fills at 02:30. The 120 of 02:00 and 02:30 are not its own.
    const rows: Ohlc[] = [[100, 120, 100, 100], flat, [100, 120, 100, 110], at(110)];
    const coarse: Ohlc[] = [flat, flat, [100, 120, 100, 110], [110, 112, 100, 105]];
    const order = long(0.5, { trailingStop: 0.05, takeProfit: 111 });
    const result = freeRun(coarse, { 1: order }, { latencyMs: 20 * MINUTE }, finer(rows));
    expect(result.fills.row(0)).toMatchObject({ price: 100, time: START + 2.5 * HOUR });
    // 5 % below the close of 110; the bar of 03:00 is ambiguous.
    expect(toldFills(result)[1]).toEqual([3, 'trailing_stop', -5, 104.5]);
    expect(result.counters.ambiguous_bars).toBe(1);
  });

  it('turn a position round before a stop has done its work: what it had left to close is gone', () => {
    // At 02:00 volume lets 2 of 5 go at 95; the order of 02:20 finds 3 at 02:30 and makes them short half of 975.
    const rows: Ohlc[] = [flat, flat, flat, flat, [100, 100, 94, 95, 20], at(95), at(95), at(95)];
    const coarse: Ohlc[] = [flat, flat, [100, 100, 94, 95], at(95), at(95)];
    const script = { 0: long(0.5, { stop: 95 }), 1: short(0.5) };
    const result = freeRun(coarse, script, { ...tenth, latencyMs: 20 * MINUTE }, finer(rows, START + HOUR));
    expect(toldFills(result)).toEqual([
      [1, 'order', 5, 100],
      [2, 'stop', -2, 95],
      [2, 'order', -8.131578947, 95],
    ]);
  });

  describe('beside mark bars', () => {
    // 20 units, margin 1,000: liquidated at a mark of 80, or for a short of 120.
    const tableOf = (rate: number) => [{ effectiveFrom: 0, liquidationFee: 0, tiers: [{ floor: 0, rate }] }];
    const run = (order: Order, bar: Ohlc, rows: readonly Ohlc[], markBar: Ohlc, rate: number) =>
      toldFills(
        freeRun(
          [flat, flat, bar],
          { 0: order },
          { leverage: 2 },
          {
            ...finer(rows),
            mark: bars([flat, flat, markBar]),
            marginTables: tableOf(rate),
          },
        ),
      )[1];

    it('are held to what the mark did: a trade price beyond it liquidates nothing', () => {
      const down: Ohlc[] = [[100, 100, 75, 100], [100, 111, 100, 110], at(110), at(110)];
      const bracket = { stop: 70, takeProfit: 110 };
      expect(run(long(2, bracket), [100, 111, 69, 110], down, [100, 100, 90, 100], 0.375)).toEqual([
        2,
        'take_profit',
        -20,
        110,
      ]);
      const up: Ohlc[] = [[100, 125, 100, 100], [100, 100, 89, 90], at(90), at(90)];
      expect(run(short(2, { stop: 130, takeProfit: 90 }), [100, 131, 89, 90], up, [100, 110, 100, 100], 0.25)).toEqual([
        2,
        'take_profit',
        20,
        90,
      ]);
    });

    it('and an open beyond it does not either', () => {
      const down: Ohlc[] = [flat, [75, 100, 75, 100], [100, 111, 100, 110], at(110)];
      expect(
        run(long(2, { stop: 70, takeProfit: 110 }), [100, 111, 69, 110], down, [100, 100, 90, 100], 0.375),
      ).toEqual([2, 'take_profit', -20, 110]);
      const up: Ohlc[] = [flat, [125, 125, 100, 100], [100, 100, 89, 90], at(90)];
      expect(run(short(2, { stop: 130, takeProfit: 90 }), [100, 131, 89, 90], up, [100, 110, 100, 100], 0.25)).toEqual([
        2,
        'take_profit',
        20,
        90,
      ]);
    });
  });
});
