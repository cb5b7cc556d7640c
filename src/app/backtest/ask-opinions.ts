import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { AskedRegimes } from '../../engine/regime-series/index.js';
import { labelDecision, type LabelResult } from '../../evaluation/label.js';
import { askedTemperature, chooseModel, llmMembers } from '../config/index.js';
import { assertScorable } from '../decisions/decision-book.js';
import { fittedEnsemble } from '../models/ensemble.js';
import { buildTraining, labelBars } from '../models/training.js';
import { openRegimeModel } from '../models/regime-model.js';
import type { Runtime } from '../runtime/runtime.js';
import type { RegimeConfiguration } from './configuration.js';
import { makeRegime, type RegimeSetup } from './make-regime.js';
import { measuredOpinions } from './measured-opinions.js';
import type { OpenRunModel } from './open-run-model.js';
import type { BacktestRequest, PreparedRun } from './prepare-run.js';
import { regimeConfiguration } from './regime-configuration.js';

/** The opinions of a run, with what they were made with. */
export interface AskedOpinions {
  readonly regimes: AskedRegimes;
  readonly configuration: RegimeConfiguration;
}

/** How the model of a run is asked. */
export function regimeSetup(
  model: RegimeModel,
  decisionBars: number,
  request: BacktestRequest,
  { observations }: PreparedRun,
  { config, clock }: Runtime,
): RegimeSetup {
  const { signal, onProgress, knownFailures, knownNewsFailures, newsCap, concurrency } = request;
  return {
    model,
    decisionBars,
    onFailure: config.llm.onFailure,
    temperature: askedTemperature(config),
    observations: observations?.observations ?? [],
    clock,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(knownFailures === undefined ? {} : { knownFailures }),
    ...(knownNewsFailures === undefined ? {} : { knownNewsFailures }),
    ...(newsCap === undefined ? {} : { newsCap }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined
      ? {}
      : { onProgress: (progress) => onProgress({ phase: 'regime', model: model.id, ...progress }) }),
  };
}

/**
 * Opens the chosen model with the past that the run has: fitted baselines learn from all bars that were given, each at a decision
 * from what had matured by then, and so do the weights of an ensemble where they are fitted.
 */
export async function openRunModel(
  request: BacktestRequest,
  prepared: PreparedRun,
  runtime: Runtime,
): Promise<OpenRunModel> {
  const { market, strategy, observations } = prepared;
  const decisionBars = strategy.decisionBars ?? 1;
  const choice = chooseModel(runtime.loaded, { replay: request.replay ?? false });
  const [run] = market.data;
  const horizonMs = decisionBars * run!.bars.intervalMs;
  const { prompt, ensemble, close, ...opened } = await openRegimeModel(runtime, choice, {
    replay: request.replay ?? false,
    training: () =>
      buildTraining({
        run: run!,
        history: market.history,
        observations: observations?.observations ?? [],
        horizonMs,
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      }),
  });
  const members = ensemble?.members.map(({ model }) => model) ?? null;
  const plain = { choice, prompt, members, close };
  if (ensemble === null || runtime.config.llm.ensembleWeights === 'equal') return { ...plain, model: opened.model };
  try {
    const bars = labelBars(market.history, horizonMs);
    assertScorable(bars, horizonMs);
    const ask = (member: RegimeModel): Promise<AskedRegimes> =>
      makeRegime(run!, market.history, {
        ...regimeSetup(member, decisionBars, request, prepared, runtime),
        acceptSilence: true,
        onFailure: 'flat',
      });
    const labelAt = (decidedAt: number): LabelResult => labelDecision(bars, decidedAt, horizonMs);
    return { ...plain, model: await fittedEnsemble(ensemble, { ask, labelAt, horizonMs, stepMs: horizonMs }) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Asks the chosen model for every decision of the run. Every call is recorded. */
export async function askOpinions(
  request: BacktestRequest,
  prepared: PreparedRun,
  decisionBars: number,
  runtime: Runtime,
): Promise<AskedOpinions> {
  const { market, observations } = prepared;
  const choice = chooseModel(runtime.loaded, { replay: request.replay ?? false });
  if (llmMembers(choice).length > 0 && request.execution?.fill === 'close') {
    throw new InputError(
      'backtest.fill-close',
      `${field('fill', 'close')} fills at the very close at which ${choice.id} is asked, before it can have answered: use next-open with a language model.`,
      { where: 'fill' },
    );
  }
  const opened = await openRunModel(request, prepared, runtime);
  try {
    const { model, prompt } = opened;
    const setup = regimeSetup(model, decisionBars, request, prepared, runtime);
    const ask = (more: Pick<RegimeSetup, 'bounds' | 'onSnapshot'>): Promise<AskedRegimes> =>
      makeRegime(market.data[0]!, market.history, { ...setup, ...more });
    const { regimes, measured } = await measuredOpinions(ask, opened, setup, request, market, runtime);
    const file = observations === null ? null : { file: request.observations!, sha256: observations.sha256 };
    const configuration = regimeConfiguration({ choice, prompt }, regimes, setup, runtime, file, measured);
    return { regimes, configuration };
  } finally {
    await opened.close();
  }
}
