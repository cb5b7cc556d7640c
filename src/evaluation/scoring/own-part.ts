import { mean } from '../../core/statistics/moments.js';

/** What losses and a reference's are expected to be at each row, given the forecasts alone. */
export interface ExpectedLosses {
  readonly losses: Float64Array;
  readonly reference: Float64Array;
}

/** Loss of each forecast, given each outcome. */
export type LossOf = (probabilities: Float64Array, outcomes: Float64Array) => Float64Array;

/** Squared standard errors of the slope that it must exceed: at two errors nobody who knows nothing is believed to know. */
const BELIEVED_FROM = 4;

/**
 * The chance of bull at each row as far as the sample shows that it goes with the forecasts: the base rate, and the slope of outcomes
 * on forecasts times what is forecast beyond their mean. The slope is shrunk towards 0 by its error (W. James & C. Stein, 1961, with
 * a larger constant): one who knows nothing has none.
 * @param overlap m: rows whose windows overlap, so that n rows tell as much as n / m
 */
export function chancesOf(probabilities: Float64Array, outcomes: Float64Array, overlap: number): Float64Array {
  const baseRate = mean(outcomes);
  const own = mean(probabilities);
  let squares = 0;
  let products = 0;
  probabilities.forEach((p, i) => {
    squares += (p - own) ** 2;
    products += (p - own) * (outcomes[i]! - baseRate);
  });
  // Where forecasts never vary there is no slope, and where the base rate is certain no error.
  const slope = squares > 0 ? products / squares : 0;
  const error = squares > 0 ? (baseRate * (1 - baseRate) * overlap) / squares : 0;
  const believed = slope === 0 ? 0 : slope * Math.max(0, 1 - (BELIEVED_FROM * error) / slope ** 2);
  return probabilities.map((p) => Math.min(1, Math.max(0, baseRate + believed * (p - own))));
}

/** Mean of the loss over the outcome, bull with the given chance. */
function expectedOver(loss: LossOf, probabilities: Float64Array, chances: Float64Array): Float64Array {
  const bull = loss(
    probabilities,
    chances.map(() => 1),
  );
  const bear = loss(
    probabilities,
    chances.map(() => 0),
  );
  return chances.map((chance, i) => chance * bull[i]! + (1 - chance) * bear[i]!);
}

/** Losses of forecasts and of a reference that their own variation makes, whatever happened. */
export const expectedLosses = (
  loss: LossOf,
  probabilities: Float64Array,
  reference: Float64Array,
  chances: Float64Array,
): ExpectedLosses => ({
  losses: expectedOver(loss, probabilities, chances),
  reference: expectedOver(loss, reference, chances),
});
