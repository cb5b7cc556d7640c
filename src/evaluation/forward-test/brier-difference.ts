/** What a decision won or lost against a reference, with what it could have been before its outcome was known. */
export interface BoundedValue {
  readonly value: number;
  /** Least and most that it could be, given what was known when it was decided. */
  readonly least: number;
  readonly most: number;
}

/**
 * Brier score of the reference minus that of the forecast, in [−1, 1]; positive where the forecast was better. Both
 * probabilities are known beforehand, so it can take only two values; their distance is 2·|p − c|.
 * @param probBull p, 0 … 1
 * @param reference c, e.g. climatology's probability from what had matured by then, 0 … 1
 */
export function brierDifference(probBull: number, reference: number, outcome: 0 | 1): BoundedValue {
  const ifBull = (1 - reference) ** 2 - (1 - probBull) ** 2;
  const ifBear = reference ** 2 - probBull ** 2;
  return {
    value: outcome === 1 ? ifBull : ifBear,
    least: Math.min(ifBull, ifBear),
    most: Math.max(ifBull, ifBear),
  };
}
