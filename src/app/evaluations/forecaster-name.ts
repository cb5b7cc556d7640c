import type { Evaluation, ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';

/** What tells a forecaster of an evaluation from the others: one model may answer several prompts. */
export const forecasterName = ({ id, prompt }: Pick<ForecasterEvaluation, 'id' | 'prompt'>): string =>
  prompt === null ? id : `${id} · ${prompt}`;

/** Those in question, then those they are measured against. */
export const allForecasters = ({ forecasters, baselines }: Evaluation): readonly ForecasterEvaluation[] => [
  ...forecasters,
  ...baselines,
];

/** Every name, in that order. */
export const forecasterNames = (evaluation: Evaluation): string[] => allForecasters(evaluation).map(forecasterName);
