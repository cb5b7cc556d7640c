import { describe, expect, it } from 'vitest';
import { expectClose, referenceOf } from '../../../test/support/reference.js';
import { fitBeta } from './beta.js';
import { fitIsotonic } from './isotonic.js';
import { fitPlatt } from './platt.js';
import type { CalibrationRow } from './recalibration.js';
import { recalibrationOf } from './restore.js';

interface Data {
  p: number[];
  y: (0 | 1)[];
  grid: number[];
  applied: number[];
}
interface Line {
  slope: number;
  intercept: number;
}
interface Reference {
  platt: (Data & Line & { smoothed: Line; smoothed_sklearn: Line })[];
  beta: (Data & { unconstrained: [number, number]; a: number; b: number; c: number })[];
  isotonic: (Data & { thresholds: number[]; values: number[] })[];
}
const reference = referenceOf('calibration') as Reference;
const rowsOf = ({ p, y }: Data): CalibrationRow[] => p.map((value, i) => ({ p: value, outcome: y[i]! }));

describe('against scikit-learn and statsmodels', () => {
  it('Platt scaling, with plain and with smoothed targets', () => {
    for (const data of reference.platt) {
      const plain = fitPlatt(rowsOf(data), { smoothTargets: false });
      expectClose([plain.slope, plain.intercept], [data.slope, data.intercept], 1e-9);
      const { apply } = recalibrationOf(plain);
      expectClose(data.grid.map(apply), data.applied, 1e-9);
      const smoothed = fitPlatt(rowsOf(data));
      expectClose([smoothed.slope, smoothed.intercept], [data.smoothed.slope, data.smoothed.intercept], 1e-9);
      // scikit-learn's own smoothed fit stops at a coarser tolerance.
      const loose = data.smoothed_sklearn;
      expectClose([smoothed.slope, smoothed.intercept], [loose.slope, loose.intercept], 1e-6);
    }
  });
  it('beta calibration, with each sign of the unconstrained solution', () => {
    const signs = reference.beta.map(({ unconstrained }) => unconstrained.map(Math.sign));
    expect(signs).toEqual([
      [1, 1],
      [-1, 1],
      [1, -1],
    ]);
    for (const data of reference.beta) {
      const found = fitBeta(rowsOf(data), { smoothTargets: false });
      expectClose([found.a, found.b, found.c], [data.a, data.b, data.c], 1e-9);
      expectClose(data.grid.map(recalibrationOf(found).apply), data.applied, 1e-9);
    }
  });
  it('isotonic regression, with ties and beyond the range', () => {
    for (const data of reference.isotonic) {
      const found = fitIsotonic(rowsOf(data));
      expectClose(found.thresholds, data.thresholds, 1e-12);
      expectClose(found.values, data.values, 1e-12);
      expectClose(data.grid.map(recalibrationOf(found).apply), data.applied, 1e-12);
    }
  });
});
