import { Backtester, BarSeries, computeMetrics, Strategy } from '../src/index.js';
import type { AccountState, Bar, Indicator, Order, StrategyContext } from '../src/index.js';

class AboveItsMean extends Strategy {
  private mean!: Indicator;

  override init(context: StrategyContext): void {
    this.mean = context.sma(24);
  }

  override onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null {
    if (bar.close > this.mean.value && account.position === 0) return context.long(0.5);
    if (bar.close < this.mean.value && account.position > 0) return context.flat();
    return null;
  }
}

// Your own bars: UTC ms of the open, prices, volume. CSVDataFeed reads them from a file.
const HOUR = 3_600_000;
const rows = Array.from({ length: 24 * 90 }, (_, i) => {
  const [open, close] = [i, i + 1].map((k) => 100 + 10 * Math.sin(k / 40) + k / 200) as [number, number];
  return { openTime: i * HOUR, open, high: Math.max(open, close), low: Math.min(open, close), close, volume: 1_000 };
});
const bars = BarSeries.fromRows('BTCUSDT', HOUR, rows);

const result = new Backtester({ data: [{ bars }], strategy: new AboveItsMean(), initialEquity: 10_000 }).finish();
const { sharpe, max_drawdown } = computeMetrics(result);
console.log(`${result.trades.length} trades, ${result.finalEquity.toFixed(2)} in the end`);
console.log(`Sharpe ratio ${sharpe?.toFixed(2)}, largest drawdown ${(max_drawdown * 100).toFixed(2)} %`);
