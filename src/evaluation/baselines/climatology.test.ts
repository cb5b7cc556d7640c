import { describe, expect, it } from 'vitest';
import { EarlyHistory, findLeaks } from '../../../test/support/leak-detector.js';
import { madeTrainingRows, snapshotWith } from '../../../test/support/training-rows.js';
import { regimeAssessmentSchema } from '../../core/regime/schema.js';
import { climatology, climatologyModel } from './climatology.js';
import { TrainingHistory } from '../matured-history.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2022, 0, 1);
const rows = madeTrainingRows({ seed: 1, count: 400, strength: 0 });
const times = [0, 1, 2, 50, 399, 400, 401].map((days) => FROM + days * DAY);

describe('climatology', () => {
  it('is the smoothed share of bull labels among the decisions whose window had closed', () => {
    const history = new TrainingHistory([...rows].reverse());
    for (const time of times) {
      const matured = rows.filter((row) => row.maturesAt <= time);
      const bulls = matured.filter((row) => row.label.outcome === 1).length;
      expect(climatology(history, time)).toBe((bulls + 1) / (matured.length + 2));
    }
    expect(climatology(history, FROM)).toBe(0.5);
  });
  it('answers as a baseline, with what it counted', async () => {
    const model = climatologyModel(new TrainingHistory(rows));
    const decision = await model.assess(snapshotWith(FROM + 2 * DAY, {}));
    const bulls = rows[0]!.label.outcome + rows[1]!.label.outcome;
    regimeAssessmentSchema.parse(decision.assessment);
    expect(decision.model).toEqual({ id: 'baseline/climatology-1', kind: 'baseline', version: null });
    expect(decision.assessment.prob_bull).toBe((bulls + 1) / 4);
    expect(decision.assessment.factors_summary).toEqual([
      `${bulls} of the 2 decisions whose window had closed were bull.`,
    ]);
  });
  it('uses no outcome that was not known', async () => {
    expect(await findLeaks({ rows, times, fit: (history) => (time) => climatology(history, time) })).toEqual([]);
  });
  it('is found out when its rows come one horizon early', async () => {
    const leaks = await findLeaks({
      rows,
      times: times.slice(0, 5),
      fit: (history) => (time) => climatology(history, time),
      history: (all) => new EarlyHistory(all, DAY),
    });
    expect(leaks.map((leak) => leak.time)).toEqual(times.slice(0, 5));
  });
  it('asks each decision for a search, not for a walk through the past', () => {
    const many = new TrainingHistory(madeTrainingRows({ seed: 2, count: 20_000, stepMs: HOUR }));
    const asked = (count: number): number => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += climatology(many, FROM + (i % 20_000) * HOUR);
      return sum;
    };
    // 400,000 walks through 20,000 rows would be 8e9 steps, far over the time limit of a test.
    expect(asked(400_000)).toBeGreaterThan(0);
  });
});
