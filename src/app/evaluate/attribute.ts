import { seededRandom } from '../../core/ports/random.js';
import { opinionMultipliers, UNBOUNDED } from '../../core/position-sizing/index.js';
import type { SymbolData } from '../../engine/data-feed.js';
import type { AskedRegimes } from '../../engine/regime-series/index.js';
import { attributePnl } from '../../evaluation/attribution/attribute-pnl.js';
import { strategyRunner } from '../../evaluation/attribution/run-strategy.js';
import type { Attribution } from '../../evaluation/attribution/schema.js';
import { findStrategy, parseStrategyParams } from '../../strategies/registry.js';
import type { RegimeView } from '../../strategies/base.js';
import { yieldToEvents } from '../runtime/system.js';
import type { AttributionSetup } from './request.js';

const INITIAL_EQUITY = 10_000;
const RUNS_PER_YIELD = 16;

export interface AttributeInput {
  readonly market: SymbolData;
  readonly model: AskedRegimes;
  /** The opinions without news, where they were asked for. */
  readonly withoutNews?: readonly RegimeView[] | undefined;
  readonly baselines: readonly { readonly id: string; readonly regimes: AskedRegimes }[];
  /** Opinions count from here on, UTC ms: what may be remembered earns nothing. */
  readonly from: number;
  readonly horizonMs: number;
  readonly stepMs: number;
  readonly kMax: number;
  readonly setup: AttributionSetup;
  readonly seed: number;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How much of the P&L of a scaled strategy is the model's; null where there is no opinion to trade on. */
export async function attribute(input: AttributeInput): Promise<Attribution | null> {
  const { market, model, baselines, from, horizonMs, stepMs, kMax, setup, signal } = input;
  const since = (points: readonly RegimeView[]): RegimeView[] => points.filter(({ decidedAt }) => decidedAt >= from);
  const views = since(model.points);
  const [first] = views;
  if (first === undefined) return null;
  const last = views.at(-1)!.decidedAt + horizonMs;
  const bars = market.bars.between(first.decidedAt - market.bars.intervalMs, last);
  if (bars.length < 2) return null;
  const entry = findStrategy(setup.strategy);
  const inner = entry.create(parseStrategyParams(entry, { ...setup.params }));
  const run = strategyRunner({
    data: [{ ...market, bars }],
    strategy: inner,
    kMax,
    horizonBars: Math.max(1, Math.round(horizonMs / bars.intervalMs)),
    initialEquity: INITIAL_EQUITY,
  });
  const inRange = model.outcomes.filter(({ decidedAt }) => decidedAt >= from);
  const costs = inRange.map(({ usage }) => (usage === null ? 0 : usage.cost_usd));
  const found = await attributePnl({
    strategy: setup.strategy,
    run,
    multipliersOf: ({ assessment, bounds }) => opinionMultipliers(assessment!, bounds ?? UNBOUNDED, { kMax }),
    model: views,
    baselines: baselines.map(({ id, regimes }) => ({ id, views: since(regimes.points) })),
    withoutNews: input.withoutNews === undefined ? undefined : since(input.withoutNews),
    horizonSteps: Math.ceil(horizonMs / stepMs),
    initialEquity: INITIAL_EQUITY,
    callCostUsd: costs.reduce<number | null>((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0),
    random: seededRandom(input.seed),
    shifts: setup.shifts,
    onProgress: async (done, total) => {
      input.onProgress?.(done, total);
      if (done % RUNS_PER_YIELD !== 0) return;
      await yieldToEvents();
      signal?.throwIfAborted();
    },
  });
  return { ...found, from: bars.openTime[0]!, to: bars.closeTime(bars.length - 1) };
}
