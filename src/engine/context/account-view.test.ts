import { expect, it } from 'vitest';
import { Strategy, type AccountState, type Bar, type Order } from '../../strategies/base.js';
import { backtest } from '../backtester.js';
import { FREE } from '../fixtures/free-run.js';
import { bars, flatBars, type Ohlc } from '../fixtures/scripted.js';

/** Calls what it is given at every bar. */
class Looks extends Strategy {
  constructor(private readonly look: (bar: Bar, account: AccountState) => Order | null) {
    super();
  }
  onBar(bar: Bar, account: AccountState): Order | null {
    return this.look(bar, account);
  }
}

it('a strategy sees cash, equity, and of its symbol position, exposure, entry price and target', () => {
  const seen: (string | number)[][] = [];
  const looks = new Looks((bar, account) => {
    const { cash, equity, position, exposure, entryPrice, target } = account;
    seen.push([bar.symbol, cash, equity, position, exposure, entryPrice, target, account.positionOf('B')]);
    if (bar.index > 0) return null;
    return bar.symbol === 'A' ? { side: 'long', size: 0.25 } : { side: 'short', size: 0.5 };
  });
  const rise: Ohlc = [100, 125, 100, 120];
  const data = [{ bars: bars([...flatBars(1), rise], 'A') }, { bars: bars(flatBars(2), 'B') }];
  backtest({ data, strategy: looks, ...FREE });
  expect(seen).toEqual([
    ['A', 1_000, 1_000, 0, 0, NaN, 0, 0],
    ['B', 1_000, 1_000, 0, 0, NaN, 0, 0],
    // 2.5 of A were bought for 250, 5 of B sold for 500: 1,250 + 2.5 · 120 − 5 · 100 = 1,050.
    ['A', 1_250, 1_050, 2.5, 300 / 1_050, 100, 0.25, -5],
    ['B', 1_250, 1_050, -5, -500 / 1_050, 100, -0.5, -5],
  ]);
});

it('asking for a symbol that is not there is an error that names it', () => {
  const strategy = new Looks((_, account) => {
    account.positionOf('DOGEUSDT');
    return null;
  });
  const run = () => backtest({ data: [{ bars: bars(flatBars(2)) }], strategy });
  expect(run).toThrow(expect.objectContaining({ code: 'strategy.symbol', message: 'The run has no bars of "DOGEUSDT".' })); // prettier-ignore
});
