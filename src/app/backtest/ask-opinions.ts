import type { RegimeConfiguration } from '../../contract/run-configuration.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { askRegimes, type AskedRegimes } from '../../engine/regime-series/index.js';
import { labelDecision, type LabelResult } from '../../evaluation/label.js';
import { chooseModel, llmMembers } from '../config/index.js';
import { assertScorable } from '../decisions/decision-book.js';
import { fittedEnsemble } from '../models/ensemble.js';
import { openRegimeModel } from '../models/regime-model.js';
import { buildTraining, labelBars } from '../models/training.js';
import { measuredOpinions } from './measured-opinions.js';
import type { OpenRunModel } from './open-run-model.js';
import type { PreparedRun } from './prepare-run.js';
import { regimeConfiguration } from './regime-configuration.js';
import { regimeInputs, regimeRequest } from './regime-request.js';

/** The opinions of a run, with what they were made with. */
export interface AskedOpinions {
  readonly regimes: AskedRegimes;
  readonly configuration: RegimeConfiguration;
}

/**
 * Opens the chosen model with the past that the run has: fitted baselines learn from all bars that were given, each at a decision
 * from what had matured by then, and so do the weights of an ensemble where they are fitted.
 */
export async function openRunModel(prepared: PreparedRun): Promise<OpenRunModel> {
  const { market, runtime, controls } = prepared;
  const { replay = false, signal } = controls;
  const choice = chooseModel(runtime.loaded, { replay });
  const inputs = regimeInputs(prepared);
  const horizonMs = (prepared.strategy.decisionBars ?? 1) * inputs.run.bars.intervalMs;
  const { prompt, ensemble, close, ...opened } = await openRegimeModel(runtime, choice, {
    replay,
    training: () => buildTraining({ ...inputs, horizonMs, signal }),
  });
  const members = ensemble?.members.map(({ model }) => model) ?? null;
  const plain = { choice, prompt, members, close };
  if (ensemble === null || runtime.config.llm.ensembleWeights === 'equal') return { ...plain, model: opened.model };
  try {
    const bars = labelBars(market.history, horizonMs);
    assertScorable(bars, horizonMs);
    const ask = (member: RegimeModel): Promise<AskedRegimes> =>
      askRegimes({ ...regimeRequest(member, prepared), acceptSilence: true, onFailure: 'flat' });
    const labelAt = (decidedAt: number): LabelResult => labelDecision(bars, decidedAt, horizonMs);
    return { ...plain, model: await fittedEnsemble(ensemble, { ask, labelAt, horizonMs, stepMs: horizonMs }) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Asks the chosen model for every decision of the run. Every call is recorded. */
export async function askOpinions(prepared: PreparedRun): Promise<AskedOpinions> {
  const { spec, runtime, controls } = prepared;
  const choice = chooseModel(runtime.loaded, { replay: controls.replay ?? false });
  if (llmMembers(choice).length > 0 && spec.execution.fill === 'close') {
    throw new InputError(
      'backtest.fill-close',
      `${field('fill', 'close')} fills at the very close at which ${choice.id} is asked, before it can have answered: use next-open with a language model.`,
      { where: 'fill' },
    );
  }
  const opened = await openRunModel(prepared);
  try {
    const { regimes, measured } = await measuredOpinions(opened, prepared);
    return { regimes, configuration: regimeConfiguration(opened, prepared, regimes, measured) };
  } finally {
    await opened.close();
  }
}
