import type { Multipliers } from '../../core/position-sizing/index.js';
import type { Random } from '../../core/ports/random.js';
import type { RegimeView } from '../../strategies/base.js';
import { circularShifts } from './circular-shifts.js';
import type { StrategyRunner } from './run-strategy.js';
import type { Attribution, AttributionVariant } from './schema.js';
import { largestMultiplier, meanMultipliers, shifted, withMultipliers } from './variants.js';

/** 999 shifts resolve a p-value of 0.001. */
const DEFAULT_SHIFTS = 999;

export interface AttributionRequest {
  readonly strategy: string;
  /** Backtests of the strategy alone and with opinions: the same bars, costs and limits every time. */
  readonly run: StrategyRunner;
  /** Multipliers an opinion is traded with: those of the sizing in use. */
  readonly multipliersOf: (view: RegimeView) => Multipliers;
  readonly model: readonly RegimeView[];
  readonly baselines: readonly { readonly id: string; readonly views: readonly RegimeView[] }[];
  readonly withoutNews?: readonly RegimeView[] | undefined;
  /** Moments that one horizon spans, from 1. */
  readonly horizonSteps: number;
  readonly initialEquity: number;
  /** USD, counted as quote currency; null: unknown. */
  readonly callCostUsd: number | null;
  readonly random: Random;
  /** Default 999. */
  readonly shifts?: number | undefined;
  /** Between runs, so that a caller may report and let other work in. */
  readonly onProgress?: (done: number, total: number) => void | Promise<void>;
}

const UNIT: Multipliers = { kLong: 1, kShort: 1 };

/**
 * How much of a P&L is the model's: the strategy alone, the strategy where the model had an opinion, at the model's mean size, the
 * model, and the model's own opinions at other times. A circular shift keeps the distribution and the persistence of the opinions and cuts their link
 * with the market, so the share of shifts that earn as much is the p-value of "the timing adds nothing"
 * (randomisation test: (1 + #)/(N + 1), Davison & Hinkley, *Bootstrap Methods and their Application*, 1997, §4.2.5).
 */
export async function attributePnl(request: AttributionRequest): Promise<Attribution> {
  const { run, model, multipliersOf, horizonSteps, random, onProgress } = request;
  const tradedWith = (view: RegimeView): Multipliers => view.multipliers ?? multipliersOf(view);
  const variant = (
    id: string,
    views: readonly RegimeView[],
    largest = largestMultiplier(views, tradedWith),
  ): AttributionVariant => {
    const mean = meanMultipliers(views, tradedWith);
    return { id, mean_k_long: mean.kLong, mean_k_short: mean.kShort, pnl: run.scaled(views, largest) };
  };
  const base: AttributionVariant = { id: 'alone', mean_k_long: 1, mean_k_short: 1, pnl: run.alone() };
  const answered = variant('k = 1', withMultipliers(model, UNIT));
  // At the leverage of the opinions themselves, so that timing is all that tells the two apart.
  const largest = largestMultiplier(model, tradedWith);
  const constant = variant('k = mean(k)', withMultipliers(model, meanMultipliers(model, multipliersOf)), largest);
  const own = variant('model', model, largest);
  const baselines = request.baselines.map(({ id, views }) => variant(id, views));
  const withoutNews = request.withoutNews === undefined ? null : variant('without news', request.withoutNews);

  const shifts = circularShifts(model.length, horizonSteps, request.shifts ?? DEFAULT_SHIFTS, random);
  const returns = new Float64Array(shifts.length);
  for (const [i, shift] of shifts.entries()) {
    returns[i] = run.scaled(shifted(model, shift), largest).total_return;
    await onProgress?.(i + 1, shifts.length);
  }
  const asGood = returns.filter((each) => each >= own.pnl.total_return).length;
  returns.sort();
  const quantile = (q: number): number => returns[Math.min(returns.length - 1, Math.floor(q * returns.length))]!;
  const none = returns.length === 0;
  const { callCostUsd, initialEquity } = request;
  return {
    strategy: request.strategy,
    opinions: model.filter((view) => view.assessment !== null).length,
    moments: model.length,
    base,
    answered,
    constant,
    model: own,
    call_cost_usd: callCostUsd,
    total_return_after_calls: callCostUsd === null ? null : own.pnl.total_return - callCostUsd / initialEquity,
    baselines,
    without_news: withoutNews,
    parts: {
      base: base.pnl.total_return,
      silence: answered.pnl.total_return - base.pnl.total_return,
      exposure: constant.pnl.total_return - answered.pnl.total_return,
      timing: own.pnl.total_return - constant.pnl.total_return,
    },
    shifts: {
      count: shifts.length,
      least: horizonSteps,
      p_value: none ? null : (1 + asGood) / (shifts.length + 1),
      median_return: none ? null : quantile(0.5),
      interval: none ? null : [quantile(0.05), quantile(0.95)],
    },
  };
}
