import { DEFAULT_EXECUTION } from '../../app/backtest/execution-document.js';
import { BASELINE_NAMES, chooseModel } from '../../app/config/index.js';
import { CALIBRATION_NAMES } from '../../app/earned/choices.js';
import type { Runtime } from '../../app/runtime/runtime.js';
import { InputError } from '../../core/errors.js';
import type { DashboardParts, Handlers } from './handlers.js';

/** What forms offer that is neither stored nor listed by a route of its own. */
export function choiceRoutes({ runtime }: DashboardParts): Handlers<'choices'> {
  const { llm, horizonHours, exchange } = runtime.config;
  return {
    choices: () => ({
      baselines: BASELINE_NAMES.map((name) => `baseline/${name}`),
      recalibrations: CALIBRATION_NAMES.split(', '),
      execution: DEFAULT_EXECUTION,
      model: chosenModel(runtime),
      prompt: llm.prompt,
      horizon_hours: horizonHours,
      exchange,
    }),
  };
}

/** The one that is asked where a form names none; null: the settings name none that there can be. */
function chosenModel({ loaded }: Runtime): string | null {
  try {
    return chooseModel(loaded, { replay: true }).id;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
