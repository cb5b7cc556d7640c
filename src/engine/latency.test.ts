import { describe, expect, it } from 'vitest';
import { Strategy, type Order, type RegimeView, type StrategyContext } from '../strategies/base.js';
import { backtest, type BacktestOptions } from './backtester.js';
import { bars, flatBars, Scripted, START, type Ohlc } from './fixtures/scripted.js';
import { HOUR } from '../core/time.js';

const free = { makerFee: 0, takerFee: 0, slippage: { bps: 0 }, initialEquity: 1_000 };
const MINUTE = 60_000;
const rows: Ohlc[] = [
  [100, 100, 100, 100],
  [110, 110, 110, 110],
  [120, 120, 120, 120],
  [130, 130, 130, 130],
];
const order: Record<number, Order> = { 0: { side: 'long', size: 0.5 } };
const run = (options: Partial<BacktestOptions>, finer?: ReturnType<typeof bars>) =>
  backtest({
    data: [{ bars: bars(rows), ...(finer === undefined ? {} : { finer }) }],
    strategy: new Scripted(order),
    ...free,
    ...options,
  });

describe('decision latency', () => {
  it('of an opinion cannot be had at the very close it was asked at', () => {
    const point = (availableAt: number): RegimeView => ({
      decidedAt: START + HOUR,
      availableAt,
      assessment: null,
      onFailure: 'flat',
    });
    const atClose = (availableAt: number) => run({ fill: 'close', regime: { points: [point(availableAt)] } });
    expect([...atClose(START + HOUR).fills]).toMatchObject([{ price: 100 }]);
    expect(() => atClose(START + HOUR + 250)).toThrow(
      'The opinion of 2024-01-01T01:00:00.000Z took 250 ms, and fill "close" fills at the very close',
    );
  });

  it('0 is the next open', () => {
    expect([...run({ latencyMs: 0 }).fills]).toMatchObject([{ price: 110, time: START + HOUR }]);
  });

  it('without finer bars the next coarse open, and the added delay is reported', () => {
    const result = run({ latencyMs: 90_000 });
    expect([...result.fills]).toMatchObject([{ bar: 2, price: 120, time: START + 2 * HOUR }]);
    // Due at 01:01:30, filled at 02:00.
    expect(result.counters).toMatchObject({ delayed_fills: 1, added_delay_ms: HOUR - 90_000 });
  });

  it('finer bars: the first that opens at or after close + latency', () => {
    const minutes = bars(
      Array.from(
        { length: 60 },
        (_, i): Ohlc => [110, 110, 110, 110].map((price) => price + i / 100) as unknown as Ohlc,
      ),
      'BTCUSDT',
      MINUTE,
      START + HOUR,
    );
    const result = run({ latencyMs: 90_000 }, minutes);
    expect([...result.fills]).toMatchObject([{ bar: 1, price: 110.02, time: START + HOUR + 2 * MINUTE }]);
    expect(result.counters.added_delay_ms).toBe(30_000);
    expect([...run({ latencyMs: 2 * MINUTE }, minutes).fills]).toMatchObject([{ price: 110.02 }]);
  });

  it('a stop may act in the rest of the bar after a delayed entry', () => {
    const minutes = bars(
      [
        [110, 110, 110, 110],
        [110, 110, 110, 110],
        [109, 109, 104, 106],
      ],
      'BTCUSDT',
      20 * MINUTE,
      START + HOUR,
    );
    const coarse: Ohlc[] = [rows[0]!, [110, 110, 104, 106], [106, 106, 106, 106]];
    const result = backtest({
      data: [{ bars: bars(coarse), finer: minutes }],
      strategy: new Scripted({ 0: { side: 'long', size: 0.5, stop: 105 } }),
      latencyMs: 10 * MINUTE,
      ...free,
    });
    expect([...result.fills].map(({ time, price }) => [(time - START) / MINUTE, price])).toEqual([
      [80, 110],
      [100, 105],
    ]);
  });

  it('goes with no fill at the close', () => {
    expect(() => run({ latencyMs: 1, fill: 'close' })).toThrow(/latency/);
  });

  it('a hole in the data delays the fill to the bar after it', () => {
    const holed = bars(rows);
    holed.openTime[1] = START + 5 * HOUR;
    holed.openTime[2] = START + 6 * HOUR;
    holed.openTime[3] = START + 7 * HOUR;
    const result = backtest({ data: [{ bars: holed }], strategy: new Scripted(order), ...free });
    expect([...result.fills]).toMatchObject([{ bar: 1, price: 110, time: START + 5 * HOUR }]);
  });
});

describe('regime', () => {
  class Follows extends Strategy {
    readonly seen: (number | null)[] = [];
    onBar(_bar: unknown, _account: unknown, context: StrategyContext): Order | null {
      const view = context.regime();
      this.seen.push(view?.decidedAt ?? null);
      return view === null ? null : context.long(0.5);
    }
  }
  const point = (decidedAt: number, latencyMs: number): RegimeView => ({
    decidedAt,
    availableAt: decidedAt + latencyMs,
    assessment: null,
    onFailure: 'hold',
  });

  it('shows from its decision on, and an order that used it waits for the answer', () => {
    const strategy = new Follows();
    const result = backtest({
      data: [{ bars: bars(rows) }],
      strategy,
      regime: { points: [point(START + HOUR, 3_000), point(START + 3 * HOUR, 3_000)] },
      ...free,
    });
    expect(strategy.seen).toEqual([START + HOUR, START + HOUR, START + 3 * HOUR, START + 3 * HOUR]);
    // Decided at 01:00, answered at 01:00:03: the open at 01:00 is missed.
    expect([...result.fills]).toMatchObject([{ bar: 2, price: 120 }]);
    expect(result.counters.added_delay_ms).toBe(HOUR - 3_000);
  });

  it('is null before the first decision, and without a series', () => {
    const late = new Follows();
    backtest({
      data: [{ bars: bars(rows) }],
      strategy: late,
      regime: { points: [point(START + 3 * HOUR, 0)] },
      ...free,
    });
    expect(late.seen).toEqual([null, null, START + 3 * HOUR, START + 3 * HOUR]);
    const none = new Follows();
    backtest({ data: [{ bars: bars(flatBars(2)) }], strategy: none, ...free });
    expect(none.seen).toEqual([null, null]);
  });
});
