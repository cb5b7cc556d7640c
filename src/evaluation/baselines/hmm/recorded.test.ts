import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasTestData, SKIP_REASON, testDataPath } from '../../../../test/support/test-data.js';
import { snapshotWith } from '../../../../test/support/training-rows.js';
import { BarSeries } from '../../../core/bars.js';
import { labelDecision } from '../../label.js';
import { climatology } from '../climatology.js';
import { TrainingHistory, type TrainingRow } from '../../matured-history.js';
import { DayObservations } from './day-observations.js';
import { hmmModel } from './index.js';
import { stateCountFitsOfDays } from './state-count.js';
import { WeeklyFits } from './weekly-fits.js';

const HOUR = 3_600_000;

function recordedBars(): BarSeries {
  const path = testDataPath('data/bars/binance-spot-BTCUSDT-1h-2022-2024.csv');
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  const rows = lines.map((line) => {
    const [time, ...numbers] = line.split(',');
    const [open, high, low, close, volume] = numbers.map(Number);
    const openTime = Date.parse(`${time!.replace(' ', 'T')}Z`);
    return { openTime, open: open!, high: high!, low: low!, close: close!, volume: volume! };
  });
  return BarSeries.fromRows('BTCUSDT', HOUR, rows);
}

describe.skipIf(!hasTestData)(`on BTC 2022 to 2024 ${hasTestData ? '' : `(skipped: ${SKIP_REASON})`}`, () => {
  const bars = hasTestData ? recordedBars() : BarSeries.allocate('BTCUSDT', HOUR, 0);
  const rows: TrainingRow[] = [];
  for (let at = Date.UTC(2022, 0, 3); at < Date.UTC(2024, 11, 29); at += 2.5 * HOUR) {
    const label = bars.length === 0 ? null : labelDecision(bars, at, 24 * HOUR);
    if (label?.scored !== true) continue;
    rows.push({ decidedAt: at, maturesAt: at + 24 * HOUR, snapshot: snapshotWith(at, {}), label });
  }
  const history = new TrainingHistory(rows);

  it('has two regimes that last for weeks: one calm, one wild', () => {
    const fit = new WeeklyFits(new DayObservations(bars), { states: 2, seed: 1, minDays: 180 }).at(
      Date.UTC(2024, 11, 28),
    )!;
    const { transitions, means } = fit.parameters;
    expect(fit.days).toBeGreaterThan(1_080);
    expect(Math.min(transitions[0]!, transitions[3]!)).toBeGreaterThan(0.95);
    expect(Math.abs(means[1]! - means[3]!)).toBeGreaterThan(0.5);
  });
  it.each([2, 3, 4] as const)(
    'answers 10,000 decisions with %d states, none of them far from climatology',
    async (states) => {
      const model = hmmModel(bars, history, { states });
      expect(rows.length).toBeGreaterThan(10_000);
      let named = 0;
      let brier = 0;
      let brierOfClimatology = 0;
      for (const { snapshot, decidedAt, label } of rows) {
        const { assessment } = await model.assess(snapshot);
        brier += (assessment.prob_bull - label.outcome) ** 2;
        brierOfClimatology += (climatology(history, decidedAt) - label.outcome) ** 2;
        if (assessment.factors_summary[0]!.startsWith('State ')) named += 1;
      }
      // Shrinkage bounds what a record of noise can cost.
      expect(brier / rows.length).toBeLessThan(brierOfClimatology / rows.length + 0.002);
      expect(named).toBeGreaterThan(8_500);
      expect(named).toBeLessThan(9_000);
    },
  );
  it('tells what each number of states is worth', () => {
    const fits = stateCountFitsOfDays(bars, Date.UTC(2024, 11, 28));
    expect(fits[1]!.bic).toBeLessThan(fits[0]!.bic);
  });
});
