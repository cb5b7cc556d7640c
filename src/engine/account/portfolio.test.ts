import { describe, expect, it } from 'vitest';
import { HOUR } from '../../core/time.js';
import type { Order } from '../../strategies/base.js';
import { backtest } from '../backtester.js';
import { FREE, freeRun } from '../fixtures/free-run.js';
import { bars, Scripted, START, type Ohlc } from '../fixtures/scripted.js';
import { ColumnTimes } from './cursor.js';
import { newDraft } from './logs/fill-draft.js';
import { Portfolio } from './portfolio.js';

const at = (price: number): Ohlc => [price, price, price, price];
const long = (size: number, more: Partial<Order> = {}): Order => ({ side: 'long', size, ...more });
const short = (size: number): Order => ({ side: 'short', size });
const close: Order = { side: 'flat' };

/** A portfolio of 1,000 at twice the leverage, and how it is traded. */
function traded(symbols: readonly string[] = ['A']) {
  const times = new ColumnTimes(Float64Array.from({ length: 20 }, (_, i) => START + i * HOUR));
  const portfolio = new Portfolio(symbols, times, 1_000, 2);
  const trade = (
    bar: number,
    position: number,
    price: number,
    more: { symbol?: number; reference?: number; fee?: number; offset?: number; size?: number } = {},
  ): void => {
    const { symbol = 0, reference = price, fee = 0, offset = 0, size = 0 } = more;
    portfolio.execute({ ...newDraft(), symbol, bar, position, price, reference, fee, offset, size, reason: 'order' });
  };
  return { portfolio, trade };
}

describe('the average entry price', () => {
  it('weighs what was bought before and now; a sale does not move it', () => {
    const { portfolio, trade } = traded();
    trade(0, 2, 100);
    trade(1, 5, 110);
    // (2 · 100 + 3 · 110) / 5
    expect(portfolio.entryPrice[0]).toBeCloseTo(106, 12);
    trade(2, 1, 120);
    expect(portfolio.entryPrice[0]).toBeCloseTo(106, 12);
    trade(3, -2, 90);
    expect(portfolio.entryPrice[0]).toBe(90);
    trade(4, -3, 60);
    // (2 · 90 + 1 · 60) / 3
    expect(portfolio.entryPrice[0]).toBeCloseTo(80, 12);
    trade(5, 0, 70);
    expect(portfolio.entryPrice[0]).toBeNaN();
  });
});

describe('isolated margin', () => {
  it('is the value bought over the leverage, shrinks with the position, and starts anew with a turn', () => {
    const { portfolio, trade } = traded();
    trade(0, 2, 100);
    expect(portfolio.margin[0]).toBe(100);
    trade(1, 5, 110);
    // 100 + 330 / 2
    expect(portfolio.margin[0]).toBe(265);
    trade(2, 2, 500);
    expect(portfolio.margin[0]).toBeCloseTo(106, 12);
    trade(3, -1, 80);
    expect(portfolio.margin[0]).toBe(40);
    trade(4, 0, 80);
    expect(portfolio.margin[0]).toBe(0);
  });
});

describe('a trade', () => {
  it('shares fee and slippage of a turn by quantity', () => {
    const { portfolio, trade } = traded();
    trade(0, 3, 100, { reference: 99, fee: 3, size: 0.3 });
    // 4 sold at 109 instead of 110: three quarters close, a quarter opens.
    trade(2, -1, 109, { reference: 110, fee: 8, size: 0.1 });
    trade(5, 0, 101, { reference: 100, fee: 1 });
    const [first, second] = [...portfolio.trades];
    expect(first).toMatchObject({ side: 'long', quantity: 3, fees: 9, slippage: 6, size: 0.3, pnl: 18, open_bar: 0, close_bar: 2 }); // prettier-ignore
    // Sold at 109, bought at 101: 8, less 2 + 1.
    expect(second).toMatchObject({ side: 'short', quantity: 1, fees: 3, slippage: 2, size: 0.1, pnl: 5, open_bar: 2, close_bar: 5 }); // prettier-ignore
    expect(portfolio.costs()).toEqual({ fees: 12, slippage: 8, funding: 0, borrow: 0, liquidation_fees: 0 });
    // 3 · 100 + 4 · 109 + 1 · 101
    expect(portfolio.tradedNotional).toBe(837);
  });

  it('of parts has their average prices and the largest quantity', () => {
    const { portfolio, trade } = traded();
    trade(0, 1, 100, { fee: 1, reference: 98 });
    trade(1, 4, 120, { fee: 2, reference: 119 });
    trade(2, 2, 130, { fee: 1, reference: 131 });
    trade(3, 0, 140, { fee: 1, reference: 143 });
    const [only] = [...portfolio.trades];
    // (100 + 360) / 4 = 115, (260 + 280) / 4 = 135; 80 less 5. Slippage 2 + 3 + 2 + 6.
    expect(only).toMatchObject({ entry_price: 115, exit_price: 135, quantity: 4, fees: 5, slippage: 13, pnl: 75 });
    trade(4, 1, 50);
    trade(6, 0, 60);
    expect(portfolio.trades.row(1)).toMatchObject({ entry_price: 50, exit_price: 60, quantity: 1, fees: 0, slippage: 0, carry: 0, pnl: 10 }); // prettier-ignore
  });
});

describe('what is paid between fills', () => {
  it('belongs to the open position, or to the last trade where that had just closed', () => {
    const { portfolio, trade } = traded();
    trade(0, 1, 100);
    portfolio.payFunding(0, 3, false);
    portfolio.payBorrow(0, 2);
    trade(1, 0, 100);
    portfolio.payFunding(0, 4, true);
    expect(portfolio.trades.row(0)).toMatchObject({ carry: 9, pnl: -9 });
    expect(portfolio.costs()).toMatchObject({ funding: 7, borrow: 2 });
    expect(portfolio.cash[0]).toBe(991);
  });
});

describe('steps in market', () => {
  it('are those in which anything was held, whatever the number of symbols', () => {
    const { portfolio, trade } = traded(['A', 'B']);
    trade(2, 1, 100, { symbol: 0 });
    trade(4, 1, 100, { symbol: 1 });
    trade(5, 0, 100, { symbol: 0 });
    expect(portfolio.stepsInMarket).toBe(0);
    trade(7, 0, 100, { symbol: 1 });
    // 2 to 7, then 10 to 11, then from 12 to the end at 20.
    expect(portfolio.stepsInMarket).toBe(5);
    trade(10, -1, 100);
    trade(11, 0, 100);
    trade(12, 1, 100);
    portfolio.finish(20);
    expect(portfolio.stepsInMarket).toBe(14);
    portfolio.finish(20);
    expect(portfolio.stepsInMarket).toBe(14);
    expect(traded().portfolio.finish(20)).toEqual([]);
  });

  it('of a run that ends flat are not counted to its end', () => {
    expect(
      freeRun(
        [1, 2, 3, 4, 5, 6].map(() => at(100)),
        { 0: long(0.5), 2: close },
      ).stepsInMarket,
    ).toBe(2);
  });
});

describe('an open position', () => {
  it('is told with what it would bring, and when it was opened', () => {
    const { portfolio, trade } = traded(['A', 'B']);
    trade(3, -2, 100, { symbol: 1, offset: 250 });
    portfolio.mark[1] = 90;
    expect(portfolio.openSteps()).toEqual([3]);
    expect(portfolio.lastTradeOf(1)).toBe(-1);
    expect(portfolio.finish(5)).toEqual([
      {
        symbol: 'B',
        quantity: -2,
        entry_price: 100,
        mark: 90,
        unrealised_pnl: 20,
        open_time: START + 3 * HOUR + 250,
        open_bar: 3,
      },
    ]);
    trade(4, 0, 90, { symbol: 1 });
    expect(portfolio.openSteps()).toEqual([]);
    expect(portfolio.lastTradeOf(1)).toBe(0);
  });

  it('equity is cash and positions at their marks, or with one of them at another price', () => {
    const { portfolio, trade } = traded(['A', 'B']);
    trade(0, 2, 100, { symbol: 0 });
    trade(0, -1, 50, { symbol: 1 });
    portfolio.mark.set([110, 40]);
    // 1,000 − 200 + 50 + 220 − 40
    expect(portfolio.equity()).toBe(1_030);
    expect(portfolio.equityAt(0, 90)).toBe(990);
    expect(portfolio.equityAt(1, 60)).toBe(1_010);
  });
});

describe('a portfolio that is restored', () => {
  it('goes on as the one that was saved: positions, sums, and the last trade of each symbol', () => {
    const run = (restart: boolean) => {
      const { portfolio, trade } = traded(['A', 'B', 'C']);
      trade(0, 1, 100, { symbol: 0, fee: 1 });
      trade(1, 0, 110, { symbol: 0, fee: 1 });
      trade(2, 2, 50, { symbol: 1, fee: 2, reference: 49, size: 0.1 });
      portfolio.payFunding(1, 5, false);
      portfolio.mark.set([110, 55, 7]);
      if (!restart) return { portfolio, trade };
      const again = traded(['A', 'B', 'C']);
      again.portfolio.restore(structuredClone(portfolio.saved()));
      return again;
    };
    const ends = [false, true].map((restart) => {
      const { portfolio, trade } = run(restart);
      const { cash, mark, quantity, entryPrice, margin } = portfolio;
      const state = [cash, mark, quantity, entryPrice, margin].map((column) => [...column]);
      portfolio.payFunding(0, 3, true);
      trade(4, 0, 60, { symbol: 1, fee: 1 });
      trade(5, 1, 7, { symbol: 2 });
      return {
        state,
        costs: portfolio.costs(),
        first: portfolio.trades.row(portfolio.lastTradeOf(0)),
        second: portfolio.trades.row(portfolio.lastTradeOf(1)),
        third: portfolio.lastTradeOf(2),
        steps: portfolio.stepsInMarket,
        notional: portfolio.tradedNotional,
      };
    });
    expect(ends[1]).toEqual(ends[0]);
    // 10 gained, 2 of fees and 3 of funding; 20 gained, 3 of fees and 5 of funding.
    expect(ends[1]!.first).toMatchObject({ pnl: 5, carry: 3 });
    expect(ends[1]!.second).toMatchObject({ pnl: 12, carry: 5, slippage: 2, size: 0.1, open_bar: 2 });
    expect(ends[1]!.third).toBe(-1);
  });
});

it('two symbols share one account: each closes into its own trade', () => {
  const script: Record<string, Record<number, Order>> = {
    A: { 0: long(0.5), 2: close },
    B: { 0: short(0.5), 1: close },
  };
  const data = [at(100), at(100), at(110), at(120), at(120)];
  const result = backtest({
    data: ['A', 'B'].map((symbol) => ({ bars: bars(data, symbol) })),
    strategy: new Scripted((bar) => script[bar.symbol]![bar.index] ?? null),
    ...FREE,
  });
  expect([...result.trades].map(({ symbol, pnl }) => [symbol, pnl])).toEqual([
    ['B', -50],
    ['A', 100],
  ]);
  expect(result.stepsInMarket).toBe(2);
});
