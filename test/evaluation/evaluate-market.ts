import { seededRandom } from '../../src/core/ports/random.js';
import { contaminationReport, type ProbeAnswer } from '../../src/evaluation/contamination/report.js';
import type { HeadlineStart } from '../../src/evaluation/contamination/headline-start.js';
import { evaluateForecaster, forecastMap } from '../../src/evaluation/evaluate/evaluate-forecaster.js';
import type { ForecasterAnswers } from '../../src/evaluation/evaluate/decisions.js';
import type { ForecasterEvaluation } from '../../src/evaluation/evaluate/schema.js';
import { sampleSnapshot } from '../../src/evaluation/fixtures/sample-snapshot.js';
import { MaturedHistory } from '../../src/evaluation/matured-history.js';
import { HORIZON_HOURS, HOUR, type HiddenDriftMarket } from './hidden-drift-market.js';
import { assessmentOf, type Opinionated } from './opinions.js';

/** Enough for percentiles of 2.5 % at the level these simulations test. */
const SAMPLES = 300;
const snapshot = sampleSnapshot();

/** Climatology at each decision: bulls + 1 over decisions + 2 among those whose window had closed. */
export function climatologyOf({ decisions }: Pick<HiddenDriftMarket, 'decisions'>): number[] {
  const history = new MaturedHistory(
    decisions.flatMap(({ decidedAt, maturesAt, label }) => (label.scored ? [{ decidedAt, maturesAt, label }] : [])),
  );
  return decisions.map(
    ({ decidedAt }) => (history.bullsMaturedBy(decidedAt) + 1) / (history.countMaturedBy(decidedAt) + 2),
  );
}

export interface EvaluateMarketOptions {
  readonly seed: number;
  /** Of the resamples alone; default: what follows `seed`. */
  readonly drawn?: number;
  /** UTC ms. */
  readonly cutoff: number;
  readonly recalibrate: boolean;
}

/**
 * The whole evaluation of one forecaster in one market, with a probe of memory, its training cutoff and the start of its
 * headline at `cutoff`; 0 for one that was trained on nothing.
 */
export function evaluateMarket(
  market: HiddenDriftMarket,
  opinionated: Opinionated,
  { seed, drawn = seed, cutoff, recalibrate }: EvaluateMarketOptions,
): ForecasterEvaluation {
  const { decisions, stepMs, overlap } = market;
  const { plain, masked } = opinionated(market, seed, cutoff);
  const headline: HeadlineStart = { from: cutoff, because: 'test/m was released then', parts: [] };
  const answers: ForecasterAnswers = {
    id: 'test/m',
    kind: 'llm',
    version: null,
    prompt: null,
    assessments: plain.map(assessmentOf),
    failures: plain.map(() => null),
    calls: plain.length,
    costUsd: 0,
    headline,
  };
  const climatology = forecastMap(decisions, { assessments: climatologyOf(market).map(assessmentOf) });
  const contamination = contaminationReport(
    {
      model: 'test/m',
      headline,
      forecasts: [...forecastMap(decisions, answers).values()],
      answers: masked.map((probBull, i): ProbeAnswer => ({
        question: {
          decidedAt: decisions[i]!.decidedAt,
          variant: 'masked',
          snapshot,
          comparedWith: 'none',
          direction: 0,
        },
        probBull,
      })),
      cutoff: cutoff === 0 ? null : cutoff,
    },
    { random: seededRandom(drawn + 1), overlap, samples: SAMPLES },
  );
  return evaluateForecaster(
    answers,
    {
      decisions,
      horizonMs: HORIZON_HOURS * HOUR,
      stepMs,
      climatology,
      baselines: [],
      random: seededRandom(drawn + 2),
      samples: SAMPLES,
      recalibrate,
    },
    { contamination, attribution: null },
  );
}
