import { mean } from '../../core/statistics/moments.js';

/** The number changes with any change of the rule. */
export const CROWD_ID = 'crowd/linear-1';

/** What one model said of one moment; a model that was asked with several prompts has several. */
export interface CrowdVote {
  readonly model: string;
  /** 0 … 1. */
  readonly probBull: number;
}

/** Fewer are nobody's crowd. */
const LEAST_MODELS = 2;

/**
 * The linear opinion pool with equal weights: the mean of the probabilities. M. Stone, "The Opinion Pool" (Annals of Mathematical
 * Statistics, 1961); that a plain mean is hard to beat: R. T. Clemen, "Combining forecasts: A review and annotated bibliography"
 * (International Journal of Forecasting, 1989). Each model has one vote: what it said to several prompts is averaged first.
 * @returns 0 … 1; null where fewer than two models have said something
 */
export function crowdProbability(votes: readonly CrowdVote[]): number | null {
  const ofModel = new Map<string, number[]>();
  for (const { model, probBull } of votes) {
    const said = ofModel.get(model);
    if (said === undefined) ofModel.set(model, [probBull]);
    else said.push(probBull);
  }
  if (ofModel.size < LEAST_MODELS) return null;
  return mean([...ofModel.values()].map(mean));
}
