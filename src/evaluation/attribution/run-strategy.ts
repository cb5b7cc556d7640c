import { backtest, type BacktestOptions } from '../../engine/backtester.js';
import { maxDrawdown } from '../../engine/metrics/max-drawdown.js';
import { returnsOf } from '../../engine/metrics/index.js';
import { sharpe } from '../../engine/metrics/sharpe.js';
import type { RegimeView } from '../../strategies/base.js';
import type { RunPnl } from './schema.js';

/**
 * A backtest as a function of its opinions: the same data, strategy object, costs and limits every time, and one equity
 * column for all runs.
 */
export function strategyRunner(
  options: Omit<BacktestOptions, 'regime' | 'equityColumn'>,
): (views: readonly RegimeView[]) => RunPnl {
  const steps = options.data.reduce((sum, { bars }) => sum + bars.length, 0);
  const equityColumn = new Float64Array(steps);
  return (points) => {
    const result = backtest({ ...options, regime: { points }, equityColumn });
    const initial = result.settings.initialEquity;
    const { fees, slippage, funding, borrow } = result.costs;
    return {
      total_return: result.finalEquity / initial - 1,
      sharpe: sharpe(returnsOf(result)),
      max_drawdown: maxDrawdown(result.equity, initial).depth,
      costs: fees + slippage + funding + borrow,
    };
  };
}
