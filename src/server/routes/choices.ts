import { DEFAULT_EXECUTION } from '../../app/backtest/execution-document.js';
import { BASELINE_NAMES } from '../../app/config/index.js';
import { CALIBRATION_NAMES } from '../../app/earned/choices.js';
import type { DashboardParts, Handlers } from './handlers.js';

/** What forms offer that is neither stored nor listed by a route of its own. */
export function choiceRoutes({ runtime }: DashboardParts): Handlers<'choices'> {
  const { llm, horizonHours, exchange } = runtime.config;
  return {
    choices: () => ({
      baselines: BASELINE_NAMES.map((name) => `baseline/${name}`),
      recalibrations: CALIBRATION_NAMES.split(', '),
      execution: DEFAULT_EXECUTION,
      model: llm.model,
      prompt: llm.prompt,
      horizon_hours: horizonHours,
      exchange,
    }),
  };
}
