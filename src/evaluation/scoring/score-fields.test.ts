import { describe, expect, it } from 'vitest';
import { assessmentOf, calibrated, constant, options, row } from '../../../test/support/scored-rows.js';
import { normal } from '../../../test/support/training-rows.js';
import { seededRandom } from '../../core/ports/random.js';
import { scoreForecasts } from './score-forecasts.js';

describe('score fields', () => {
  it('finds the field that foretells the size of the move, and not the ones that foretell nothing', () => {
    const random = seededRandom(12);
    const rows = Array.from({ length: 600 }, (_, i) => {
      const risk = random.next();
      const horizonReturn = 0.02 * (0.3 + risk) * normal(random);
      return {
        ...row(i, 0.5, horizonReturn > 0 ? 1 : 0, horizonReturn),
        assessment: assessmentOf(risk, i % 3 === 0 ? null : random.next()),
      };
    });
    const fields = new Map(
      scoreForecasts(rows, constant(rows, 0.5), options()).score_fields.map((field) => [field.field, field]),
    );
    expect(fields.size).toBe(7);
    expect(fields.get('news_risk')?.with_absolute_return?.p_adjusted).toBeLessThan(1e-6);
    expect(fields.get('news_risk')?.with_absolute_return?.value).toBeGreaterThan(0.2);
    expect(fields.get('news_risk')?.with_return?.p_adjusted).toBeGreaterThan(0.05);
    expect(fields.get('trend_strength')).toMatchObject({ n: 400 });
    expect(fields.get('trend_strength')?.with_absolute_return?.p_adjusted).toBeGreaterThan(0.05);
    // Constant, and never given.
    expect(fields.get('btc_sentiment')).toEqual({
      field: 'btc_sentiment',
      n: 600,
      with_return: null,
      with_absolute_return: null,
    });
    expect(fields.get('liquidity_risk')).toMatchObject({ n: 0, with_return: null });
  });

  it('is empty for a forecaster that gives probabilities alone', () => {
    const rows = calibrated(50, 2);
    expect(scoreForecasts(rows, constant(rows, 0.5), options()).score_fields).toEqual([]);
  });
});
