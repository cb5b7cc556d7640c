import { describe, expect, it } from 'vitest';
import { calibrated, constant, options } from '../../../test/support/scored-rows.js';
import type { Attribution } from '../attribution/schema.js';
import type { RecalibrationKind } from '../calibration/recalibration.js';
import { contaminationReport } from '../contamination/report.js';
import type { ContaminationFlag } from '../contamination/report-schema.js';
import { scoreForecasts } from '../scoring/score-forecasts.js';
import { VERDICTS, type Period, type RecalibrationResult } from './schema.js';
import { suggestionOf, type Evidence } from './suggestion.js';

const rows = calibrated(60, 2);
const scores = scoreForecasts(rows, constant(rows, 0.5), options());

const period = (lowerBound: number | null): Period => ({
  scores: {
    ...scores,
    skill_test: { ...scores.skill_test!, skill_lower_bound: lowerBound },
    brier: {
      ...scores.brier,
      skill_interval: lowerBound === null ? null : { low: lowerBound - 0.01, high: 0.2, lower_bound: lowerBound },
    },
  },
  series: { decided_at: [], prob_bull: [], climatology: [], outcome: [] },
  comparisons: [],
});

const contamination = (...flags: ContaminationFlag[]) => ({
  ...contaminationReport(
    {
      model: 'test/m',
      headline: { from: 0, because: 'nothing was trained', parts: [] },
      forecasts: rows,
      cutoff: null,
    },
    { random: options().random, overlap: 1, samples: 50 },
  ),
  flags,
});

function attribution(base: number, afterCalls: number | null, pValue: number | null): Attribution {
  const variant = (id: string, totalReturn: number) => ({
    id,
    mean_k_long: 1,
    mean_k_short: 1,
    pnl: { total_return: totalReturn, sharpe: null, max_drawdown: 0, costs: 0 },
  });
  return {
    strategy: 'hold',
    opinions: 60,
    base: variant('base', base),
    constant: variant('constant', base),
    model: variant('model', 0.5),
    call_cost_usd: 1,
    total_return_after_calls: afterCalls,
    baselines: [],
    without_news: null,
    parts: { base, silence: 0, exposure: 0, timing: 0.5 - base },
    shifts: { count: 99, least: 6, p_value: pValue, median_return: null, interval: null },
  };
}

function recalibration(
  kind: RecalibrationKind,
  n: number,
  difference: number,
  high: number | null,
): RecalibrationResult {
  const side = { brier: 0.2, reliability: 0.01, ece: 0.05 };
  return {
    kind,
    n,
    before: side,
    after: side,
    comparison: {
      ...scores.brier,
      difference,
      difference_interval: high === null ? null : { low: difference - 0.01, high, lower_bound: difference - 0.008 },
    },
    diagram_after: [],
    latest: { kind: 'platt', rows: n, slope: 1, intercept: 0 },
  };
}

const suggestion = (evidence: Partial<Evidence>) =>
  suggestionOf({
    verdict: { kind: 'skilled', sentence: '' },
    headline: period(0.025),
    recalibration: [],
    contamination: null,
    attribution: null,
    ...evidence,
  });

const SKILL = 'Skill of at least 0.025 is shown: 50 % of the distance of k from 1 is earned.';
const CHANCE = 'What its timing earned could be chance (p = 0.051 against its own opinions moved in time).';
const PAID = 'Do not trade this: after its costs it earned no more than the strategy does without it.';
const HONEST = 'Do not trade this: it is better than can be honest, so that it may see what it should not.';
const MEMORY = 'It may remember what happened before its cutoff: only what came after that counts.';

describe('suggestion', () => {
  it('trades shown skill, as far as its lower bound has earned', () => {
    expect(suggestion({})).toEqual({ trade: true, earned: 0.5, calibrate: null, reasons: [SKILL] });
    expect(suggestion({ headline: period(0.2) })).toMatchObject({
      earned: 1,
      reasons: ['Skill of at least 0.20 is shown: 100 % of the distance of k from 1 is earned.'],
    });
  });

  it.each(VERDICTS.filter((kind) => kind !== 'skilled'))('trades nothing when the verdict is %s', (kind) => {
    const { trade, earned, reasons } = suggestion({
      verdict: { kind, sentence: '' },
      attribution: attribution(0, 1, 0.001),
    });
    expect({ trade, earned }).toEqual({ trade: false, earned: 0 });
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toBe(
      `Do not trade this: ${
        {
          indistinguishable: 'its probabilities are not shown to be better than how often bull came true so far',
          worse: 'its probabilities are worse than how often bull came true so far',
          'too-few': 'there are too few decisions to tell',
          'unknown-start': 'nobody knows what it had seen, so that none of its results is out of sample',
          'nothing-scored': 'none of its opinions is scored out of sample',
        }[kind]
      }.`,
    );
  });

  it('trades nothing that is better than can be honest', () => {
    const found = suggestion({ contamination: contamination('too_good') });
    expect(found).toEqual({ trade: false, earned: 0, calibrate: null, reasons: [HONEST] });
  });

  it.each<ContaminationFlag>(['memorised', 'better_before_cutoff', 'recites'])(
    'trades what is shown after the cutoff of one that is flagged %s, and says so',
    (flag) => {
      expect(suggestion({ contamination: contamination(flag) })).toMatchObject({
        trade: true,
        earned: 0.5,
        reasons: [SKILL, MEMORY],
      });
    },
  );

  it('gives every reason at once', () => {
    const found = suggestion({
      contamination: contamination('memorised', 'too_good'),
      attribution: attribution(0.5, 0.5, 0.9),
    });
    expect(found).toEqual({ trade: false, earned: 0, calibrate: null, reasons: [HONEST, PAID, MEMORY] });
  });

  it('trades nothing that does not earn its calls; what is unknown holds nothing back', () => {
    expect(suggestion({ attribution: attribution(0.3, 0.3, 0.01) })).toMatchObject({ trade: false, reasons: [PAID] });
    expect(suggestion({ attribution: attribution(0.3, 0.31, 0.05) })).toMatchObject({ trade: true, reasons: [SKILL] });
    expect(suggestion({ attribution: attribution(0.3, null, null) })).toMatchObject({ trade: true, reasons: [SKILL] });
  });

  it('says where the timing could be chance', () => {
    expect(suggestion({ attribution: attribution(0.3, 0.4, 0.051) })).toMatchObject({
      trade: true,
      reasons: [SKILL, CHANCE],
    });
  });

  it('recalibrates a document without a test only where the whole interval is better, by what was tried on most decisions', () => {
    const isotonic = recalibration('isotonic', 500, -0.03, -0.01);
    const platt = recalibration('platt', 1_400, -0.02, -0.005);
    const beta = recalibration('beta', 1_400, -0.021, -0.004);
    expect(suggestion({ recalibration: [isotonic, platt, beta] })).toMatchObject({
      calibrate: 'beta',
      reasons: [SKILL, 'Recalibration (beta) makes its probabilities better out of sample.'],
    });
    expect(suggestion({ recalibration: [isotonic] }).calibrate).toBe('isotonic');
    expect(suggestion({ recalibration: [recalibration('platt', 1_400, -0.02, 0)] }).calibrate).toBeNull();
    expect(suggestion({ recalibration: [recalibration('platt', 1_400, -0.02, null)] }).calibrate).toBeNull();
  });

  it('recalibrates where the test says so, whatever an interval says that allows for errors of any length', () => {
    const tested = (p_better: number | null) => ({ ...recalibration('platt', 1_400, -0.02, 0.001), p_better });
    expect(suggestion({ recalibration: [tested(0.0249)] })).toMatchObject({
      calibrate: 'platt',
      reasons: [SKILL, 'Recalibration (platt) makes its probabilities better out of sample (p = 0.0249).'],
    });
    expect(suggestion({ recalibration: [tested(0.025)] }).calibrate).toBeNull();
    expect(suggestion({ recalibration: [tested(null)] }).calibrate).toBeNull();
    const wide = { ...recalibration('platt', 1_400, -0.02, -0.005), p_better: 0.03 };
    expect(suggestion({ recalibration: [wide] }).calibrate).toBeNull();
  });

  it('suggests the recalibration of what is not traded yet, too', () => {
    expect(
      suggestion({
        verdict: { kind: 'worse', sentence: '' },
        recalibration: [recalibration('platt', 1_400, -0.02, -0.01)],
      }),
    ).toMatchObject({ trade: false, calibrate: 'platt' });
  });
});
