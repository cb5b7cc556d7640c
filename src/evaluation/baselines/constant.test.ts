import { expect, it } from 'vitest';
import { snapshotWith } from '../../../test/support/training-rows.js';
import { regimeAssessmentSchema } from '../../core/regime/schema.js';
import { probabilityAssessment } from './baseline-model.js';
import { constantModel } from './constant.js';

const snapshot = snapshotWith(Date.UTC(2024, 0, 1), { return_7d_pct: 30 });

it('says one half, as a baseline, without scores', async () => {
  const { assessment, model, usage } = await constantModel.assess(snapshot);
  expect(regimeAssessmentSchema.parse(assessment)).toEqual(assessment);
  expect(assessment).toMatchObject({
    prob_bull: 0.5,
    prob_bear: 0.5,
    regime_label: 'neutral',
    confidence_level: 'low',
    horizon_hours: 24,
    base_asset: 'BTCUSDT',
    timestamp_utc: '2024-01-01T00:00:00.000Z',
  });
  expect(Object.values(assessment.scores).every((score) => score === null)).toBe(true);
  expect({ model, usage }).toEqual({
    model: { id: 'baseline/constant-1', kind: 'baseline', version: null },
    usage: null,
  });
});
it('names the regime of any probability, and refuses anything else', () => {
  const label = (probBull: number) => probabilityAssessment(snapshot, { probBull, reason: 'x' }).regime_label;
  expect([0.7, 0.6, 0.4, 0.3].map(label)).toEqual(['bull', 'neutral', 'neutral', 'bear']);
  expect(() => label(Number.NaN)).toThrow('NaN');
  expect(() => label(1.01)).toThrow('1.01');
});
