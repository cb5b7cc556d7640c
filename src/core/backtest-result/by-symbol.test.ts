import { expect, it } from 'vitest';
import { profitBySymbol } from './by-symbol.js';

type Run = Parameters<typeof profitBySymbol>[0];

it('profit is added up symbol by symbol, in the order of the run', () => {
  const trade = (symbol: string, pnl: number) => ({ symbol, pnl, fees: 1, slippage: 0.5, carry: -0.25 });
  const run = {
    symbols: ['ETHUSDT', 'BTCUSDT', 'SOLUSDT'],
    trades: [trade('BTCUSDT', 10), trade('ETHUSDT', -4), trade('BTCUSDT', -2), trade('BTCUSDT', 0)],
    open_positions: [
      { symbol: 'BTCUSDT', unrealised_pnl: 3 },
      { symbol: 'ETHUSDT', unrealised_pnl: -1 },
    ],
  } as unknown as Run;
  expect(profitBySymbol(run)).toEqual([
    { symbol: 'ETHUSDT', trades: 1, won: 0, pnl: -4, unrealised_pnl: -1, costs: 1.25 },
    { symbol: 'BTCUSDT', trades: 3, won: 1, pnl: 8, unrealised_pnl: 3, costs: 3.75 },
    { symbol: 'SOLUSDT', trades: 0, won: 0, pnl: 0, unrealised_pnl: 0, costs: 0 },
  ]);
});
