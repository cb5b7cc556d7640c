import { seededRandom } from '../../src/core/ports/random.js';
import type { ForecasterEvaluation } from '../../src/evaluation/evaluate/schema.js';
import { longRunVariance } from '../../src/evaluation/inference/long-run-variance.js';
import { climatologyOf, evaluateMarket } from './evaluate-market.js';
import { hiddenDriftMarket, type HiddenDriftMarket } from './hidden-drift-market.js';
import type { Opinionated } from './opinions.js';

const DECISIONS = 2_000;
/** What came before may be remembered; the headline has the other 1,500. */
const BEFORE = 500;

export interface Simulation {
  readonly market: HiddenDriftMarket;
  /** Of one who was trained on the market; the start of its headline. */
  readonly cutoff: number;
  readonly seed: number;
}

export const simulations = (
  seeds: number,
  everyHours: number,
  { decisions, before } = { decisions: DECISIONS, before: BEFORE },
): Simulation[] =>
  Array.from({ length: seeds }, (_, seed) => {
    const market = hiddenDriftMarket(seededRandom(7_000 + seed), decisions, everyHours);
    return { market, cutoff: market.decisions[before]!.decidedAt, seed: 31 * seed + 5 };
  });

/** One evaluation of the forecaster in each market. */
export const evaluateAll = (
  all: readonly Simulation[],
  opinionated: Opinionated,
  recalibrate = false,
): ForecasterEvaluation[] =>
  all.map(({ market, cutoff, seed }) => evaluateMarket(market, opinionated, { seed, cutoff, recalibrate }));

export interface Found {
  readonly skilled: number;
  readonly worse: number;
  /** Raised any flag of memory or look-ahead. */
  readonly flagged: number;
  readonly tooGood: number;
  readonly memorised: number;
  readonly betterBefore: number;
  readonly tradable: number;
  readonly recalibrated: number;
  /** A verdict of harm, a recalibration that helps, or three bins of ten beyond their consistency bands. */
  readonly foundOverconfident: number;
}

const binsOutside = ({ headline }: ForecasterEvaluation): number =>
  headline!.scores.calibration.equal_count.diagram.filter(
    ({ observed, consistency }) => observed < consistency.low || observed > consistency.high,
  ).length;

/** In how many evaluations each thing was found. */
export function tally(evaluations: readonly ForecasterEvaluation[]): Found {
  const count = (holds: (evaluation: ForecasterEvaluation) => boolean) => evaluations.filter(holds).length;
  return {
    skilled: count(({ verdict }) => verdict.kind === 'skilled'),
    worse: count(({ verdict }) => verdict.kind === 'worse'),
    flagged: count(({ contamination }) => contamination!.flags.length > 0),
    tooGood: count(({ contamination }) => contamination!.flags.includes('too_good')),
    memorised: count(({ contamination }) => contamination!.flags.includes('memorised')),
    betterBefore: count(({ contamination }) => contamination!.flags.includes('better_before_cutoff')),
    tradable: count(({ suggestion }) => suggestion.trade),
    recalibrated: count(({ suggestion }) => suggestion.calibrate !== null),
    foundOverconfident: count(
      (evaluation) =>
        evaluation.verdict.kind === 'worse' || evaluation.suggestion.calibrate !== null || binsOutside(evaluation) >= 3,
    ),
  };
}

/** Mean over markets, and its standard error from their spread. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}
export function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, standardError: Math.sqrt(variance / values.length) };
}

export interface AgainstTheory {
  /** Brier score less E[p(1 − p)]. */
  readonly brier: Estimate;
  /** Skill less 1 − E[p(1 − p)] / E[p(1 − p) + (p − climatology)²]. */
  readonly skill: Estimate;
  /** That theory less Var(p) / p̄(1 − p̄): what climatology still has to learn. */
  readonly climatologyLearns: Estimate;
  readonly reliability: Estimate;
  /** Share of markets whose Brier score is beyond 1.96 of its own standard errors from theory. */
  readonly beyondTwoErrors: number;
  /** Share of markets whose 95 % interval of the skill holds the theory. */
  readonly covered: number;
  /** Share of the bins beyond their 95 % consistency bands. */
  readonly binsOutside: number;
}

/** The scores of one who says the true probability, beside what theory makes of these probabilities. */
export function againstTheory(all: readonly Simulation[], evaluations: readonly ForecasterEvaluation[]): AgainstTheory {
  const markets = all.map(({ market, cutoff }, k) => {
    const climatology = climatologyOf(market);
    const late = market.decisions.flatMap(({ decidedAt, label, trueProb }, i) =>
      label.scored && decidedAt >= cutoff ? [{ outcome: label.outcome, p: trueProb, reference: climatology[i]! }] : [],
    );
    const mean = (of: (row: (typeof late)[number]) => number) =>
      late.reduce((sum, row) => sum + of(row), 0) / late.length;
    const own = mean(({ p }) => p * (1 - p));
    const centre = mean(({ p }) => p);
    const theory = 1 - own / (own + mean(({ p, reference }) => (p - reference) ** 2));
    const surprises = Float64Array.from(late, ({ p, outcome }) => (p - outcome) ** 2 - p * (1 - p));
    const error = Math.sqrt(longRunVariance(surprises, market.overlap)!.value / late.length);
    const { brier, calibration } = evaluations[k]!.headline!.scores;
    return {
      brier: brier.score - own,
      skill: brier.skill! - theory,
      climatologyLearns: theory - mean(({ p }) => (p - centre) ** 2) / (centre * (1 - centre)),
      reliability: calibration.equal_count.reliability,
      beyond: Number(Math.abs(brier.score - own) > 1.96 * error),
      covered: Number(brier.skill_interval!.low <= theory && theory <= brier.skill_interval!.high),
      outside: binsOutside(evaluations[k]!) / calibration.equal_count.diagram.length,
    };
  });
  const of = (name: keyof (typeof markets)[number]) => estimate(markets.map((market) => market[name]));
  return {
    brier: of('brier'),
    skill: of('skill'),
    climatologyLearns: of('climatologyLearns'),
    reliability: of('reliability'),
    beyondTwoErrors: of('beyond').mean,
    covered: of('covered').mean,
    binsOutside: of('outside').mean,
  };
}
