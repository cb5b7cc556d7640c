import type { Period } from '../../../evaluation/evaluate/schema.js';

export type Series = Period['series'];

/** Squared error of climatology less that of the forecast, summed up to each decision: it rises where the forecast is better. */
export function cumulativeGain({ prob_bull: said, climatology, outcome }: Series): number[] {
  let sum = 0;
  return said.map((p, i) => {
    const came = outcome[i]!;
    sum += (climatology[i]! - came) ** 2 - (p - came) ** 2;
    return sum;
  });
}

/** The same of another forecaster over the decisions of a period; null at those that it did not answer. */
export function gainOnDecisions(times: readonly number[], others: readonly Series[]): (number | null)[] {
  const gains = new Map<number, number>();
  for (const { decided_at, prob_bull, climatology, outcome } of others) {
    decided_at.forEach((time, i) => {
      const came = outcome[i]!;
      gains.set(time, (climatology[i]! - came) ** 2 - (prob_bull[i]! - came) ** 2);
    });
  }
  let sum = 0;
  return times.map((time) => {
    const gain = gains.get(time);
    if (gain === undefined) return null;
    sum += gain;
    return sum;
  });
}
