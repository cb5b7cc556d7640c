import type { RegimeAssessment } from '../core/regime/schema.js';
import type { Label } from './label.js';

/** One opinion beside what the market then did. */
export interface ScoredForecast {
  /** UTC ms. */
  readonly decidedAt: number;
  /** When the label's window had closed, UTC ms: nothing fitted may use it earlier. */
  readonly maturesAt: number;
  /** 0 … 1, as the model gave it. */
  readonly probBull: number;
  readonly label: Label;
  /** Null for a forecaster that gives probabilities alone. */
  readonly assessment: RegimeAssessment | null;
}
