import { describe, expect, it } from 'vitest';
import { EarlyHistory, findLeaks, type LeakSearch } from '../../../../test/support/leak-detector.js';
import { madeTrainingRows, snapshotWith } from '../../../../test/support/training-rows.js';
import type { RegimeModel } from '../../../core/ports/regime-model.js';
import { climatology } from '../climatology.js';
import { TrainingHistory, type TrainingRow } from '../../matured-history.js';
import { momentumModel } from './index.js';
import { pastReturn } from './past-return.js';
import { fitPersistence, persistenceOf } from './persistence.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const THURSDAY = Date.UTC(2022, 9, 6);

const probBull = async (model: RegimeModel, time: number, change: number | null, vol: number | null = 0.6) =>
  (await model.assess(snapshotWith(time, { change_24h_pct: change, realized_vol: vol }))).assessment.prob_bull;

describe('past return', () => {
  it('takes the look-back nearest to the horizon, in ratio', () => {
    const market = { return_1h_pct: 1, return_4h_pct: 2, change_24h_pct: 3, return_7d_pct: 4, return_30d_pct: 5 };
    const hoursFor = (horizon_hours: number) => pastReturn(snapshotWith(0, market, { horizon_hours }))?.hours;
    expect([0.5, 1, 6, 12, 24, 48, 100, 336, 2_000].map(hoursFor)).toEqual([1, 1, 4, 24, 24, 24, 168, 168, 720]);
  });
  it('measures it in standard deviations, where the volatility is known', () => {
    const vol = 0.5;
    const returnPct = -2 * vol * Math.sqrt(24 / 8_760) * 100;
    expect(pastReturn(snapshotWith(0, { change_24h_pct: returnPct, realized_vol: vol }))?.sigmas).toBeCloseTo(2, 12);
    expect(pastReturn(snapshotWith(0, { change_24h_pct: 1 }))?.sigmas).toBeNull();
    expect(pastReturn(snapshotWith(0, { change_24h_pct: 0 }))).toBeNull();
    expect(pastReturn(snapshotWith(0, {}))).toBeNull();
  });
});

describe('persistence', () => {
  it('is half without rows, and drawn to half with few', () => {
    expect(persistenceOf(fitPersistence([]), 1)).toBe(0.5);
    const one = madeTrainingRows({ seed: 5, count: 1 });
    expect([1 / 3, 2 / 3]).toContain(fitPersistence(one).overall);
  });
  it('finds nothing where there is nothing, and the strength by size where there is', () => {
    const none = fitPersistence(madeTrainingRows({ seed: 6, count: 3_000, strength: 0 }));
    for (const share of [none.overall, ...none.byClass]) expect(Math.abs(share - 0.5)).toBeLessThan(0.04);
    const strong = fitPersistence(madeTrainingRows({ seed: 7, count: 3_000, strength: 1 }));
    // P(same sign) = E[1 / (1 + e^−|z|)] over thirds of |z|, z ~ N(0, 1): 0.554, 0.664, 0.804; standard error about 0.015.
    for (const [i, share] of [0.554, 0.664, 0.804].entries()) {
      expect(Math.abs(strong.byClass[i]! - share)).toBeLessThan(0.045);
    }
    const against = fitPersistence(madeTrainingRows({ seed: 7, count: 3_000, strength: -1 }));
    expect(against.overall).toBeLessThan(0.4);
  });
  it('trusts overlapping windows less', () => {
    const apart = fitPersistence(madeTrainingRows({ seed: 8, count: 60, strength: 3 }));
    const overlapping = fitPersistence(madeTrainingRows({ seed: 8, count: 60, strength: 3, stepMs: HOUR }));
    expect(apart.overall).toBeGreaterThan(overlapping.overall);
    expect(overlapping.overall).toBeGreaterThan(0.5);
  });
  it('counts by hand', () => {
    const rows = [1, -1, 2, -2, 3, -3].map((move, i): TrainingRow => {
      const template = madeTrainingRows({ seed: 9, count: 1, from: i * DAY })[0]!;
      // Moves of 1 and 2 % go on up only; moves of 3 % always go on.
      const outcome = move === -3 ? 0 : 1;
      const snapshot = snapshotWith(i * DAY, { change_24h_pct: move, realized_vol: 0.6 });
      return { ...template, snapshot, label: { ...template.label, outcome } };
    });
    const fit = fitPersistence(rows);
    expect(fit.count).toBe(6);
    expect(fit.overall).toBe(5 / 8);
    const chance = (5 / 8) * (3 / 8) * (1 / 2);
    const between = ((1 / 2 - 5 / 8) ** 2 * 2 + (1 - 5 / 8) ** 2) / 3 - chance;
    expect(between).toBeLessThan(0);
    expect(fit.byClass).toEqual([5 / 8, 5 / 8, 5 / 8]);
  });
});

describe('momentum baseline', () => {
  const rows = madeTrainingRows({ seed: 10, count: 400, strength: 1.5 });
  it('leans with the last move, as far as the past supports', async () => {
    const model = momentumModel(new TrainingHistory(rows));
    const small = await probBull(model, THURSDAY, 0.3);
    const large = await probBull(model, THURSDAY, 6);
    expect(large).toBeGreaterThan(small);
    expect(small).toBeGreaterThan(0.5);
    expect(await probBull(model, THURSDAY, -6)).toBeCloseTo(1 - large, 12);
    const unknownSize = await probBull(model, THURSDAY, 6, null);
    expect(unknownSize).toBeGreaterThan(small);
    expect(unknownSize).toBeLessThan(large);
  });
  it('answers climatology where the snapshot has no past return, and one half without a past', async () => {
    const history = new TrainingHistory(rows);
    expect(await probBull(momentumModel(history), THURSDAY, null)).toBe(climatology(history, THURSDAY));
    expect(await probBull(momentumModel(new TrainingHistory([])), THURSDAY, 6)).toBe(0.5);
  });
  const search: LeakSearch<TrainingRow> = {
    rows,
    times: [0, 1, 7, 28].map((days) => THURSDAY + days * DAY),
    fit: (history) => (time) => probBull(momentumModel(history), time, 2),
  };
  it('uses no outcome that was not known', async () => {
    expect(await findLeaks(search)).toEqual([]);
  });
  it('is found out when its rows come one horizon early', async () => {
    const leaks = await findLeaks({ ...search, history: (all) => new EarlyHistory(all, DAY) });
    expect(leaks.map((leak) => leak.time)).toEqual([0, 7, 28].map((days) => THURSDAY + days * DAY));
  });
});
