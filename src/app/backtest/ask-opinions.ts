import { InputError } from '../../core/errors.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { AskedRegimes } from '../../engine/regime-series/index.js';
import { chooseModel } from '../config/index.js';
import { openRegimeModel } from '../regime-model.js';
import type { Runtime } from '../runtime.js';
import type { RegimeConfiguration } from './configuration.js';
import { makeRegime, type RegimeSetup } from './make-regime.js';
import type { BacktestRequest, PreparedRun } from './prepare-run.js';
import { regimeConfiguration } from './regime-configuration.js';

const DEFAULT_CONCURRENCY = 4;

/** The opinions of a run, with what they were made with. */
export interface Asked {
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
  const { signal, onProgress, knownFailures, knownNewsFailures, newsCap } = request;
  return {
    model,
    decisionBars,
    onFailure: config.llm.onFailure,
    temperature: config.llm.temperature,
    concurrency: request.concurrency ?? DEFAULT_CONCURRENCY,
    observations: observations?.observations ?? [],
    clock,
    ...(knownFailures === undefined ? {} : { knownFailures }),
    ...(knownNewsFailures === undefined ? {} : { knownNewsFailures }),
    ...(newsCap === undefined ? {} : { newsCap }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined
      ? {}
      : { onProgress: (progress) => onProgress({ phase: 'regime', model: model.id, ...progress }) }),
  };
}

/** Asks the chosen model for every decision of the run; null where the strategy asks none. Every call is recorded. */
export async function askOpinions(
  request: BacktestRequest,
  prepared: PreparedRun,
  runtime: Runtime,
): Promise<Asked | null> {
  const { market, strategy, observations } = prepared;
  const { decisionBars } = strategy;
  if (decisionBars === null) return null;
  const choice = chooseModel(runtime.loaded);
  if (choice.kind === 'llm' && request.execution?.fill === 'close') {
    throw new InputError(
      'backtest.fill-close',
      `--fill close fills at the very close at which ${choice.id} is asked, before it can have answered: use next-open with a language model.`,
      { where: '--fill' },
    );
  }
  const { model, prompt, close } = await openRegimeModel(runtime, choice, { replay: request.replay ?? false });
  try {
    const setup = regimeSetup(model, decisionBars, request, prepared, runtime);
    const regimes = await makeRegime(market.data[0]!, market.history, setup);
    const file = observations === null ? null : { file: request.observations!, sha256: observations.sha256 };
    return { regimes, configuration: regimeConfiguration({ choice, prompt }, regimes, setup, runtime, file) };
  } finally {
    await close();
  }
}
