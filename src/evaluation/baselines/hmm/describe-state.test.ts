import { expect, it } from 'vitest';
import { describeState, meanReturnPct } from './describe-state.js';
import type { HmmParameters } from './parameters.js';

const parameters: HmmParameters = {
  states: 3,
  columns: 2,
  start: new Float64Array(3).fill(1 / 3),
  transitions: new Float64Array(9).fill(1 / 3),
  // A return of −0.5, 0.1 and 0.2 volatilities; volatilities of 5, 1 and 2 % a day.
  means: Float64Array.of(-0.5, Math.log(0.05), 0.1, Math.log(0.01), 0.2, Math.log(0.02)),
  variances: Float64Array.of(1, 1e-12, 1, 1e-12, 1, 2 * Math.log(1.5)),
};

it('says how wild a state is and what a day in it returns', () => {
  expect([0, 1, 2].map((state) => describeState(parameters, state))).toEqual([
    'State 1 of 3 (wild, mean −2.50 % a day)',
    'State 2 of 3 (calm, mean +0.10 % a day)',
    'State 3 of 3 (medium, mean +0.60 % a day)',
  ]);
});
it('takes the mean of a log-normal volatility, not its median', () => {
  expect(meanReturnPct(parameters, 2)).toBeCloseTo(0.2 * 2 * 1.5, 12);
});
