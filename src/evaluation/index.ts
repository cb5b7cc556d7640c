/** Scores of probabilities: proper losses, calibration, comparisons that hold for overlapping horizons, and baselines. */
export { type ScoredForecast } from './forecast.js';
export { labelDecision, type Label, type LabelResult } from './label.js';
export { scoreForecasts, type ForecastScoringOptions } from './scoring/score-forecasts.js';
export { type ForecastScores } from './scoring/schema.js';
export { heuristicModel } from './baselines/heuristic.js';
export { evaluationSchema, type Evaluation, type ForecasterEvaluation } from './evaluate/schema.js';
