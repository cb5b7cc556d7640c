/** p is held to [0.01, 0.99] in the log score: one certain miss would otherwise be an infinite loss. */
export const LOG_CLIP = 0.01;

/** Squared error of each forecast (G. W. Brier, Monthly Weather Review, 1950), 0 … 1. */
export const brierLosses = (probabilities: Float64Array, outcomes: Float64Array): Float64Array =>
  probabilities.map((p, i) => (p - outcomes[i]!) ** 2);

/** −ln of the probability given to what happened (I. J. Good, JRSS B, 1952), nats, after clipping. */
export const logLosses = (probabilities: Float64Array, outcomes: Float64Array): Float64Array =>
  probabilities.map((p, i) => {
    const clipped = Math.min(1 - LOG_CLIP, Math.max(LOG_CLIP, p));
    return -Math.log(outcomes[i] === 1 ? clipped : 1 - clipped);
  });

/** Forecasts that the log score clips. */
export const countClipped = (probabilities: Float64Array): number =>
  probabilities.reduce((count, p) => count + (p < LOG_CLIP || p > 1 - LOG_CLIP ? 1 : 0), 0);

/** 1 − score / reference: 1 is perfect, 0 no better than the reference. Null for a reference without loss. */
export const skillScore = (score: number, reference: number): number | null =>
  reference > 0 ? 1 - score / reference : null;

/** Outcomes of the market turned over: each bull a bear. */
export const mirroredOutcomes = (outcomes: Float64Array): Float64Array => outcomes.map((outcome) => 1 - outcome);
