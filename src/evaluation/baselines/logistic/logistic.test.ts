import { describe, expect, it } from 'vitest';
import { EarlyHistory, findLeaks, type LeakSearch } from '../../../../test/support/leak-detector.js';
import { madeTrainingRows, snapshotWith } from '../../../../test/support/training-rows.js';
import { FIELD_LIST } from '../../../core/market-snapshot/fields/index.js';
import type { RegimeModel } from '../../../core/ports/regime-model.js';
import { climatology } from '../climatology.js';
import { TrainingHistory, type TrainingRow } from '../../matured-history.js';
import { FEATURES, featuresOf } from './features.js';
import { logisticModel } from './index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(2022, 0, 1);
/** A moment of a refit: the grid starts at the Unix epoch, a Thursday. */
const THURSDAY = Date.UTC(2022, 9, 6);
const rows = madeTrainingRows({ seed: 3, count: 400, strength: 1 });
const asked = snapshotWith(0, { change_24h_pct: 3, realized_vol: 0.6, rsi_14: 55 });
const probBull = async (model: RegimeModel, time: number): Promise<number> =>
  (await model.assess({ ...asked, timestamp_utc: new Date(time).toISOString() })).assessment.prob_bull;

describe('logistic baseline', () => {
  it('uses every number of a snapshot but prices, amounts of USD and drifting counts', () => {
    const leftOut = FIELD_LIST.filter(({ path }) => !FEATURES.includes(path));
    expect(leftOut.filter(({ field }) => field.feature)).toEqual([]);
    expect(leftOut.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'market.open_interest',
        'market.spot_price',
        'market.stablecoin_flows_ex',
        'market.volume_24h_usd',
        'onchain.whale_transfers',
      ]),
    );
    expect(FIELD_LIST.filter(({ path, field }) => FEATURES.includes(path) && field.masking === 'rescaled')).toEqual([]);
    expect(featuresOf(asked)).toHaveLength(FEATURES.length);
    expect(featuresOf(asked)[FEATURES.indexOf('market.rsi_14')]).toBe(55);
    expect(featuresOf(asked)[FEATURES.indexOf('onchain.mvrv')]).toBeNaN();
  });
  it('learns a planted dependence: better than climatology out of sample', async () => {
    const all = madeTrainingRows({ seed: 4, count: 1_500, strength: 1 });
    const model = logisticModel(new TrainingHistory(all));
    const history = new TrainingHistory(all);
    let brier = 0;
    let brierClimatology = 0;
    for (const row of all.slice(500)) {
      const p = (await model.assess(row.snapshot)).assessment.prob_bull;
      brier += (p - row.label.outcome) ** 2 / 1_000;
      brierClimatology += (climatology(history, row.decidedAt) - row.label.outcome) ** 2 / 1_000;
    }
    // With the true log-odds, z ~ N(0, 1), the expected Brier score is E[p(1 − p)] = 0.207.
    expect(brierClimatology).toBeGreaterThan(0.245);
    expect(brier).toBeLessThan(0.22);
  });
  it('answers climatology before it has rows enough, or rows of both kinds', async () => {
    const history = new TrainingHistory(rows);
    const early = FROM + 200 * DAY;
    expect(await probBull(logisticModel(history), early)).toBe(climatology(history, early));
    const bulls = new TrainingHistory(rows.filter((row) => row.label.outcome === 1));
    expect(await probBull(logisticModel(bulls, { minRows: 50 }), FROM + 400 * DAY)).toBeGreaterThan(0.9);
  });
  it('agrees with itself whatever was asked before, and in whatever order the rows came', async () => {
    const times = [300, 320, 340, 399].map((days) => FROM + days * DAY);
    const walked = logisticModel(new TrainingHistory(rows), { minRows: 100 });
    for (const time of times) {
      const fresh = logisticModel(new TrainingHistory([...rows].reverse()), { minRows: 100 });
      expect(await probBull(walked, time)).toBe(await probBull(fresh, time));
    }
  });
  it('refits weekly on a fixed grid', async () => {
    const model = logisticModel(new TrainingHistory(rows), { minRows: 100 });
    const week = await Promise.all([0, 1, 6].map((days) => probBull(model, THURSDAY + days * DAY)));
    expect(new Set(week).size).toBe(1);
    expect(await probBull(model, THURSDAY + 7 * DAY)).not.toBe(week[0]);
  });
  it('refuses options that mean nothing', () => {
    expect(() => logisticModel(new TrainingHistory([]), { penalty: 0 })).toThrow('penalty');
  });

  const search: LeakSearch<TrainingRow> = {
    rows,
    times: [0, 1, 7, 7.5, 28].map((days) => THURSDAY + days * DAY),
    fit: (history) => (time) => probBull(logisticModel(history, { minRows: 100 }), time),
  };
  it('uses no outcome that was not known', async () => {
    expect(await findLeaks(search)).toEqual([]);
  });
  it('scales by no row that had not matured', async () => {
    const wild = (row: TrainingRow): TrainingRow => ({
      ...row,
      snapshot: snapshotWith(row.decidedAt, { rsi_14: 1e6 }),
    });
    expect(await findLeaks({ ...search, change: wild })).toEqual([]);
    const planted = { ...search, history: (all: readonly TrainingRow[]) => new EarlyHistory(all, DAY), change: wild };
    expect(await findLeaks(planted)).not.toEqual([]);
  });
  it('is found out when its rows come one horizon early', async () => {
    const leaks = await findLeaks({ ...search, history: (all) => new EarlyHistory(all, DAY) });
    expect(leaks.map((leak) => leak.time)).toEqual([0, 7, 7.5, 28].map((days) => THURSDAY + days * DAY));
  });
});
