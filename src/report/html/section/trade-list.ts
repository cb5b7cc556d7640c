import type { BacktestResultDocument, Trade } from '../../../core/backtest-result/index.js';
import { largestReturns } from '../largest-returns.js';
import { jsonBlock, type Markup } from '../markup.js';

/** Rows of the table of trades: more make a page slow; all of them are in trades.csv. */
export const ROWS_SHOWN = 500;
/** Trades that the charts know: those of the table and the others with the largest returns. */
const MOST_CHARTED = 1_500;

/** Trades that the charts show, those of the table first and in its order. */
export function listedTrades({ trades }: BacktestResultDocument): readonly Trade[] {
  const rest = largestReturns(trades.slice(ROWS_SHOWN), MOST_CHARTED - ROWS_SHOWN);
  return [...trades.slice(0, ROWS_SHOWN), ...rest];
}

/** The same for the page's script, one row a trade. */
export function tradeList(listed: readonly Trade[]): Markup {
  return jsonBlock(
    'trade-list',
    listed.map((trade) => [
      trade.symbol,
      trade.side,
      trade.open_time,
      trade.close_time,
      trade.entry_price,
      trade.exit_price,
      trade.pnl,
      trade.return,
    ]),
  );
}
