import type { RegimeModel } from '../../core/ports/regime-model.js';
import { baselineModel } from './baseline-model.js';

/** The number changes with any change of the rule. */
export const CONSTANT_ID = 'baseline/constant-1';

/** Knows nothing: 0.5, whatever the market. Its Brier score is 0.25. */
export const constantModel: RegimeModel = baselineModel(CONSTANT_ID, () => ({
  probBull: 0.5,
  reason: 'Bull and bear are held equally likely, whatever the market.',
}));
