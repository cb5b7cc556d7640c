import { describe, expect, it } from 'vitest';
import { normal } from '../../../../test/support/training-rows.js';
import { InputError, UnavailableError } from '../../../core/errors.js';
import { seededRandom } from '../../../core/ports/random.js';
import { filterStates } from './filter-states.js';
import { fitGaussianHmm } from './fit-gaussian-hmm.js';
import type { HmmObservations, HmmParameters } from './parameters.js';

/** States that stay with probability `stay`, with the given means and one standard deviation each. */
function planted(means: readonly (readonly number[])[], sds: readonly number[], stay: number): HmmParameters {
  const states = means.length;
  const columns = means[0]!.length;
  const transitions = new Float64Array(states * states).fill((1 - stay) / (states - 1));
  for (let k = 0; k < states; k++) transitions[k * states + k] = stay;
  return {
    states,
    columns,
    start: new Float64Array(states).fill(1 / states),
    transitions,
    means: Float64Array.from(means.flat()),
    variances: Float64Array.from(sds.flatMap((sd) => means[0]!.map(() => sd * sd))),
  };
}

function simulate(truth: HmmParameters, rows: number, seed: number): HmmObservations & { visited: Int32Array } {
  const random = seededRandom(seed);
  const { states, columns, transitions, means, variances } = truth;
  const values = new Float64Array(rows * columns);
  const visited = new Int32Array(rows);
  let state = Math.floor(random.next() * states);
  for (let t = 0; t < rows; t++) {
    visited[t] = state;
    for (let j = 0; j < columns; j++) {
      const at = state * columns + j;
      values[t * columns + j] = means[at]! + Math.sqrt(variances[at]!) * normal(random);
    }
    let left = random.next();
    let next = 0;
    while (next < states - 1 && (left -= transitions[state * states + next]!) >= 0) next += 1;
    state = next;
  }
  return { values, rows, columns, visited };
}

const truths: readonly HmmParameters[] = [
  planted([[-1], [1]], [1, 0.5], 0.95),
  planted(
    [
      [-2, 1],
      [0, -1],
      [2, 1],
    ],
    [1, 0.5, 0.8],
    0.95,
  ),
  planted(
    [
      [-3, 2],
      [-0.5, -2],
      [0.5, 2],
      [3, -1],
    ],
    [1, 0.6, 0.8, 1],
    0.94,
  ),
];

describe('planted parameters', () => {
  it.each(truths)('of $states states come back within their sampling error, in 20 series of 20', (truth) => {
    const rows = 2_000;
    const { states, columns } = truth;
    // A state holds about rows / states rows; were they known, sd(mean) = σ/√n, sd(variance) = σ²·√(2/n) and
    // sd(transition) = √(p(1 − p)/n). The planted states lie far enough apart for that to be all. Of 20 series times some
    // 30 numbers the largest deviation is near 3.5 of these.
    const n = rows / states;
    let squares = 0;
    let count = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { parameters, converged } = fitGaussianHmm(simulate(truth, rows, seed), {
        states,
        random: seededRandom(7),
      });
      expect(converged).toBe(true);
      const check = (actual: number, expected: number, standardError: number, what: string) => {
        const off = (actual - expected) / standardError;
        expect(Math.abs(off), `${what}, seed ${seed}: ${actual} for ${expected}`).toBeLessThan(4.5);
        squares += off * off;
        count += 1;
      };
      for (let i = 0; i < states * columns; i++) {
        const variance = truth.variances[i]!;
        check(parameters.means[i]!, truth.means[i]!, Math.sqrt(variance / n), `mean ${i}`);
        check(parameters.variances[i]!, variance, variance * Math.sqrt(2 / n), `variance ${i}`);
      }
      for (let i = 0; i < states * states; i++) {
        const p = truth.transitions[i]!;
        check(parameters.transitions[i]!, p, Math.sqrt((p * (1 - p)) / n), `transition ${i}`);
      }
    }
    // As a whole they scatter as sampling says.
    expect(squares / count).toBeGreaterThan(0.8);
    expect(squares / count).toBeLessThan(1.2);
  });
  it('come with states that the filter tells apart', () => {
    const truth = truths[2]!;
    const series = simulate(truth, 2_000, 3);
    const { parameters } = fitGaussianHmm(series, { states: 4, random: seededRandom(7) });
    const { probabilities } = filterStates(series, parameters);
    let right = 0;
    for (let t = 0; t < series.rows; t++) {
      const row = probabilities.subarray(t * 4, (t + 1) * 4);
      if (row.indexOf(Math.max(...row)) === series.visited[t]) right += 1;
    }
    expect(right / series.rows).toBeGreaterThan(0.97);
  });
});

describe('fitting', () => {
  const series = simulate(truths[1]!, 300, 1);
  const random = () => seededRandom(1);

  it('says the same twice, whatever the seed on an easy series', () => {
    const fit = (seed: number) => fitGaussianHmm(series, { states: 3, random: seededRandom(seed), tolerance: 1e-9 });
    expect(fit(1)).toEqual(fit(1));
    expect(fit(2).logLikelihood).toBeCloseTo(fit(1).logLikelihood, 6);
  });
  it('leaves the start it is given as it was, and asks no random number for it', () => {
    const start = truths[1]!;
    const before = structuredClone(start);
    const silent = {
      next: () => {
        throw new Error('asked');
      },
    };
    fitGaussianHmm(series, { states: 3, random: silent, start });
    expect(start).toEqual(before);
    expect(() => fitGaussianHmm(series, { states: 3, random: silent })).toThrow('asked');
  });
  it('takes one state as the mean and variance of all rows', () => {
    const { parameters } = fitGaussianHmm(series, { states: 1, random: random() });
    const first = series.values.filter((_, i) => i % 2 === 0);
    const mean = first.reduce((a, b) => a + b, 0) / 300;
    expect(parameters.means[0]).toBeCloseTo(mean, 12);
    expect(parameters.variances[0]).toBeCloseTo(first.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 300, 12);
    expect(parameters.transitions).toEqual(Float64Array.of(1));
  });
  it('stays finite on a constant series and on one with outliers of a million standard deviations', () => {
    const constant = { values: new Float64Array(200).fill(0.25), rows: 200, columns: 1 };
    const wild = { values: series.values.map((x, i) => (i % 97 === 5 ? 1e6 * x : x)), rows: 300, columns: 2 };
    const flips = { values: Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1)), rows: 200, columns: 1 };
    for (const observations of [constant, wild, flips]) {
      for (const states of [2, 3, 4]) {
        const { parameters, logLikelihood } = fitGaussianHmm(observations, { states, random: random() });
        const { probabilities } = filterStates(observations, parameters);
        const { start, transitions, means, variances } = parameters;
        const numbers = [...start, ...transitions, ...means, ...variances, ...probabilities, logLikelihood];
        expect(numbers.every((value) => Number.isFinite(value))).toBe(true);
        expect(Math.min(...variances)).toBeGreaterThanOrEqual(1e-6);
      }
    }
  });
  it('survives rows that its states hold impossible', () => {
    // State 0 is never left, and the later rows are 1,000 standard deviations from it.
    const absorbing = { ...truths[0]!, start: Float64Array.of(1, 0), transitions: Float64Array.of(1, 0, 0, 1) };
    const values = Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? -1 : 1_000));
    const { probabilities, logLikelihood } = filterStates({ values, rows: 40, columns: 1 }, absorbing);
    expect(Number.isFinite(logLikelihood)).toBe(true);
    expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true);
    const { parameters } = fitGaussianHmm(
      { values, rows: 40, columns: 1 },
      { states: 2, random: random(), start: absorbing },
    );
    expect([...parameters.means, ...parameters.transitions].every((value) => Number.isFinite(value))).toBe(true);
  });
  it('refuses what cannot be fitted', () => {
    const error = (act: () => unknown): unknown => {
      try {
        act();
      } catch (thrown) {
        return thrown;
      }
      return null;
    };
    const few = error(() => fitGaussianHmm({ ...series, rows: 29 }, { states: 3, random: random() }));
    expect(few).toBeInstanceOf(UnavailableError);
    expect(few).toMatchObject({
      code: 'baseline.no-input',
      message: 'A hidden Markov model of 3 states needs 30 rows at least, and there are 29.',
    });
    for (const bad of [Number.NaN, Infinity]) {
      const values = series.values.slice();
      values[101] = bad;
      const found = error(() => fitGaussianHmm({ ...series, values }, { states: 2, random: random() }));
      expect(found).toBeInstanceOf(InputError);
      expect(found).toMatchObject({ message: `Column 1 of row 50 is ${bad}.` });
      expect(error(() => filterStates({ ...series, values }, truths[1]!))).toBeInstanceOf(InputError);
    }
    for (const options of [{ states: 0 }, { states: 9 }, { states: 2.5 }, { states: 2, varianceFloor: 0 }]) {
      expect(error(() => fitGaussianHmm(series, { ...options, random: random() }))).toBeInstanceOf(InputError);
    }
    const start = { ...truths[1]!, variances: new Float64Array(6) };
    expect(error(() => fitGaussianHmm(series, { states: 3, random: random(), start }))).toBeInstanceOf(InputError);
    expect(error(() => filterStates({ ...series, columns: 3, rows: 200 }, truths[1]!))).toBeInstanceOf(InputError);
    expect(error(() => filterStates({ ...series, rows: 301 }, truths[1]!))).toBeInstanceOf(InputError);
  });
});
