import { describe, expect, it } from 'vitest';
import { assessmentOf, calibrated, constant, DAY, HOUR, options, row, T0 } from '../../../test/support/scored-rows.js';
import { scoreForecasts } from './score-forecasts.js';

describe('slices', () => {
  it('divides by regime, confidence, volatility, hour and month, adjusted together', () => {
    const rows = calibrated(400, 6).map((r, i) => ({
      ...r,
      decidedAt: T0 + i * 7 * HOUR,
      assessment: assessmentOf((i % 10) / 10, null),
    }));
    const volatility = rows.map((_, i) => (i % 4 === 3 ? null : i));
    const { slices } = scoreForecasts(rows, constant(rows, 0.5), { ...options(DAY, 7 * HOUR), volatility });
    const of = (key: string) => slices.filter((slice) => slice.key === key);
    expect(of('regime').map((slice) => slice.value)).toEqual(['bear', 'bull', 'neutral']);
    expect(of('confidence').map((slice) => [slice.value, slice.n])).toEqual([
      ['high', 160],
      ['low', 240],
    ]);
    expect(of('volatility').map((slice) => [slice.value, slice.n])).toEqual([
      ['1-low', 100],
      ['2-middle', 100],
      ['3-high', 100],
    ]);
    expect(of('hour')).toHaveLength(24);
    expect(of('month').map((slice) => slice.value)).toEqual(['2024-01', '2024-02', '2024-03', '2024-04']);
    for (const key of ['regime', 'confidence', 'hour', 'month']) {
      expect(of(key).reduce((sum, slice) => sum + slice.n, 0)).toBe(400);
    }
    for (const slice of slices) expect(slice.p_adjusted ?? 1).toBeGreaterThanOrEqual(slice.p_value ?? 0);
    const tested = slices.filter((slice) => slice.p_value !== null);
    expect(Math.max(...tested.map((slice) => slice.p_adjusted!))).toBe(
      Math.max(...tested.map((slice) => slice.p_value!)),
    );
  });

  it('scores a slice by its own rows', () => {
    const rows = [row(0, 0.9, 1, 0.01), row(1, 0.9, 0, -0.01), row(2, 0.1, 0, -0.01)];
    const { slices } = scoreForecasts(rows, [0.5, 0.5, 0.4], options());
    expect(slices.find((slice) => slice.value === 'bull')).toMatchObject({
      n: 2,
      brier_skill: 1 - (0.01 + 0.81) / 0.5,
    });
    expect(slices.find((slice) => slice.value === 'bear')?.brier_skill).toBeCloseTo(1 - 0.01 / 0.16, 13);
    expect(slices.some((slice) => slice.key === 'confidence')).toBe(false);
  });
});
