import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../core/ports/random.js';
import { baumWelchTables, expectation } from './baum-welch.js';
import { filterStates } from './filter-states.js';
import { fitGaussianHmm } from './fit-gaussian-hmm.js';
import { prepareHmm } from './forward.js';
import type { HmmParameters } from './parameters.js';

type Plain = Readonly<Record<'start' | 'transitions' | 'means' | 'variances', readonly number[]>>;
interface Case {
  readonly name: string;
  readonly states: number;
  readonly columns: number;
  readonly rows: number;
  readonly observations: readonly number[];
  readonly given: Plain;
  readonly log_likelihood: number;
  readonly filtered: readonly number[];
  readonly iterations: number;
  readonly fitted: Plain;
  readonly fitted_log_likelihood: number;
}

const path = new URL('../../../../test/reference/hmm/reference.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: readonly Case[] };

/** Largest difference, relative to the expected number where that is above `least`, else to `least`. */
function worst(actual: ArrayLike<number>, expected: readonly number[], least: number): number {
  expect(actual.length).toBe(expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value) / Math.max(Math.abs(value), least)));
}

describe.each(cases)('against hmmlearn and a forward pass in logs: $name', (c) => {
  const observations = { values: Float64Array.from(c.observations), rows: c.rows, columns: c.columns };
  const given: HmmParameters = {
    states: c.states,
    columns: c.columns,
    start: Float64Array.from(c.given.start),
    transitions: Float64Array.from(c.given.transitions),
    means: Float64Array.from(c.given.means),
    variances: Float64Array.from(c.given.variances),
  };
  it('gives the rows the same likelihood and the same filtered states', () => {
    const { logLikelihood, probabilities } = filterStates(observations, given);
    expect(worst([logLikelihood], [c.log_likelihood], 1)).toBeLessThan(1e-9);
    expect(worst(probabilities, c.filtered, 1)).toBeLessThan(1e-9);
  });
  it('has climbed to the same parameters after as many steps', () => {
    const fit = fitGaussianHmm(observations, {
      states: c.states,
      random: seededRandom(1),
      start: given,
      maxIterations: c.iterations,
      tolerance: -Infinity,
      varianceFloor: 1e-12,
    });
    expect(fit.iterations).toBe(c.iterations);
    expect(worst([fit.logLikelihood], [c.fitted_log_likelihood], 1)).toBeLessThan(1e-8);
    expect(worst(fit.parameters.transitions, c.fitted.transitions, 1)).toBeLessThan(1e-8);
    expect(worst(fit.parameters.start, c.fitted.start, 1)).toBeLessThan(1e-8);
    const spread = Math.min(...c.fitted.variances);
    expect(worst(fit.parameters.means, c.fitted.means, Math.sqrt(spread))).toBeLessThan(1e-8);
    expect(worst(fit.parameters.variances, c.fitted.variances, spread)).toBeLessThan(1e-8);
  });
  it('never becomes less likely on the way', () => {
    let before = -Infinity;
    for (let maxIterations = 1; maxIterations < 30; maxIterations++) {
      const options = { states: c.states, random: seededRandom(1), start: given, maxIterations, tolerance: -Infinity };
      const { logLikelihood } = fitGaussianHmm(observations, options);
      expect(logLikelihood).toBeGreaterThan(before - 1e-9 * Math.abs(logLikelihood));
      before = logLikelihood;
    }
  });
  it('smooths consistently: each row is certain to be somewhere, and the last row knows no more than its filter', () => {
    const tables = baumWelchTables(c.rows, c.states);
    expectation(prepareHmm(given), observations, tables);
    for (let t = 0; t < c.rows; t++) {
      const sum = tables.smoothed.subarray(t * c.states, (t + 1) * c.states).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 10);
    }
    expect(tables.moves.reduce((a, b) => a + b, 0)).toBeCloseTo(c.rows - 1, 7);
    expect(tables.smoothed.slice(-c.states)).toEqual(tables.filtered.slice(-c.states));
  });
});
