import { RETURN_COLUMN, VOLATILITY_COLUMN } from './day-observations.js';
import type { HmmParameters } from './parameters.js';

/**
 * Mean return of a day in the state, percent. Its columns are independent and log volatility is Gaussian, hence
 * E[r] = E[r / σ] · E[σ] with E[σ] = exp(μ + s² / 2).
 */
export function meanReturnPct({ columns, means, variances }: HmmParameters, state: number): number {
  const at = state * columns;
  const volatility = Math.exp(means[at + VOLATILITY_COLUMN]! + variances[at + VOLATILITY_COLUMN]! / 2);
  return means[at + RETURN_COLUMN]! * volatility * 100;
}

/** For people: "State 2 of 3 (calm, mean +0.10 % a day)". Calm and wild are the least and the most volatile of the states. */
export function describeState(parameters: HmmParameters, state: number): string {
  const { states, columns, means } = parameters;
  const volatility = (k: number): number => means[k * columns + VOLATILITY_COLUMN]!;
  let calmer = 0;
  for (let k = 0; k < states; k++) if (volatility(k) < volatility(state)) calmer += 1;
  const mood = calmer === 0 ? 'calm' : calmer === states - 1 ? 'wild' : 'medium';
  const percent = meanReturnPct(parameters, state);
  return `State ${state + 1} of ${states} (${mood}, mean ${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(2)} % a day)`;
}
