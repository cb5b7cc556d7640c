import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probabilityAssessment } from '../baselines/baseline-model.js';
import { snapshotWith } from '../../../test/support/training-rows.js';
import { regimeAssessmentSchema } from '../../core/regime/schema.js';
import { RECALIBRATION_KINDS, type CalibrationRow } from './recalibration.js';
import { recalibrateAssessment } from './recalibrate-assessment.js';
import { recalibrator } from './recalibrator.js';
import { restoreRecalibration } from './restore.js';

const probability = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
);
const outcome = fc.constantFrom<(0 | 1)[]>(0, 1);
const rows = fc.array(fc.record({ p: probability, outcome }), { minLength: 1, maxLength: 60 });
const GRID = Array.from({ length: 201 }, (_, i) => i / 200);

describe.each(RECALIBRATION_KINDS)('%s', (kind) => {
  const { fit } = recalibrator(kind);
  it('never reverses the order of two probabilities, and stays within its bounds', () => {
    fc.assert(
      fc.property(rows, fc.array(probability, { maxLength: 20 }), (past, more) => {
        const asked = [...GRID, ...more, ...past.map((row) => row.p)].sort((a, b) => a - b);
        const applied = asked.map(fit(past).apply);
        const least = (i: number): number => Math.max(0.01, applied[i - 1] ?? 0);
        expect(applied.filter((p, i) => !(p >= least(i) && p <= 0.99))).toEqual([]);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(
        rows.chain((past) => fc.tuple(fc.constant(past), fc.shuffledSubarray(past, { minLength: past.length }))),
        ([past, shuffled]) => {
          expect(fit(shuffled).document()).toEqual(fit(past).document());
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });
  it('comes back from storage as it was', () => {
    fc.assert(
      fc.property(rows, (past) => {
        const fitted = fit(past);
        const restored = restoreRecalibration(JSON.parse(JSON.stringify(fitted.document())));
        expect(GRID.map(restored.apply)).toEqual(GRID.map(fitted.apply));
        expect(restored.describe()).toBe(fitted.describe());
      }),
      { seed: 3, numRuns: 100 },
    );
  });
  it('ends on a past that a threshold separates, on one label, one probability, one row', () => {
    const separated = [0.2, 0.3, 0.7, 0.8].map((p): CalibrationRow => ({ p, outcome: p > 0.5 ? 1 : 0 }));
    expect(fit(separated).apply(0.9)).toBeGreaterThan(0.7);
    const bulls = separated.map(({ p }): CalibrationRow => ({ p, outcome: 1 }));
    expect(fit(bulls).apply(0.1)).toBeGreaterThan(0.6);
    const same = [0, 1, 1, 1].map((y): CalibrationRow => ({ p: 0.4, outcome: y === 1 ? 1 : 0 }));
    const level = fit(same).apply(0.4);
    expect(GRID.map(fit(same).apply).every((p) => Math.abs(p - level) < 1e-12)).toBe(true);
    expect(level).toBeGreaterThan(0.5);
    expect(Number.isFinite(fit(separated.slice(0, 1)).apply(0.5))).toBe(true);
  });
  it('flattens an opinion that is right when reversed, and does not reverse it', () => {
    const reversed = Array.from({ length: 200 }, (_, i): CalibrationRow => ({
      p: (i % 10) / 10 + 0.05,
      outcome: i % 10 < 5 ? 1 : 0,
    }));
    const { apply } = fit(reversed);
    expect(apply(0.95)).toBeCloseTo(apply(0.05), 9);
    expect(apply(0.5)).toBeCloseTo(0.5, 9);
  });
  it('refuses what is not a probability', () => {
    expect(() => fit([{ p: 1.2, outcome: 1 }])).toThrow('1.2');
    const { apply } = fit([{ p: 0.5, outcome: 1 }]);
    expect(() => apply(Number.NaN)).toThrow('NaN');
    expect(() => apply(-0.1)).toThrow('-0.1');
  });
  it('is the identity without rows, and says so', () => {
    const nothing = fit([]);
    expect(GRID.map(nothing.apply)).toEqual(GRID);
    expect(nothing.document()).toEqual({ kind: 'identity' });
    expect(nothing.describe()).toContain('No recalibration');
  });
});

describe('stored recalibrations', () => {
  it('are refused where they are invalid', () => {
    const level = { kind: 'isotonic', rows: 3, thresholds: [0.1, 0.2], values: [0.3, 0.4] };
    expect(restoreRecalibration(level).apply(0.15)).toBeCloseTo(0.35, 12);
    for (const broken of [
      null,
      { kind: 'magic' },
      { kind: 'platt', rows: 3, slope: -1, intercept: 0 },
      { kind: 'beta', rows: 3, a: 1, b: 1, c: null },
      { ...level, values: [0.4, 0.3] },
      { ...level, thresholds: [0.1] },
    ]) {
      expect(() => restoreRecalibration(broken)).toThrow('Not a stored recalibration');
    }
  });
});

describe('recalibrated assessments', () => {
  const asked = probabilityAssessment(snapshotWith(0, {}), { probBull: 0.9, reason: 'A reason of its own.' });
  it('name the regime anew and keep the words of the model', () => {
    const flat = restoreRecalibration({ kind: 'platt', rows: 500, slope: 0.1, intercept: 0 });
    const found = recalibrateAssessment({ ...asked, dispersion: 0.3 }, flat);
    expect(found).toEqual({
      ...asked,
      dispersion: 0.3,
      prob_bull: flat.apply(0.9),
      prob_bear: 1 - flat.apply(0.9),
      regime_label: 'neutral',
    });
    expect(regimeAssessmentSchema.parse(found)).toEqual(found);
  });
  it('are untouched by the identity', () => {
    expect(recalibrateAssessment(asked, restoreRecalibration({ kind: 'identity' }))).toBe(asked);
  });
});
