import type { BacktestResultDocument } from './schema.js';

/** What one symbol of a run brought. Money in quote units. */
export interface SymbolProfit {
  readonly symbol: string;
  /** Closed round trips, and those with a gain after costs. */
  readonly trades: number;
  readonly won: number;
  /** Of the closed trades, after fees, slippage, funding and interest. */
  readonly pnl: number;
  /** Of what was still open at the end, before the cost of closing. */
  readonly unrealised_pnl: number;
  /** Fees, slippage and carry of the closed trades; carry received makes it smaller. */
  readonly costs: number;
}

/** Profit by symbol, in the order of the run's symbols; one that was never traded has zeros. */
export function profitBySymbol({
  symbols,
  trades,
  open_positions: open,
}: Pick<BacktestResultDocument, 'symbols' | 'trades' | 'open_positions'>): readonly SymbolProfit[] {
  return symbols.map((symbol) => {
    const own = trades.filter((trade) => trade.symbol === symbol);
    const sum = (of: (trade: (typeof own)[number]) => number): number =>
      own.reduce((total, trade) => total + of(trade), 0);
    return {
      symbol,
      trades: own.length,
      won: own.filter(({ pnl }) => pnl > 0).length,
      pnl: sum(({ pnl }) => pnl),
      unrealised_pnl: open
        .filter((each) => each.symbol === symbol)
        .reduce((total, each) => total + each.unrealised_pnl, 0),
      costs: sum(({ fees, slippage, carry }) => fees + slippage + carry),
    };
  });
}
