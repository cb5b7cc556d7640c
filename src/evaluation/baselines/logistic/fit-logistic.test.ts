import { describe, expect, it } from 'vitest';
import { expectClose, referenceOf } from '../../../../test/support/reference.js';
import { learnDesign, standardise } from './design.js';
import { fitLogistic, unboundedLogOdds, sigmoid, type LogisticFit } from './fit-logistic.js';

interface Reference {
  penalised: {
    penalty: number;
    x: number[][];
    y: number[];
    intercept: number;
    coefficients: number[];
    coefficients_lbfgs: number[];
    probabilities: number[];
  }[];
  unpenalised: {
    x: number[][];
    y: number[];
    coefficients: number[];
    loss: number;
    soft: number[];
    weight: number[];
    soft_coefficients: number[];
  };
  pipeline: {
    x: (number | null)[][];
    y: number[];
    columns: number;
    squared_norm: number;
    intercept: number;
    probabilities: number[];
  };
}
const reference = referenceOf('logistic') as Reference;

const fit = (x: number[][], y: number[], penalty: number, weight?: number[]): LogisticFit =>
  fitLogistic({
    x: x[0]!.map((_, j) => Float64Array.from(x, (row) => row[j]!)),
    target: Float64Array.from(y),
    penalty,
    ...(weight === undefined ? {} : { weight: Float64Array.from(weight) }),
  });
const probability = ({ intercept, coefficients }: LogisticFit, row: number[]): number =>
  sigmoid(row.reduce((sum, value, j) => sum + value * coefficients[j]!, intercept));

describe('logistic regression', () => {
  it("has scikit-learn's coefficients and probabilities", () => {
    for (const { penalty, x, y, ...expected } of reference.penalised) {
      const found = fit(x, y, penalty);
      expectClose([found.intercept, ...found.coefficients], [expected.intercept, ...expected.coefficients], 1e-9);
      expectClose(
        x.map((row) => probability(found, row)),
        expected.probabilities,
        1e-9,
      );
      // lbfgs stops where its line search cannot go on, some 1e-8 from the solution.
      expectClose(found.coefficients, expected.coefficients_lbfgs, 1e-6);
    }
  });
  it("has statsmodels' maximum likelihood, with weights and fractional targets too", () => {
    const { x, y, soft, weight, ...expected } = reference.unpenalised;
    const plain = fit(x, y, 0);
    expectClose([plain.intercept, ...plain.coefficients], expected.coefficients, 1e-9);
    expectClose([plain.loss], [expected.loss], 1e-9);
    const weighted = fit(x, soft, 0, weight);
    expectClose([weighted.intercept, ...weighted.coefficients], expected.soft_coefficients, 1e-9);
  });
  it('fills, marks and standardises as the reference pipeline does', () => {
    const { x, y, ...expected } = reference.pipeline;
    const rows = x.map((row) => Float64Array.from(row, (value) => value ?? NaN));
    const design = learnDesign(rows);
    expect(design.columns).toHaveLength(expected.columns);
    const columns = standardise(design, rows);
    const z = y.map((_, i) => columns.map((column) => column[i]!));
    const found = fit(z, y, 1);
    const norm = found.coefficients.reduce((sum, value) => sum + value * value, 0);
    expectClose([found.intercept, norm], [expected.intercept, expected.squared_norm], 1e-9);
    expectClose(
      z.map((row) => probability(found, row)),
      expected.probabilities,
      1e-9,
    );
  });
  it('ends on separable data and on columns that repeat one another', () => {
    const x = [[-2], [-1], [1], [2]];
    const separable = fit(x, [0, 0, 1, 1], 0);
    expect(probability(separable, [1])).toBeGreaterThan(1 - 1e-9);
    const single = fit(x, [0, 1, 0, 1], 0);
    const twice = fit(
      x.map(([value]) => [value!, value!]),
      [0, 1, 0, 1],
      0,
    );
    expect(twice.coefficients[0]! + twice.coefficients[1]!).toBeCloseTo(single.coefficients[0]!, 9);
    const constant = fit([[0], [0], [0], [0]], [0, 1, 1, 1], 0);
    expect(constant.intercept).toBeCloseTo(unboundedLogOdds(0.75), 10);
  });
  it('drops what no row has and what never changes', () => {
    const rows = [
      [1, NaN, 5, 0.1],
      [2, NaN, 5, 0.1],
      [4, NaN, 5, NaN],
    ].map((row) => Float64Array.from(row));
    const { columns } = learnDesign(rows);
    expect(columns.map(({ feature, of }) => `${feature} ${of}`)).toEqual(['0 value', '3 missing']);
  });
});
