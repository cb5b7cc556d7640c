import { describe, expect, it } from 'vitest';
import { calibrated, constant, options } from '../../../test/support/scored-rows.js';
import { compareForecasts } from './compare-forecasts.js';
import { forecastComparisonSchema } from './schema.js';
import { scoreForecasts } from './score-forecasts.js';

describe('compareForecasts', () => {
  it('finds the better of two, and the same difference mirrored', () => {
    const a = calibrated(500, 8);
    const b = a.map((r) => ({ ...r, probBull: 0.5 }));
    const forward = compareForecasts(a, b, options());
    const backward = compareForecasts(b, a, options());
    expect(backward.brier.difference).toBeCloseTo(-forward.brier.difference, 14);
    expect(forward.brier.diebold_mariano?.p_better).toBeLessThan(1e-6);
    expect(forward.log.diebold_mariano?.p_better).toBeLessThan(1e-6);
    expect(forward.brier.difference_interval!.high).toBeLessThan(0);
    expect(backward.brier.difference_interval!.low).toBeGreaterThan(0);
    expect(forecastComparisonSchema.parse(JSON.parse(JSON.stringify(forward)))).toEqual(forward);
    // What is detectable is, in scores, what the test of skill finds.
    const { brier } = scoreForecasts(a, constant(a, 0.5), options());
    expect(forward.brier).toEqual({ ...brier, minimum_detectable_skill: forward.brier.minimum_detectable_skill });
  });

  it('finds no difference in a forecaster beside itself', () => {
    const a = calibrated(100, 8);
    expect(compareForecasts(a, a, options()).brier).toMatchObject({ difference: 0, skill: 0, diebold_mariano: null });
  });

  it('refuses decisions that are not the same', () => {
    const a = calibrated(3, 8);
    const later = a.map((r) => ({ ...r, decidedAt: r.decidedAt + 1 }));
    const other = a.map((r) => ({ ...r, label: { ...r.label, outcome: (1 - r.label.outcome) as 0 | 1 } }));
    expect(() => compareForecasts(a, a.slice(1), options())).toThrow('There are 3 forecasts but 2');
    expect(() => compareForecasts(a, later, options())).toThrow('Decision 0 of the two forecasters differs');
    expect(() => compareForecasts(a, other, options())).toThrow('Decision 0 of the two forecasters differs');
  });
});
