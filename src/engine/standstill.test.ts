import { describe, expect, it } from 'vitest';
import { SmaCross } from '../strategies/sma-cross.js';
import { BuyAndHold } from '../strategies/buy-and-hold.js';
import { backtest } from './backtester.js';
import { bars, Scripted, START, type Ohlc } from './fixtures/scripted.js';
import { HOUR } from '../core/time.js';

const DAY = 24 * HOUR;
const rows = (count: number, volume: (i: number) => number = () => 100): Ohlc[] =>
  Array.from({ length: count }, (_, i) => [100 + i, 101 + i, 99 + i, 100 + i, volume(i)]);

describe('what stands still in a run', () => {
  it('bars without any volume: named where they were ordered', () => {
    const data = [{ bars: bars(rows(120, () => 0)) }];
    for (const strategy of [
      new BuyAndHold({ size: 1 }),
      new SmaCross({ fast: 2, slow: 5, size: 1, allow_short: false }),
    ]) {
      for (const fill of ['next-open', 'close'] as const) {
        const result = backtest({ data, strategy, fill });
        expect(result.fills.length).toBe(0);
        expect(result.standstill.withoutVolume).toEqual(['BTCUSDT']);
      }
    }
    expect(backtest({ data, strategy: new Scripted({}) }).standstill.withoutVolume).toEqual([]);
  });

  it('one symbol of several', () => {
    const result = backtest({
      data: [
        { bars: bars(rows(50)) },
        {
          bars: bars(
            rows(50, () => 0),
            'ETHUSDT',
          ),
        },
      ],
      strategy: new BuyAndHold({ size: 0.4 }),
    });
    expect(result.standstill.withoutVolume).toEqual(['ETHUSDT']);
    expect(result.openPositions.map(({ symbol }) => symbol)).toEqual(['BTCUSDT']);
  });

  it('a market order that waits to the end: volume stops, or gives less than the step', () => {
    const stops = backtest({
      data: [{ bars: bars(rows(50, (i) => (i < 10 ? 100 : 0))) }],
      strategy: new Scripted({ 9: { side: 'long', size: 1 } }),
    });
    expect(stops.standstill.withoutVolume).toEqual([]);
    expect(stops.standstill.stuck).toEqual([
      { symbol: 'BTCUSDT', givenAt: START + 10 * HOUR, bars: 40, partFilled: false },
    ]);
    const thin = backtest({
      data: [{ bars: bars(rows(50, () => 5)), filters: [{ effectiveFrom: 0, stepSize: 1 }] }],
      strategy: new BuyAndHold({ size: 1 }),
      maxParticipation: 0.1,
    });
    expect(thin.standstill.stuck).toMatchObject([{ bars: 49, partFilled: false }]);
  });

  it('nothing where an order was only just given, or rests at a limit', () => {
    const just = backtest({
      data: [{ bars: bars(rows(20)) }],
      strategy: new Scripted({ 19: { side: 'long', size: 1 } }),
    });
    expect(just.standstill.stuck).toEqual([]);
    const limit = new Scripted({ 3: { side: 'long', size: 1, limit: 1 } });
    expect(backtest({ data: [{ bars: bars(rows(20)) }], strategy: limit }).standstill.stuck).toEqual([]);
  });

  it('a series that ends while it is held or ordered, a day or more before the run', () => {
    const run = (length: number, script: Scripted) =>
      backtest({ data: [{ bars: bars(rows(240)) }, { bars: bars(rows(length), 'LUNAUSDT') }], strategy: script })
        .standstill;
    const held = () =>
      new Scripted((bar) => (bar.symbol === 'LUNAUSDT' && bar.index === 2 ? { side: 'long', size: 0.5 } : null));
    const [ended, ...others] = run(48, held()).ended;
    expect(ended).toMatchObject({ symbol: 'LUNAUSDT', lastTime: START + 48 * HOUR, age: 8 * DAY });
    expect(ended!.quantity).toBeGreaterThan(0);
    expect(others).toEqual([]);
    expect(run(216, held()).ended).toHaveLength(1);
    expect(run(217, held()).ended).toEqual([]);
    expect(run(48, new Scripted({})).ended).toEqual([]);
    const ordered = new Scripted((bar) =>
      bar.index === 47 && bar.symbol === 'LUNAUSDT' ? { side: 'short', size: 0.5 } : null,
    );
    expect(run(48, ordered).ended).toMatchObject([{ symbol: 'LUNAUSDT', quantity: 0 }]);
  });
});
