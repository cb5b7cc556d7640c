import { RANGE_COLUMN, RETURN_COLUMN } from './day-observations.js';
import type { HmmParameters } from './parameters.js';

/** For people: "State 2 of 3 (calm, mean +0.10 % a day)". Calm and wild are the narrowest and the widest of the states. */
export function describeState({ states, columns, means }: HmmParameters, state: number): string {
  const range = (k: number): number => means[k * columns + RANGE_COLUMN]!;
  let narrower = 0;
  for (let k = 0; k < states; k++) if (range(k) < range(state)) narrower += 1;
  const mood = narrower === 0 ? 'calm' : narrower === states - 1 ? 'wild' : 'medium';
  const percent = means[state * columns + RETURN_COLUMN]! * 100;
  return `State ${state + 1} of ${states} (${mood}, mean ${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(2)} % a day)`;
}
