import type { HeadlineStart } from '../contamination/headline-start.js';
import type { ForecastScores } from '../scoring/schema.js';
import type { Period, Verdict } from './schema.js';

/** With fewer windows side by side, neither an interval nor a test has the level it says. */
export const LEAST_WINDOWS = 30;

const SIGNIFICANCE = 0.05;

export interface VerdictInput {
  readonly headlineStart: HeadlineStart;
  readonly headline: Period | null;
  readonly earlier: Period | null;
  readonly answered: number;
  readonly costUsd: number | null;
}

/** 0.014 → `0.01`, −0.004 → `−0.00`: two digits, with a real minus. */
const signed = (value: number): string => value.toFixed(2).replace('-', '−');

const month = (time: number): string => new Date(time).toISOString().slice(0, 7);

/**
 * What the decisions say, in one plain sentence. Skilled is only who beats climatology in both the test that allows for
 * overlapping windows (two-sided, 5 %) and the block-bootstrap interval of the skill.
 */
export function verdictOf(input: VerdictInput): Verdict {
  const { headlineStart, headline, earlier, answered, costUsd } = input;
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
    const why =
      answered === 0
        ? 'it gave no opinion'
        : earlier === null
          ? 'none of its opinions has an outcome'
          : `all of its ${earlier.scores.sample.n} scored decisions are earlier, and may be remembered`;
    return { kind: 'nothing-scored', sentence: `${since}there is nothing to score: ${why}${cost}` };
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
  const { minimum_detectable_skill: detectable } = scores.brier;
  const power =
    kind === 'indistinguishable' && detectable !== null ? `, could have detected ${signed(detectable)}` : '';
  return { kind, sentence: `${over}${said}: ${skillText(scores)}${power}${cost}` };
}

function distinguished({ brier }: ForecastScores): 'skilled' | 'worse' | 'indistinguishable' {
  const { skill, skill_interval: interval, cosine_test: test } = brier;
  if (skill === null || interval === null || test === null || test.p_value >= SIGNIFICANCE) return 'indistinguishable';
  if (interval.low > 0) return 'skilled';
  return interval.high < 0 ? 'worse' : 'indistinguishable';
}

/** Independent: what the overlap of the windows, and whatever else ties the losses together, leaves of the number. */
function decisionsText({ sample, brier }: ForecastScores): string {
  const independent = Math.max(1, Math.round(Math.min(brier.effective_n ?? sample.non_overlapping, sample.n)));
  const noun = sample.n === 1 ? 'decision' : 'decisions';
  return `${sample.n} ${noun} (${independent} independent)`;
}

function skillText({ brier: { skill, skill_interval: interval } }: ForecastScores): string {
  if (skill === null) return 'Brier skill is not defined';
  return `Brier skill ${signed(skill)}${interval === null ? '' : ` [${signed(interval.low)}, ${signed(interval.high)}]`}`;
}

export function costText(costUsd: number | null): string {
  if (costUsd === null) return 'cost unknown';
  if (costUsd === 0) return 'cost nothing';
  return costUsd < 0.005 ? 'cost under $0.01' : `cost $${costUsd.toFixed(2)}`;
}
