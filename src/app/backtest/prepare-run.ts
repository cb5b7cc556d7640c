import { InputError } from '../../core/errors.js';
import type { BacktestOptions } from '../../engine/backtester.js';
import { assertNewsCap } from '../../engine/regime-series/bounds.js';
import type { KnownFailure, RegimeProgress } from '../../engine/regime-series/index.js';
import { DataFeed } from '../../engine/data-feed.js';
import { resolveSettings, type GivenSettings } from '../../engine/settings.js';
import type { RecalibrationKind } from '../../evaluation/calibration/recalibration.js';
import { WALK_FORWARD } from '../earned/choices.js';
import { readModelDates } from '../models/headline.js';
import type { Runtime } from '../runtime/runtime.js';
import { findChosenStrategy, type ChosenStrategy } from '../strategies/choose-strategy.js';
import type { LoadedObservations } from '../inputs/load-observations.js';
import { refuseAhead } from '../inputs/refuse-ahead.js';
import { loadMarket, type Market, type MarketRequest } from '../inputs/market.js';

/** What a backtest is asked for. */
export interface BacktestRequest extends MarketRequest {
  /** Name of a shipped strategy, or a file. */
  readonly strategy: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly execution?: GivenSettings;
  /** JSONL file of observations that the regime model may see beside the bars. */
  readonly observations?: string;
  /** JSON file with dates of models, in place of the built-in table's: from when on the decisions of `earned` count. */
  readonly modelDates?: string;
  /** Answers of the model come from the ledger alone. */
  readonly replay?: boolean;
  /** Decisions under way at once, from 1. Default: as many as the model's server is found to bear. */
  readonly concurrency?: number;
  /** How far news alone may raise a multiplier; absent: not capped, and nothing is asked twice. */
  readonly newsCap?: number;
  /** Probabilities are recalibrated by what had matured before each decision; absent: read as they were given. */
  readonly calibrate?: RecalibrationKind;
  /** `walk-forward`, the id of an evaluation, or `latest`: only what measured skill has earned is traded. Absent: all of it. */
  readonly earned?: string;
  /** Decisions that failed in the run that is repeated, by moment. */
  readonly knownFailures?: ReadonlyMap<number, KnownFailure>;
  /** The same of questions with news whose decision was answered without them. */
  readonly knownNewsFailures?: ReadonlyMap<number, KnownFailure>;
  /** Samples of the block bootstrap, from 100; absent: no intervals. */
  readonly bootstrap?: number;
  readonly onProgress?: (progress: BacktestProgress) => void;
}

export type BacktestProgress =
  | ({ readonly phase: 'regime'; readonly model: string } & RegimeProgress)
  | { readonly phase: 'run'; readonly done: number; readonly total: number };

/** The inputs of a run, read and checked. */
export interface PreparedRun {
  readonly market: Market;
  readonly strategy: ChosenStrategy;
  readonly options: BacktestOptions;
  readonly observations: LoadedObservations | null;
}

const LEAST_SAMPLES = 100;

/** Reads and checks everything that a run needs; asks no model. @throws InputError naming what is wrong and where */
export async function prepareRun(request: BacktestRequest, runtime: Runtime): Promise<PreparedRun> {
  const { bootstrap, execution = {}, cwd } = request;
  if (bootstrap !== undefined && !(Number.isSafeInteger(bootstrap) && bootstrap >= LEAST_SAMPLES)) {
    throw new InputError(
      'backtest.bootstrap',
      `--bootstrap is ${bootstrap}: it must be a whole number of samples from ${LEAST_SAMPLES} on, e.g. 1000.`,
      { where: '--bootstrap' },
    );
  }
  const settings = resolveSettings(execution);
  const strategy = await findChosenStrategy(request.strategy, { ...request.params }, cwd);
  if (request.newsCap !== undefined && strategy.decisionBars === null) {
    throw new InputError(
      'backtest.news-cap',
      `--news-cap bounds the opinions of a regime model, and ${strategy.name} asks none: leave it out.`,
      { where: '--news-cap' },
    );
  }
  if (request.newsCap !== undefined) assertNewsCap(request.newsCap);
  for (const [option, value] of [
    ['--calibrate', request.calibrate],
    ['--earned', request.earned],
  ] as const) {
    if (value === undefined || strategy.decisionBars !== null) continue;
    throw new InputError(
      'backtest.measured',
      `${option} is about the opinions of a regime model, and ${strategy.name} asks none: leave it out.`,
      { where: option },
    );
  }
  if (request.modelDates !== undefined && request.earned !== WALK_FORWARD) {
    throw new InputError(
      'backtest.model-dates',
      `--model-dates says from when on decisions count for --earned ${WALK_FORWARD}: give that too, or leave it out.`,
      { where: '--model-dates' },
    );
  }
  await readModelDates(request.modelDates, cwd);
  const loaded = await loadMarket(request, runtime);
  const observations =
    request.observations === undefined
      ? null
      : await (
          await import('../inputs/load-observations.js')
        ).loadObservations(request.observations, cwd, {
          config: runtime.config,
          baseAsset: loaded.data[0]!.bars.symbol,
          from: loaded.from,
          to: loaded.to,
        });
  if (observations !== null)
    refuseAhead(observations.observations, request.observations!, loaded.history.finer ?? loaded.history.bars);
  const market = { ...loaded, warnings: [...loaded.warnings, ...(observations?.warnings ?? [])] };
  // What the engine would refuse is refused before anything is asked, and before the run counts as a try.
  new DataFeed(market.data, settings.instrument);
  const options = { ...execution, data: market.data, strategy: strategy.create() };
  return { market, strategy, observations, options };
}
