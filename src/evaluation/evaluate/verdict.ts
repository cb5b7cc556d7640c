import type { HeadlineStart } from '../contamination/headline-start.js';
import type { ForecastScores, ScoreComparison } from '../scoring/schema.js';
import type { Period, Verdict } from './schema.js';

/** With fewer windows side by side, neither an interval nor a test has the level it says. */
export const LEAST_WINDOWS = 30;

const SIGNIFICANCE = 0.05;

type Sample = ForecastScores['sample'];

export interface VerdictInput {
  readonly headlineStart: HeadlineStart;
  readonly headline: Period | null;
  readonly earlier: Period | null;
  readonly answered: number;
  /** Answered decisions whose label is known, in either period or in none. */
  readonly withOutcome: number;
  readonly costUsd: number | null;
}

/** With a real minus, and as many digits as tell the numbers of one sentence from 0: `0.01`, `−0.0013`. */
function shown(...values: readonly number[]): string[] {
  const largest = Math.max(...values.map(Math.abs));
  const digits = largest < 0.01 && largest > 0 ? 4 : 2;
  return values.map((value) => value.toFixed(digits).replace('-', '−'));
}

const month = (time: number): string => new Date(time).toISOString().slice(0, 7);

/**
 * What the decisions say, in one plain sentence. Skilled is only who beats climatology in both the test that allows for
 * overlapping windows (two-sided, 5 %) and the block-bootstrap interval of the skill.
 */
export function verdictOf(input: VerdictInput): Verdict {
  const { headlineStart, headline, earlier, costUsd } = input;
  const cost = `; ${costText(costUsd)}`;
  if (headlineStart.from === 'unknown') {
    const before = earlier === null ? '' : ` (over ${decisionsText(earlier.scores)}: ${skillText(earlier.scores)})`;
    return {
      kind: 'unknown-start',
      sentence: `no result can be called out of sample, since ${headlineStart.because}${before}${cost}`,
    };
  }
  const since = headlineStart.from === 0 ? '' : `after ${month(headlineStart.from)}, `;
  if (headline === null) {
    return { kind: 'nothing-scored', sentence: `${since}there is nothing to score: ${whyNothing(input)}${cost}` };
  }
  const { scores } = headline;
  const over = `${since}over ${decisionsText(scores)}, `;
  if (scores.sample.non_overlapping < LEAST_WINDOWS) {
    return {
      kind: 'too-few',
      sentence: `${over}nothing can be said: it takes at least ${LEAST_WINDOWS} windows that do not overlap, and there are ${scores.sample.non_overlapping}${cost}`,
    };
  }
  const kind = distinguished(scores);
  const said = {
    skilled: 'it is better than climatology',
    worse: 'it is worse than climatology',
    indistinguishable: 'it is not distinguishable from climatology',
  }[kind];
  const detectable = kind === 'indistinguishable' ? scores.brier.minimum_detectable_skill : null;
  return { kind, sentence: `${over}${said}: ${skillText(scores, detectable)}${cost}` };
}

function whyNothing({ headlineStart, earlier, answered, withOutcome }: VerdictInput): string {
  if (answered === 0) return 'it gave no opinion';
  if (withOutcome === 0) return 'none of its opinions has an outcome';
  if (earlier !== null)
    return `all of its ${earlier.scores.sample.n} scored decisions are earlier, and may be remembered`;
  if (headlineStart.from === 0) return `climatology has no forecast of its ${withOutcome} decisions with an outcome`;
  return `each of its ${withOutcome} decisions with an outcome reaches over that start, or has no forecast of climatology`;
}

/** Whether enough windows stand side by side, and what was said about them beats climatology in both the test and the interval. */
export const isSkilled = ({ sample, brier }: { readonly sample: Sample; readonly brier: ScoreComparison }): boolean =>
  sample.non_overlapping >= LEAST_WINDOWS && distinguished({ brier }) === 'skilled';

function distinguished({ brier }: { readonly brier: ScoreComparison }): 'skilled' | 'worse' | 'indistinguishable' {
  const { skill, skill_interval: interval, cosine_test: test } = brier;
  if (skill === null || interval === null || test === null || test.p_value >= SIGNIFICANCE) return 'indistinguishable';
  if (interval.low > 0) return 'skilled';
  return interval.high < 0 ? 'worse' : 'indistinguishable';
}

/** Independent: windows that fit side by side. What autocorrelation of the losses leaves may be more, and is in the scores. */
const decisionsText = ({ sample: { n, non_overlapping } }: ForecastScores): string =>
  `${n} ${n === 1 ? 'decision' : 'decisions'} (${non_overlapping} independent)`;

function skillText(
  { brier: { skill, skill_interval: interval } }: ForecastScores,
  detectable: number | null = null,
): string {
  if (skill === null) return 'Brier skill is not defined';
  const [at, low, high] = shown(skill, interval?.low ?? skill, interval?.high ?? skill);
  const found = detectable === null ? '' : `, could have detected ${shown(detectable)[0]!}`;
  return `Brier skill ${at!}${interval === null ? '' : ` [${low!}, ${high!}]`}${found}`;
}

export function costText(costUsd: number | null): string {
  if (costUsd === null) return 'cost unknown';
  if (costUsd === 0) return 'cost nothing';
  return costUsd < 0.005 ? 'cost under $0.01' : `cost $${costUsd.toFixed(2)}`;
}
