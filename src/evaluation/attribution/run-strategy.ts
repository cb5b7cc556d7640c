import { backtest, type BacktestOptions } from '../../engine/backtester.js';
import type { BacktestResult } from '../../engine/result.js';
import { maxDrawdown } from '../../engine/metrics/drawdown.js';
import { returnsOf } from '../../engine/metrics/index.js';
import { sharpe } from '../../engine/metrics/returns.js';
import {
  Strategy,
  type AccountState,
  type Bar,
  type RegimeView,
  type StrategyContext,
  type StrategyLike,
} from '../../strategies/base.js';
import { RegimeScaled } from '../../strategies/regime-scaled.js';
import type { RunPnl } from './schema.js';

export interface StrategyRunner {
  /** The strategy alone, as `backtest` runs it, with no opinion in sight. Costs, limits and leverage are the defaults. */
  readonly alone: () => RunPnl;
  /**
   * The strategy scaled by opinions. Its leverage is that of the strategy alone, or what sizes of `largest` times those that the
   * strategy alone asks for take.
   * @param largest the largest multiplier of the opinions
   */
  readonly scaled: (views: readonly RegimeView[], largest: number) => RunPnl;
}

/** Everything of a run but the strategy, which is the same in all of them. */
export interface RunnerOptions extends Omit<BacktestOptions, 'regime' | 'equityColumn' | 'strategy' | 'leverage'> {
  readonly strategy: Strategy;
  /** Largest multiplier that is traded. */
  readonly kMax: number;
  /** Life of an opinion that a failed question leaves in force, bars. */
  readonly horizonBars: number;
}

/**
 * Backtests of a strategy, alone and with opinions: the same data, costs and limits every time, and one equity column for all
 * runs.
 */
export function strategyRunner({ strategy, kMax, horizonBars, ...options }: RunnerOptions): StrategyRunner {
  const steps = options.data.reduce((sum, { bars }) => sum + bars.length, 0);
  const equityColumn = new Float64Array(steps);
  const sizes = new SizeRecorder(strategy);
  const scaled = new RegimeScaled(strategy, { kMax, horizonBars });
  const alone = (): RunPnl => pnlOf(backtest({ ...options, strategy: sizes, leverage: LEVERAGE, equityColumn }));
  return {
    alone,
    scaled: (points, largest) => {
      if (sizes.largest === null) alone();
      const leverage = Math.max(LEVERAGE, largest * Math.min(LEVERAGE, sizes.largest ?? 0));
      return pnlOf(backtest({ ...options, strategy: scaled, leverage, regime: { points }, equityColumn }));
    },
  };
}

/** Of the strategy alone: what a backtest has unless told otherwise. */
const LEVERAGE = 1;

function pnlOf(result: BacktestResult): RunPnl {
  const initial = result.settings.initialEquity;
  const { fees, slippage, funding, borrow } = result.costs;
  return {
    total_return: result.finalEquity / initial - 1,
    sharpe: sharpe(returnsOf(result)),
    max_drawdown: maxDrawdown(result.equity, initial).depth,
    costs: fees + slippage + funding + borrow,
  };
}

/** A strategy as it is, and the largest size that it has asked for. */
class SizeRecorder extends Strategy {
  /** Fraction of equity; null before a run. */
  largest: number | null = null;

  constructor(private readonly inner: Strategy) {
    super();
  }

  override init(context: StrategyContext): void {
    this.largest ??= 0;
    this.inner.init(context);
  }

  override reset(): void {
    this.inner.reset();
  }

  onBar(bar: Bar, account: AccountState, context: StrategyContext): ReturnType<StrategyLike['onBar']> {
    const order = this.inner.onBar(bar, account, context);
    if (order && order.side !== 'flat') this.largest = Math.max(this.largest ?? 0, order.size ?? 0);
    return order;
  }
}
