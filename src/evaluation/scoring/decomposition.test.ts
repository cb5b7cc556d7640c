import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { equalCountBins, equalWidthBins } from './bins.js';
import { binSums, decomposeBrier, expectedCalibrationError } from './decomposition.js';
import { brierLosses } from './losses.js';

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function sample(n: number, seed: number, forecast: (u: number) => number) {
  const random = seededRandom(seed);
  const p = Float64Array.from({ length: n }, () => forecast(random.next()));
  const y = Float64Array.from(p, (value) => (random.next() < 0.3 + 0.4 * value ? 1 : 0));
  return { p, y };
}

describe('decomposeBrier', () => {
  const shapes: Record<string, (u: number) => number> = {
    uniform: (u) => u,
    'in the middle, most bins empty': (u) => 0.45 + 0.1 * u,
    'few values': (u) => Math.floor(u * 4) / 3,
    constant: () => 0.37,
    'at the ends': (u) => (u < 0.5 ? 0 : 1),
  };
  for (const [name, shape] of Object.entries(shapes)) {
    it(`adds up to the Brier score to 1e-12: ${name}`, () => {
      for (const n of [1, 2, 17, 1_000]) {
        const { p, y } = sample(n, n, shape);
        const score = mean(brierLosses(p, y));
        for (const count of [1, 2, 5, 10, 40]) {
          for (const binning of [equalWidthBins(p, count), equalCountBins(p, count)]) {
            const parts = decomposeBrier(p, y, binning);
            const total =
              parts.reliability -
              parts.resolution +
              parts.uncertainty +
              parts.withinBinVariance -
              parts.withinBinCovariance;
            expect(Math.abs(total - score), `${n} rows, ${count} ${binning.scheme} bins`).toBeLessThan(1e-12);
          }
        }
      }
    });
  }

  it('by hand: two bins of two', () => {
    const p = Float64Array.of(0.1, 0.3, 0.6, 0.8);
    const y = Float64Array.of(0, 1, 1, 1);
    // Bins: mean forecast 0.2 and 0.7, observed 0.5 and 1, base rate 0.75.
    const parts = decomposeBrier(p, y, equalWidthBins(p, 2));
    expect(parts.reliability).toBeCloseTo((0.3 ** 2 + 0.3 ** 2) / 2, 14);
    expect(parts.resolution).toBeCloseTo(0.0625, 14);
    expect(parts.uncertainty).toBeCloseTo(0.1875, 14);
    expect(parts.withinBinVariance).toBeCloseTo(0.01, 14);
    // Within the first bin: (−0.1)(−0.5) + (0.1)(0.5) = 0.1; twice over four rows.
    expect(parts.withinBinCovariance).toBeCloseTo(0.05, 14);
  });
});

describe('bins', () => {
  it('equal width puts an edge into the upper bin and 1 into the last', () => {
    expect([...equalWidthBins(Float64Array.of(0, 0.25, 0.2499, 0.5, 1), 4).of]).toEqual([0, 1, 0, 2, 3]);
  });

  it('equal count divides distinct values evenly, whatever their order, and keeps equal ones together', () => {
    expect([...equalCountBins(Float64Array.of(0.9, 0.1, 0.5, 0.3, 0.7, 0.2), 3).of]).toEqual([2, 0, 1, 1, 2, 0]);
    expect([...equalCountBins(Float64Array.of(0.5, 0.5, 0.5, 0.9), 4).of]).toEqual([1, 1, 1, 3]);
  });
});

describe('expectedCalibrationError', () => {
  it('weights the gap of each bin by its rows', () => {
    const p = Float64Array.of(0.2, 0.2, 0.9, 0.9);
    const y = Float64Array.of(0, 1, 1, 1);
    // |0.2 − 0.5| · ½ + |0.9 − 1| · ½.
    expect(expectedCalibrationError(binSums(p, y, equalWidthBins(p, 10)), 4)).toBeCloseTo(0.2, 14);
  });
});
