import { describe, expect, it } from 'vitest';
import { assessmentOf, NO_SCORES } from '../../engine/fixtures/opinions.js';
import { EarlyHistory, findLeaks } from '../../../test/support/leak-detector.js';
import { seededRandom } from '../../core/ports/random.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import type { RegimeOutcome } from '../../engine/regime-series/index.js';
import type { LabelResult } from '../../evaluation/label.js';
import { MaturedHistory } from '../../evaluation/matured-history.js';
import { differencesSince, readBy, walkForwardEarned, runRecalibration, type MeasuredRun } from './run-bounds.js';
import { walkForwardShare, type ReferredForecast } from './walk-forward-share.js';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const START = Math.ceil(Date.UTC(2024, 0, 1) / WEEK) * WEEK;
const N = 300;

const assessment = (probBull: number): RegimeAssessment =>
  assessmentOf(probBull, { regime_label: 'neutral', confidence_level: 'low', scores: NO_SCORES });

/** Says 0.9 or 0.1 each day and is right in `right` of the cases. */
function rowsOf(right: number, seed = 3): ReferredForecast[] {
  const random = seededRandom(seed);
  return Array.from({ length: N }, (_, i): ReferredForecast => {
    const outcome = random.next() < 0.5 ? 1 : 0;
    const says = random.next() < right ? outcome : 1 - outcome;
    const decidedAt = START + i * DAY;
    return {
      decidedAt,
      maturesAt: decidedAt + DAY,
      probBull: says === 1 ? 0.9 : 0.1,
      reference: 0.5,
      label: { outcome, horizonReturn: outcome === 1 ? 0.01 : -0.01, shareAbove: outcome },
      assessment: assessment(says === 1 ? 0.9 : 0.1),
    };
  });
}

const FRAME = { from: () => 0 };
/** Around each refit, where a leak of one horizon shows. */
const TIMES = Array.from({ length: N / 7 - 1 }, (_, week) => START + (week + 1) * WEEK);

const runOf = (rows: readonly ReferredForecast[], fields: (i: number) => string = () => 'all'): MeasuredRun => {
  const byTime = new Map(rows.map((row, i) => [row.decidedAt, { row, fields: fields(i) }]));
  return {
    outcomes: rows.map(({ decidedAt, assessment: said }): RegimeOutcome => ({
      decidedAt,
      availableAt: decidedAt,
      assessment: said,
      answeredBy: 'test/m',
      version: null,
      usage: null,
      failure: null,
      warnings: [],
    })),
    fieldsAt: (at) => byTime.get(at)?.fields ?? 'all',
    labelAt: (at): LabelResult => {
      const found = byTime.get(at);
      return found === undefined ? { scored: false, reason: 'open' } : { scored: true, ...found.row.label };
    },
    climatologyAt: () => 0.5,
    horizonMs: DAY,
  };
};

describe('the share that was earned, walk-forward', () => {
  it('is 0 until thirty windows show skill, then grows to 1 for one who has much of it', () => {
    const at = walkForwardShare(new MaturedHistory(rowsOf(0.9)), FRAME);
    expect(at(START + 28 * DAY).share).toBe(0);
    expect(at(START + N * DAY)).toMatchObject({ share: 1, until: START + 42 * WEEK });
  });

  it('stays 0 for one who knows nothing, and where nobody knows what was known', () => {
    const nothing = walkForwardShare(new MaturedHistory(rowsOf(0.5)), FRAME);
    for (const time of TIMES) expect(nothing(time).share, new Date(time).toISOString()).toBe(0);
    const unknown = walkForwardShare(new MaturedHistory(rowsOf(0.9)), { from: () => 'unknown' });
    expect(unknown(START + N * DAY)).toEqual({ share: 0, decisions: 0, until: null });
  });

  it('counts nothing before its headline', () => {
    const from = START + 200 * DAY;
    const at = walkForwardShare(new MaturedHistory(rowsOf(0.9)), { from: () => from });
    expect(at(START + 210 * DAY).share).toBe(0);
    expect(at(START + N * DAY).share).toBeGreaterThan(0);
  });

  it('uses no outcome before its window had closed, and a planted leak of one horizon is found', async () => {
    const rows = rowsOf(0.9);
    const fit = (history: MaturedHistory<ReferredForecast>): ((time: number) => number) => {
      const at = walkForwardShare(history, FRAME);
      return (time) => at(time).share;
    };
    expect(await findLeaks({ rows, times: TIMES, fit })).toEqual([]);
    const early = await findLeaks({
      // Little skill, so that no share is at its bounds.
      rows: rowsOf(0.8),
      times: TIMES,
      fit,
      history: (all) => new EarlyHistory(all, DAY),
    });
    expect(early.length).toBeGreaterThan(0);
  });
});

describe('what is made of a run', () => {
  const flipped = (rows: readonly ReferredForecast[], after: number): ReferredForecast[] =>
    rows.map((row) =>
      row.maturesAt > after ? { ...row, label: { ...row.label, outcome: row.label.outcome === 1 ? 0 : 1 } } : row,
    );

  it.each([0.8, 0.95])('another future changes no reading and no share of the present (right in %d)', (right) => {
    const rows = rowsOf(right);
    const readings = (given: readonly ReferredForecast[], time: number): number[] => {
      const run = runOf(given);
      const read = readBy(runRecalibration(run, 'platt'));
      const share = walkForwardEarned(run, FRAME, read);
      return [read(assessment(0.9), time).prob_bull, share(time).share];
    };
    for (const time of TIMES.filter((_, i) => i % 4 === 0)) {
      expect(readings(flipped(rows, time), time), new Date(time).toISOString()).toEqual(readings(rows, time));
    }
  });

  it('brings one who is too sure down to how often it is right, once enough has matured', () => {
    const read = readBy(runRecalibration(runOf(rowsOf(0.7)), 'platt'));
    expect(read(assessment(0.9), START + 50 * DAY).prob_bull).toBe(0.9);
    expect(read(assessment(0.9), START + (N - 1) * DAY).prob_bull).toBeCloseTo(0.7, 1);
  });

  it('never pools decisions that had other fields', () => {
    const run = runOf(rowsOf(0.9), (i) => (i < 250 ? 'a' : 'b'));
    const share = walkForwardEarned(run, FRAME, (opinion) => opinion);
    expect(share(START + 249 * DAY).share).toBe(1);
    expect(share(START + 260 * DAY).share, 'ten decisions of its own').toBe(0);
  });

  it('holds the live scores of who answered, from the same fields, since the evidence ended and before now', () => {
    const rows = rowsOf(0.9);
    const run = runOf(rows, (i) => (i % 2 === 0 ? 'a' : 'b'));
    const now = run.outcomes[260]!;
    const since = START + 200 * DAY;
    const differences = differencesSince(run, now, since);
    // Every other day from 200 on, of those whose windows had closed at 260: their forecasts say 0.9 or 0.1 against 0.5.
    expect(differences).toHaveLength(30);
    for (const { value } of differences) expect([0.24, -0.56]).toContain(Number(value.toFixed(10)));
    expect(differencesSince(run, { ...now, version: 'another' }, since)).toEqual([]);
    expect(differencesSince(run, run.outcomes[200]!, since)).toEqual([]);
  });
});
