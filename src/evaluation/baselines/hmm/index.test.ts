import { describe, expect, it } from 'vitest';
import { EarlyHistory, withOppositeLabel } from '../../../../test/support/leak-detector.js';
import { snapshotWith } from '../../../../test/support/training-rows.js';
import { BarSeries } from '../../../core/bars.js';
import { UnavailableError } from '../../../core/errors.js';
import type { RegimeModel } from '../../../core/ports/regime-model.js';
import { regimeAssessmentSchema } from '../../../core/regime/schema.js';
import { climatology } from '../climatology.js';
import { TrainingHistory, type TrainingRow } from '../../matured-history.js';
import { baumWelchTables, expectation } from './baum-welch.js';
import { filterStates } from './filter-states.js';
import { FROM, madeDecisions, madeMarket, withOtherFuture } from './fixtures/made-market.js';
import { prepareHmm } from './forward.js';
import { hmmModel, type HmmOptions } from './index.js';
import { DayObservations } from './day-observations.js';
import { fitDays, daysEndedBy, WeeklyFits } from './weekly-fits.js';
import { DAY, HOUR } from '../../../core/time.js';

const WEEK = 7 * DAY;
const market = madeMarket(420, 5);
const rows = madeDecisions(market);
const history = new TrainingHistory(rows);
const ask = async (model: RegimeModel, time: number): Promise<number> =>
  (await model.assess(snapshotWith(time, {}))).assessment.prob_bull;

type Fit = (bars: BarSeries, history: TrainingHistory) => (time: number) => number | Promise<number>;

/** Moments at which the answer changes when every later bar and every unmatured label is changed. */
async function leaks(
  times: readonly number[],
  fit: Fit,
  known = (all: readonly TrainingRow[]) => new TrainingHistory(all),
) {
  const found: number[] = [];
  for (const time of times) {
    const answer = await fit(market.bars, known(rows))(time);
    const otherRows = rows.map((row) => (row.maturesAt > time ? withOppositeLabel(row) : row));
    const other = await fit(withOtherFuture(market.bars, time), known(otherRows))(time);
    if (!Object.is(answer, other)) found.push(time);
  }
  return found;
}
const honest =
  (options: HmmOptions = {}): Fit =>
  (bars, past) => {
    const model = hmmModel(bars, past, { minDays: 60, ...options });
    return (time) => ask(model, time);
  };
// Before, at and after refits (Thursdays 00:00 UTC), and at odd minutes.
const refit = Math.ceil((FROM + 300 * DAY) / WEEK) * WEEK;
const times = [FROM + 40 * DAY, refit - 1, refit, refit + 1, refit + 5 * HOUR + 17 * 60_000, refit + 30 * DAY];

describe('the HMM baseline and the future', () => {
  it.each([2, 3, 4] as const)('uses no bar and no label that was not known, with %d states', async (states) => {
    expect(await leaks(times, honest({ states }))).toEqual([]);
  });
  it('is found out when labels come one horizon early', async () => {
    const found = await leaks(times.slice(1), honest(), (all) => new EarlyHistory(all, DAY));
    expect(found).toEqual(times.slice(1));
  });
  it('is found out when bars come one hour early', async () => {
    const early: Fit = (bars, past) => {
      const openTime = bars.openTime.map((time) => time - HOUR);
      const { open, high, low, close, volume } = bars;
      return honest()(BarSeries.fromColumns('BTCUSDT', HOUR, { openTime, open, high, low, close, volume }), past);
    };
    expect(await leaks(times.slice(1), early)).toEqual(times.slice(1));
  });
  it('is found out when states are smoothed instead of filtered', async () => {
    const stateAt =
      (smooth: boolean): Fit =>
      (bars) =>
      (time) => {
        const source = new DayObservations(bars);
        const { parameters } = new WeeklyFits(source, { states: 2, seed: 1, minDays: 60 }).at(time)!;
        const known = daysEndedBy(source, time).rows;
        const all = daysEndedBy(source, Infinity);
        if (!smooth) return filterStates(all, parameters).probabilities[known * 2 - 1]!;
        const tables = baumWelchTables(all.rows, 2);
        expectation(prepareHmm(parameters), all, tables);
        return tables.smoothed[known * 2 - 1]!;
      };
    expect(await leaks(times.slice(1), stateAt(false))).toEqual([]);
    expect(await leaks(times.slice(1), stateAt(true))).toEqual(times.slice(1));
  });
});

describe('the HMM baseline', () => {
  it('leans nearly as far as one who sees the planted states would', async () => {
    const off: Record<'calm' | 'wild', number[]> = { calm: [], wild: [] };
    let otherSide = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const made = madeMarket(420, seed);
      const decisions = madeDecisions(made);
      const past = new TrainingHistory(decisions);
      const model = hmmModel(made.bars, past, { minDays: 60 });
      const calmAt = (time: number) => made.states[made.bars.indexAtOrAfter(time)] === 1;
      for (let time = FROM + 250 * DAY; time < FROM + 419 * DAY; time += 6 * HOUR) {
        const calm = calmAt(time - HOUR);
        const alike = decisions.filter((row) => row.maturesAt <= time && calmAt(row.decidedAt) === calm);
        const bulls = alike.filter((row) => row.label.outcome === 1).length;
        const seeing = (bulls + 20 * climatology(past, time)) / (alike.length + 20);
        expect(calm ? seeing : 1 - seeing).toBeGreaterThan(0.6);
        const answer = await ask(model, time);
        off[calm ? 'calm' : 'wild'].push(answer - seeing);
        if (answer > 0.5 !== seeing > 0.5) otherSide += 1;
      }
    }
    // States stay 30 days, and a change is seen within a day: 1 decision in 30 is taken for the other state, which costs
    // 0.6 / 30 at once, and about as much again by what it adds to the other state's record.
    for (const values of Object.values(off)) {
      expect(values.length).toBeGreaterThan(2_000);
      expect(Math.abs(values.reduce((a, b) => a + b, 0) / values.length)).toBeLessThan(0.05);
    }
    expect(otherSide / (off.calm.length + off.wild.length)).toBeLessThan(0.05);
  });
  it('is Σ P(state) · shrunk share of bull, counted by hand', async () => {
    const time = refit + 3 * DAY + 7 * HOUR;
    const source = new DayObservations(market.bars);
    const { parameters } = new WeeklyFits(source, { states: 3, seed: 1, minDays: 60 }).at(time)!;
    const uniform = { ...parameters, start: new Float64Array(3).fill(1 / 3) };
    /** The days that end at the hour of `at`, each filtered on its own: no interleaving. */
    const stateAt = (at: number): Float64Array => {
      const days: number[] = [];
      for (let end = FROM + DAY + ((at - FROM) % DAY); end <= at; end += DAY) {
        const day = market.bars.between(end - DAY, end);
        // Without holes a bar opens at the close before it, and its own range reaches there.
        const squares = day.high.reduce((sum, high, i) => sum + Math.log(high / day.low[i]!) ** 2, 0);
        const volatility = Math.sqrt(squares / Math.log(16));
        days.push(Math.log(day.close.at(-1)! / day.open[0]!) / volatility, Math.log(volatility));
      }
      const observations = { values: Float64Array.from(days), rows: days.length / 2, columns: 2 };
      return filterStates(observations, uniform).probabilities.slice(-3);
    };
    const matured = rows.filter((row) => row.maturesAt <= time);
    const usual = climatology(history, time);
    let expected = 0;
    for (const [k, p] of stateAt(time).entries()) {
      let windows = 0;
      let bulls = 0;
      for (const row of matured) {
        const weight = stateAt(row.decidedAt)[k]!;
        windows += weight;
        bulls += weight * row.label.outcome;
      }
      expected += (p * (bulls + 20 * usual)) / (windows + 20);
    }
    const answer = await ask(hmmModel(market.bars, history, { states: 3, minDays: 60 }), time);
    expect(answer).toBeCloseTo(expected, 12);
  });
  it('answers the same whenever it is first asked, and in whatever order', async () => {
    const ascending = hmmModel(market.bars, history, { minDays: 60 });
    const series: [number, number][] = [];
    for (let time = FROM + 100 * DAY; time < FROM + 400 * DAY; time += 5 * DAY + 3 * HOUR) {
      series.push([time, await ask(ascending, time)]);
    }
    const descending = hmmModel(market.bars, history, { minDays: 60 });
    for (const [time, answer] of series.reverse()) expect(await ask(descending, time)).toBe(answer);
    for (const [time, answer] of series.slice(0, 3)) {
      expect(await ask(hmmModel(market.bars, history, { minDays: 60 }), time)).toBe(answer);
    }
  });
  it('weighs evidence by the time it spans, not by how often decisions were made', async () => {
    const time = refit + 2 * DAY;
    const withLabels = (stepMs: number) =>
      madeDecisions(market, { stepMs }).map((row) => ({ ...row, label: { ...row.label, outcome: 1 as const } }));
    const model = (stepMs: number) => hmmModel(market.bars, new TrainingHistory(withLabels(stepMs)), { minDays: 60 });
    const windows = async (stepMs: number) => {
      const { assessment } = await model(stepMs).assess(snapshotWith(time, {}));
      return Number(/record of (\d+) independent/.exec(assessment.factors_summary[0]!)![1]);
    };
    // Not 24 times as many; they differ in the hours at which a change of state is seen.
    expect((await windows(HOUR)) / (await windows(DAY))).toBeCloseTo(1, 1);
  });
  it('gives a baseline document that names the state', async () => {
    const model = hmmModel(market.bars, history, { states: 3, minDays: 60 });
    const decision = await model.assess(snapshotWith(refit, {}));
    expect(regimeAssessmentSchema.parse(decision.assessment)).toEqual(decision.assessment);
    expect(decision.model).toEqual({ id: 'baseline/hmm-3-1', kind: 'baseline', version: null });
    expect(decision.assessment.factors_summary[0]).toMatch(
      /^State [123] of 3 \((calm|medium|wild), mean [+−]\d+\.\d\d % a day\) with probability [01]\.\d\d; its record of \d+ independent windows, drawn to climatology, says bull in \d+\.\d %\.$/,
    );
  });
  it('answers climatology until it has days enough, and nothing without bars', async () => {
    const model = hmmModel(market.bars, history);
    const early = await model.assess(snapshotWith(FROM + 179 * DAY, {}));
    expect(early.assessment.prob_bull).toBe(climatology(history, FROM + 179 * DAY));
    expect(early.assessment.factors_summary[0]).toContain('Fewer than 180 days to fit states to');
    const firstFit = Math.ceil((FROM + 180 * DAY) / WEEK) * WEEK;
    expect((await model.assess(snapshotWith(firstFit - 1, {}))).assessment.factors_summary[0]).toContain('Fewer than');
    expect((await model.assess(snapshotWith(firstFit, {}))).assessment.factors_summary[0]).toContain('State ');

    const end = market.bars.closeTime(market.bars.length - 1);
    await expect(ask(model, end + DAY)).resolves.toBeGreaterThan(0);
    for (const time of [FROM, FROM + DAY - 1, end + DAY + 1]) {
      await expect(ask(model, time)).rejects.toThrow(UnavailableError);
    }
    const none = hmmModel(BarSeries.allocate('BTCUSDT', HOUR, 0), history);
    await expect(ask(none, FROM)).rejects.toThrow('No day of BTCUSDT bars ends within 24 h before 2022-01-01');
  });
  it('refuses options and bars that it cannot work with', () => {
    const make =
      (options: object, bars = market.bars) =>
      () =>
        hmmModel(bars, history, options);
    expect(make({ states: 5 })).toThrow('states is 5, not 2, 3 or 4.');
    expect(make({ minDays: 19 })).toThrow('minDays is 19, not an integer of at least 20.');
    expect(make({ pseudoCount: 0 })).toThrow('pseudoCount is 0, not above 0.');
    expect(make({}, BarSeries.allocate('X', 7 * HOUR, 0))).toThrow('cannot show the volatility');
    expect(make({}, BarSeries.allocate('X', 7 * 60_000, 0))).toThrow('cannot show the volatility');
    expect(make({}, BarSeries.allocate('X', DAY, 0))).toThrow('cannot show the volatility');
  });
  it('stays finite where the price never moves', async () => {
    const flat = BarSeries.fromRows(
      'BTCUSDT',
      HOUR,
      Array.from({ length: 100 * 24 }, (_, i) => ({
        openTime: FROM + i * HOUR,
        open: 10,
        high: 10,
        low: 10,
        close: 10,
        volume: 0,
      })),
    );
    const time = FROM + 100 * DAY;
    const answer = await ask(hmmModel(flat, history, { minDays: 60 }), time);
    // Its states are all alike, so that each has the same record: a share of the windows and of the bulls.
    const matured = history.countMaturedBy(time);
    const expected = (history.bullsMaturedBy(time) / 2 + 20 * climatology(history, time)) / (matured / 2 + 20);
    expect(answer).toBeCloseTo(expected, 3);
  });
  it('walks through three years of hourly decisions in seconds', async () => {
    const long = madeMarket(3 * 365, 9);
    const decisions = madeDecisions(long, { stepMs: 2.5 * HOUR });
    expect(decisions.length).toBeGreaterThan(10_000);
    const model = hmmModel(long.bars, new TrainingHistory(decisions));
    const started = performance.now();
    for (const { decidedAt } of decisions) await ask(model, decidedAt);
    // Measured 0.9 s; a filter pass for each decision instead of each refit would take over a minute.
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('weekly fits', () => {
  const source = new DayObservations(market.bars);
  it('are made from the days that had ended, in a chain that the first question does not move', () => {
    const options = { states: 2, seed: 1, minDays: 60 };
    const asked = new WeeklyFits(source, options);
    expect(asked.at(FROM + 59 * DAY)).toBeNull();
    const late = asked.at(refit)!;
    expect(late.days).toBe((refit - FROM) / DAY);
    expect(late).toBe(asked.at(refit + WEEK - 1));
    expect(late).not.toBe(asked.at(refit - 1));
    const walked = new WeeklyFits(source, options);
    for (let time = FROM; time < refit; time += WEEK) walked.at(time);
    expect(walked.at(refit)).toEqual(late);
  });
  it('end where a fit of its own ends, for all that each began at the one before it', () => {
    const warm = new WeeklyFits(source, { states: 2, seed: 1, minDays: 60 }).at(refit)!.parameters;
    const cold = fitDays(daysEndedBy(source, refit), { states: 2, seed: 3 }).parameters;
    for (const name of ['means', 'variances', 'transitions'] as const) {
      for (const [i, value] of cold[name].entries()) expect(warm[name][i]).toBeCloseTo(value, 3);
    }
    // The planted states: falling wildly, rising calmly.
    expect(warm.means[0]).toBeLessThan(0);
    expect(warm.means[2]).toBeGreaterThan(0);
    expect(warm.means[1]).toBeGreaterThan(warm.means[3]! + 0.5);
    expect(warm.transitions[0]).toBeGreaterThan(0.9);
    expect(warm.transitions[3]).toBeGreaterThan(0.9);
  });
  it('do not change while no new day comes', () => {
    const fits = new WeeklyFits(source, { states: 2, seed: 1, minDays: 60 });
    const end = market.bars.closeTime(market.bars.length - 1);
    expect(fits.at(end + 50 * WEEK)).toBe(fits.at(end + WEEK));
  });
});
