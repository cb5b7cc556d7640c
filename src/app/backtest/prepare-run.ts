import type { BacktestSpec } from '../../contract/backtest-spec.js';
import { InputError } from '../../core/errors.js';
import type { BacktestOptions } from '../../engine/backtester.js';
import { DataFeed } from '../../engine/data-feed.js';
import { loadMarket, type Market } from '../inputs/market.js';
import { refuseAhead } from '../inputs/refuse-ahead.js';
import type { Runtime } from '../runtime/runtime.js';
import { findChosenStrategy } from '../strategies/choose-strategy.js';
import type { BacktestControls, RunInputs } from './controls.js';
import { recordedExecution, recordedReading } from './execution-document.js';

/** A run before its first bar. */
export interface PreparedRun extends RunInputs {
  readonly spec: BacktestSpec;
  readonly controls: BacktestControls;
  /** With the settings that the specification names. */
  readonly runtime: Runtime;
  readonly options: BacktestOptions;
}

/**
 * Reads and checks everything that a run needs; asks no model.
 * @param live data that are there already, in place of those that the specification names
 * @throws InputError naming what is wrong and where
 */
export async function prepareRun(
  spec: BacktestSpec,
  controls: BacktestControls,
  given: Runtime,
  live?: Market,
): Promise<PreparedRun> {
  const { cwd } = controls;
  const runtime = await withOpinionSettings(spec, given, cwd);
  const execution = recordedExecution(spec.execution);
  const strategy = await findChosenStrategy(spec.strategy, { ...spec.params }, cwd);
  const loaded = live ?? (await loadMarket(marketOf(spec, controls), runtime));
  const observations =
    spec.observations === undefined
      ? null
      : await (
          await import('../inputs/load-observations.js')
        ).loadObservations(spec.observations, cwd, {
          config: runtime.config,
          baseAsset: loaded.data[0]!.bars.symbol,
          from: loaded.from,
          to: loaded.to,
        });
  if (observations !== null)
    refuseAhead(observations.observations, spec.observations!, loaded.history.finer ?? loaded.history.bars);
  const market = { ...loaded, warnings: [...loaded.warnings, ...(observations?.warnings ?? [])] };
  // What the engine would refuse is refused before anything is asked, and before the run counts as a try.
  if (live === undefined) new DataFeed(market.data, spec.execution.instrument);
  const options = { ...execution, data: market.data, strategy: strategy.create() };
  return { spec, controls, runtime, market, strategy, observations, options };
}

async function withOpinionSettings({ opinions }: BacktestSpec, runtime: Runtime, cwd: string): Promise<Runtime> {
  if (opinions === null) return runtime;
  const { runtimeWith } = await import('./chosen-opinions.js');
  return runtimeWith(opinions, runtime, cwd);
}

function marketOf(spec: BacktestSpec, { cwd, signal }: BacktestControls): Parameters<typeof loadMarket>[0] {
  const { data, reading, funding, mark, filters, margin_tiers: marginTiers, from, to, days } = spec;
  return {
    data,
    funding,
    cwd,
    reading: reading === undefined ? undefined : recordedReading(reading),
    mark,
    filters,
    marginTiers,
    from: from === undefined ? undefined : Date.parse(from),
    to: to === undefined ? undefined : Date.parse(to),
    days,
    signal,
  };
}

/** @throws InputError where the strategy asks a model and the specification names none, or the other way round */
export function assertOpinionsFit({ spec, strategy }: PreparedRun): void {
  const asks = strategy.decisionBars !== null;
  if (asks === (spec.opinions !== null)) return;
  throw new InputError(
    'backtest.opinions',
    `${strategy.name} asks ${asks ? 'a regime model: opinions must say which' : 'no regime model: opinions must be null'}.`,
    { where: 'opinions' },
  );
}
