import type { BarSeries } from '../core/bars.js';
import type { FundingSeries } from './funding.js';
import type { FillLog } from './account/logs/fill-log.js';
import type { TradeLog } from './account/logs/trade-log.js';
import type { CostTotals, OpenPosition } from './account/portfolio.js';
import type { Refusals } from './account/refusals.js';
import type { RunCounters } from './account/counters.js';
import type { ExecutionSettings } from './settings.js';
import type { Standstill } from './standstill.js';

/** Everything a run leaves behind, as columns and logs; `resultDocument` makes the document of it. */
export interface BacktestResult {
  readonly symbols: readonly string[];
  readonly intervalMs: number;
  /** Open of the first bar and close of the last, UTC ms. */
  readonly startTime: number;
  readonly endTime: number;
  /** As used, defaults filled in. */
  readonly settings: ExecutionSettings;
  /** Open time of each step, UTC ms; the equity of a step is that of its close. */
  readonly times: Float64Array;
  readonly equity: Float64Array;
  readonly finalEquity: number;
  readonly fills: FillLog;
  readonly trades: TradeLog;
  /** Positions still open at the end: marked, not closed. */
  readonly openPositions: readonly OpenPosition[];
  readonly costs: CostTotals;
  readonly tradedNotional: number;
  /** Steps with any position. */
  readonly stepsInMarket: number;
  readonly refusals: Refusals;
  readonly counters: RunCounters;
  /** Settlements that the funding series lack within the run. */
  readonly fundingMissing: number;
  /** A perpetual ran without a funding series: funding counted as zero. */
  readonly withoutFunding: boolean;
  /** The drawdown limit closed everything. */
  readonly killed: boolean;
  /** What waited for ever or had no price any more. */
  readonly standstill: Standstill;
  /** Indicators of the strategy that had no value at any bar, such as `sma(50)` over 19 bars. */
  readonly neverKnown: readonly string[];
  /** Bars that buy-and-hold is computed from. */
  readonly benchmark: BarSeries;
  /** What buy-and-hold pays on the way: settled funding, and the bars of the mark price it is paid at. */
  readonly benchmarkCarry: { readonly funding: FundingSeries | null; readonly mark: BarSeries | null };
}
