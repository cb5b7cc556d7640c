import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../core/time.js';
import type { Order } from '../../../strategies/base.js';
import { backtest } from '../../backtester.js';
import { FREE, freeRun, toldFills } from '../../fixtures/free-run.js';
import { bars, flatBars, Scripted, START } from '../../fixtures/scripted.js';

/** 1 % at the open of bar 3, on a mark of 100. */
const funding = {
  time: Float64Array.of(START + 3 * HOUR),
  rate: Float64Array.of(0.01),
  mark: Float64Array.of(100),
};
const long: Order = { side: 'long', size: 0.5 };

describe('funding at the very instant of a fill', () => {
  const atClose = (at2: Order, at4?: Order) => {
    const script = { 0: long, 2: at2, ...(at4 === undefined ? {} : { 4: at4 }) };
    return [...freeRun(flatBars(6), script, { fill: 'close' }, { funding }).trades];
  };

  it('belongs to the trade that ended then', () => {
    expect(atClose({ side: 'flat' })).toMatchObject([{ carry: 5, pnl: -5 }]);
  });

  it('belongs to the trade that was turned round then, not to the new one', () => {
    const [ended, begun] = atClose({ side: 'short', size: 0.5 }, { side: 'flat' });
    expect(ended).toMatchObject({ side: 'long', carry: 5, pnl: -5 });
    expect(begun).toMatchObject({ side: 'short', carry: 0 });
  });

  it('belongs to the trade that goes on, by what was held before', () => {
    expect(atClose({ side: 'long', size: 0.2 }, { side: 'flat' })).toMatchObject([{ carry: 5, pnl: -5 }]);
  });
});

it('funding is paid before an order of the same open is sized, once', () => {
  // 1,000 − 5 is left when 0.8 of it is wanted: 7.96 units at 100.
  const result = freeRun(flatBars(5), { 0: long, 2: { side: 'long', size: 0.8 } }, {}, { funding });
  expect(toldFills(result)[1]).toEqual([3, 'order', 2.96, 100]);
  expect(result.counters.funding_payments).toBe(1);
});

describe('interest', () => {
  const perHour = 0.876 / (365 * 24);
  const margin = { ...FREE, instrument: 'margin', leverage: 3, borrowRatePerYear: 0.876 } as const;
  /** Both symbols are ordered at the first close and closed two bars later: one hour lies between two opens. */
  const carries = (sizes: Record<string, number>) => {
    const script = (bar: { symbol: string; index: number }): Order | null => {
      const size = sizes[bar.symbol]!;
      if (bar.index === 0) return { side: size > 0 ? 'long' : 'short', size: Math.abs(size) };
      return bar.index === 1 ? { side: 'flat' } : null;
    };
    const data = Object.keys(sizes).map((symbol) => ({ bars: bars(flatBars(4), symbol) }));
    const { trades, costs } = backtest({ data, strategy: new Scripted(script), ...margin });
    return { borrow: costs.borrow, of: Object.fromEntries([...trades].map(({ symbol, carry }) => [symbol, carry])) };
  };

  it('on borrowed cash is shared by the positions it bought, by their value', () => {
    // 1,500 and 500 for 1,000: 1,000 are owed, three quarters for A.
    const { borrow, of } = carries({ A: 1.5, B: 0.5 });
    expect(of.A).toBeCloseTo(750 * perHour, 12);
    expect(of.B).toBeCloseTo(250 * perHour, 12);
    expect(borrow).toBeCloseTo(1_000 * perHour, 12);
  });

  it('is owed for what is sold short; the cash it brings pays for the long', () => {
    const { borrow, of } = carries({ A: 1.5, B: -0.5 });
    expect(of.A).toBe(0);
    expect(of.B).toBeCloseTo(500 * perHour, 12);
    expect(borrow).toBeCloseTo(500 * perHour, 12);
  });
});
