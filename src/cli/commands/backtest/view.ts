import {
  benchmarkEquity,
  movingTogether,
  profitBySymbol,
  type BacktestResultDocument,
} from '../../../core/backtest-result/index.js';
import type { BacktestView } from '../../../report/terminal/backtest.js';

/** A run as the terminal shows it. */
export function backtestView(document: BacktestResultDocument): BacktestView {
  const { initial_equity, configuration } = document;
  // Before its first bar there is nothing but the money.
  const benchmark_equity = Array.from(benchmarkEquity(document), (value) =>
    Number.isNaN(value) ? initial_equity : value,
  );
  return {
    ...document,
    by_symbol: profitBySymbol(document),
    moving_together: movingTogether(document),
    benchmark_equity,
    opinions: opinionsOf(configuration.regime),
  };
}

/** What the effective configuration says about the opinions of the run. */
function opinionsOf(regime: unknown): BacktestView['opinions'] {
  if (typeof regime !== 'object' || regime === null) return null;
  const { model, totals } = regime as {
    readonly model: string;
    readonly totals: { readonly decisions: number; readonly failed: number; readonly calls: number };
  };
  return { model, decisions: totals.decisions, failed: totals.failed, calls: totals.calls };
}
