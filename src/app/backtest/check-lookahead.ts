import type { LookaheadDocument } from '../../contract/backtest.js';
import type { BacktestSpec } from '../../contract/backtest-spec.js';
import type { BarSeries } from '../../core/bars.js';
import { given } from '../../core/given.js';
import type { RegimeDecision, RegimeModel } from '../../core/ports/regime-model.js';
import { findLookahead, type LookaheadReport } from '../../engine/lookahead/find-lookahead.js';
import { knownObservations, replacedObservations } from '../../engine/lookahead/other-observations.js';
import { askRegimes } from '../../engine/regime-series/index.js';
import { mergeBars } from '../../infra/store/bars/merge-bars.js';
import type { Runtime } from '../runtime/runtime.js';
import { openRunModel } from './ask-opinions.js';
import { hashJson } from '../inputs/content-hash.js';
import type { BacktestControls } from './controls.js';
import { assertOpinionsFit, prepareRun, type PreparedRun } from './prepare-run.js';
import { regimeInputs, regimeRequest } from './regime-request.js';
import { strategyError } from '../strategies/strategy-error.js';
import { yieldToEvents } from '../runtime/system.js';

export interface LookaheadControls extends BacktestControls {
  /** Moments at which the data are cut. Default 24. */
  readonly cuts?: number | undefined;
  readonly onRerun?: (done: number, total: number) => void;
}

/**
 * Reruns a backtest on data that end early and on data with another future, and names every decision that changes. The regime
 * is made anew for each rerun, so that a question that saw the future shows too; a question that stayed the same is not asked
 * again.
 * @throws InputError as `runSpec`
 */
export async function checkLookahead(
  spec: BacktestSpec,
  controls: LookaheadControls,
  runtime: Runtime,
): Promise<LookaheadDocument> {
  const prepared = await prepareRun(spec, controls, runtime);
  assertOpinionsFit(prepared);
  const { decisionBars } = prepared.strategy;
  const check = async (model: RegimeModel | null): Promise<LookaheadReport> => {
    try {
      return await search(prepared, model, controls);
    } catch (error) {
      throw strategyError(error, prepared.strategy.files, controls.cwd);
    }
  };
  const report = decisionBars === null ? await check(null) : await withModel(prepared, check);
  const { market, strategy } = prepared;
  return {
    strategy: { name: strategy.name, params: strategy.params },
    symbols: market.data.map(({ bars }) => bars.symbol),
    interval_ms: market.data[0]!.bars.intervalMs,
    clean: report.changed === 0,
    ...report,
    warnings: market.warnings,
  };
}

async function withModel<T>(prepared: PreparedRun, use: (model: RegimeModel) => Promise<T>): Promise<T> {
  const { model, close } = await openRunModel(prepared);
  try {
    return await use(remembering(model));
  } finally {
    await close();
  }
}

async function search(
  prepared: PreparedRun,
  model: RegimeModel | null,
  { cuts, onRerun, signal }: LookaheadControls,
): Promise<LookaheadReport> {
  const { market, options } = prepared;
  const common = {
    ...given({ cuts }),
    onProgress: async (done: number, total: number) => {
      onRerun?.(done, total);
      await yieldToEvents();
      signal?.throwIfAborted();
    },
  };
  if (model === null) return findLookahead({ ...common, backtest: options });

  const inputs = regimeInputs(prepared);
  const regime = await askRegimes(regimeRequest(model, prepared));
  const silent = { ...prepared, controls: { ...prepared.controls, onProgress: undefined } };
  return findLookahead({
    ...common,
    backtest: { ...options, regime },
    regimeFor: (data, until, kind) => {
      const [run] = data;
      const { bars, finer } = market.history;
      const history = {
        bars: withPast(bars, run!.bars, market.from),
        finer: finer === null || run!.finer === undefined ? null : withPast(finer, run!.finer, market.from),
      };
      const observations = (kind === 'truncated' ? knownObservations : replacedObservations)(
        inputs.observations,
        until,
      );
      const rerun = regimeRequest(model, silent, { run: run!, history, observations, until });
      // A failure is remembered as well, so that a rerun differs by its data alone.
      return askRegimes({ ...rerun, acceptSilence: true });
    },
  });
}

/** The bars of a rerun after those from before the run, which every rerun shares. */
function withPast(all: BarSeries, rerun: BarSeries, from: number): BarSeries {
  const past = all.between(-Infinity, from);
  return past.length === 0 ? rerun : mergeBars(past, rerun, 'error').bars;
}

/** Asks each question once; a failure is remembered like an answer. */
function remembering(model: RegimeModel): RegimeModel {
  const answers = new Map<string, Promise<RegimeDecision>>();
  return {
    ...model,
    assess: (snapshot, options) => {
      const question = hashJson(snapshot);
      let answer = answers.get(question);
      if (answer === undefined) {
        answer = model.assess(snapshot, options);
        answers.set(question, answer);
      }
      return answer;
    },
  };
}
