import type { HeadlineStart } from '../contamination/headline-start.js';
import { DEFAULT_FULL_SKILL } from '../earned/earned-share.js';
import type { ForecastScores, SkillTest } from '../scoring/schema.js';
import { GUARD, RIVAL } from '../scoring/skill-test.js';
import { LEAST_COVERAGE, type Coverage } from './coverage.js';
import type { Period, Verdict } from './schema.js';
import { shownNumbers, shownP } from './shown.js';
import { betterIn, onlyIn } from './slice-text.js';
import { isoMonth } from '../../core/time.js';

/** With fewer windows side by side, neither an interval nor a test has the level it says. */
export const LEAST_WINDOWS = 30;

/** One-sided: the two-sided 5 % that is usual. */
export const SIGNIFICANCE = 0.025;
/** A p-value within this factor of the level hangs on a hair: a few decisions more or fewer move it as far. */
const HAIR = 1.25;
/** Fewer independent decisions than these know neither a mean nor its error. */
const LEAST_EFFECTIVE = 10;
/** The skill that is worth finding: at which an opinion is traded whole. */
const WORTH = DEFAULT_FULL_SKILL;

export interface VerdictInput {
  readonly headlineStart: HeadlineStart;
  readonly headline: Period | null;
  readonly earlier: Period | null;
  readonly answered: number;
  /** Answered decisions whose label is known, in either period or in none. */
  readonly withOutcome: number;
  readonly costUsd: number | null;
  /** Absent or null where nothing that was asked is without an answer. */
  readonly coverage?: Coverage | null;
}

/**
 * What the decisions say, in one plain sentence. Skilled is only who beats climatology, always 0.5 and its own mean, by tests that
 * allow for windows that overlap and for opinions that last; see `skillTest`. Nothing in it is drawn at random.
 */
export function verdictOf(input: VerdictInput): Verdict {
  const { headlineStart, headline, earlier, costUsd } = input;
  const handDated = headlineStart.parts.find(({ by_hand }) => by_hand === true);
  const cost = `${handDated === undefined ? '' : `; ${handDated.text}`}; ${costText(costUsd)}`;
  if (headlineStart.from === 'unknown') {
    const before = earlier === null ? '' : ` (over ${decisionsText(earlier.scores)}: ${skillText(earlier.scores)})`;
    return {
      kind: 'unknown-start',
      sentence: `no result can be called out of sample, since ${headlineStart.because}${before}${cost}`,
    };
  }
  const since = headlineStart.from === 0 ? '' : `after ${isoMonth(headlineStart.from)}, `;
  if (headline === null) {
    return { kind: 'nothing-scored', sentence: `${since}there is nothing to score: ${whyNothing(input)}${cost}` };
  }
  const { scores } = headline;
  const silence = input.coverage ? `; ${silenceText(input.coverage)}` : '';
  const over = `${since}over ${decisionsText(scores)}, `;
  if (scores.sample.non_overlapping < LEAST_WINDOWS) {
    return {
      kind: 'too-few',
      sentence: `${over}nothing can be said: it takes at least ${LEAST_WINDOWS} windows that do not overlap, and there are ${scores.sample.non_overlapping}${silence}${cost}`,
    };
  }
  const found = withSilence(judged(scores), input.coverage ?? null);
  const about = { p_skill: found.p, on_a_hair: found.onAHair, decisions_needed: neededFor(scores) };
  return { kind: found.kind, ...about, sentence: `${over}${found.said}${cost}` };
}

function whyNothing({ headlineStart, earlier, answered, withOutcome }: VerdictInput): string {
  if (answered === 0) return 'it gave no opinion';
  if (withOutcome === 0) return 'none of its opinions has an outcome';
  if (earlier !== null)
    return `all of its ${earlier.scores.sample.n} scored decisions are earlier, and may be remembered`;
  if (headlineStart.from === 0) return `climatology has no forecast of its ${withOutcome} decisions with an outcome`;
  return `each of its ${withOutcome} decisions with an outcome reaches over that start, or has no forecast of climatology`;
}

interface Judged {
  readonly kind: 'skilled' | 'worse' | 'indistinguishable' | 'too-few';
  readonly p: number | null;
  readonly onAHair: boolean;
  readonly said: string;
}

/** Skill has to be there over everything that was asked, and whoever answers little has none that could be traded. */
function withSilence(found: Judged, coverage: Coverage | null): Judged {
  if (coverage === null) return found;
  const { asked, answered, share, p_skill } = coverage;
  const said = `${found.said}; ${silenceText(coverage)}`;
  if (found.kind !== 'skilled') return { ...found, said };
  if (share < LEAST_COVERAGE) {
    const little = `it cannot be called skilled, since it answered only ${answered} of the ${asked} decisions that it was asked (at least ${LEAST_COVERAGE * 100} % are needed; where it answered, `;
    return {
      ...found,
      kind: 'indistinguishable',
      onAHair: false,
      said: `${little}${found.said}); ${silenceText(coverage)}`,
    };
  }
  const p = Math.max(found.p ?? 1, p_skill ?? 1);
  if (p < SIGNIFICANCE) return { ...found, p, onAHair: near(p), said };
  const lost = `it is better than climatology only where it answered (p = ${shownP(found.p ?? 1)}), not over all that it was asked (p = ${shownP(p)})`;
  return {
    ...found,
    kind: 'indistinguishable',
    p,
    onAHair: near(p),
    said: `${lost}${hairText(near(p), p)}; ${silenceText(coverage)}`,
  };
}

function silenceText({ asked, answered, skill, skill_interval: interval }: Coverage): string {
  const failed = asked - answered;
  const none = `no opinion for ${failed} of the ${asked} ${asked === 1 ? 'decision' : 'decisions'}`;
  if (skill === null) return none;
  const [at, low, high] = shownNumbers(skill, interval?.[0] ?? skill, interval?.[1] ?? skill);
  return `${none}: with climatology in ${failed === 1 ? 'its' : 'their'} place Brier skill ${at!}${interval === null ? '' : ` [${low!}, ${high!}]`}`;
}

const near = (p: number | null): boolean => p !== null && p > SIGNIFICANCE / HAIR && p < SIGNIFICANCE * HAIR;

function judged(scores: ForecastScores): Judged {
  const { brier, skill_test: test } = scores;
  const { skill, skill_interval: interval, effective_n: effective } = brier;
  if (test === undefined || skill === null || interval === null)
    return { kind: 'indistinguishable', p: null, onAHair: false, said: `${NOT_DISTINGUISHED}: ${skillText(scores)}` };
  const p = test.p_skill;
  if (effective !== null && effective < LEAST_EFFECTIVE) {
    const independent = Math.max(1, Math.round(effective));
    const said = `it cannot be told whether it is better than climatology: what it gets wrong lasts so long that they say as much as ${independent} independent ${independent === 1 ? 'one' : 'ones'} (${skillText(scores)}${neededText(scores)})`;
    return { kind: 'too-few', p, onAHair: false, said };
  }
  if (p < SIGNIFICANCE) {
    const wide = interval.low > 0 ? '' : ', as wide as errors that last would make it';
    const said = `it is better than climatology and than always 0.5 (p = ${shownP(p)}): ${skillText(scores)}${wide}${onlyIn(scores.slices)}${hairText(near(p), p)}`;
    return { kind: 'skilled', p, onAHair: near(p), said };
  }
  const worse = test.p_worse;
  if (worse !== null && worse < SIGNIFICANCE && interval.high < 0)
    return {
      kind: 'worse',
      p,
      onAHair: near(worse),
      said: `it is worse than climatology: ${skillText(scores)}${hairText(near(worse), worse)}`,
    };
  const detectable = brier.minimum_detectable_skill;
  const said = `${whatIsLacking(test)}: ${skillText(scores, detectable)}${neededText(scores)}${betterIn(scores.slices)}${hairText(near(p), p)}`;
  return { kind: 'indistinguishable', p, onAHair: near(p), said };
}

const NOT_DISTINGUISHED = 'it is not distinguishable from climatology';

const BETTER_BUT = 'it is better than climatology, but not shown to';

/** Which part of skill is not there, of one who has some of it. */
function whatIsLacking({ p_climatology, p_constant, p_resolution, p_association }: SkillTest): string {
  const shows = (p: number | null | undefined, times = 1): boolean => (p ?? 1) < times * SIGNIFICANCE;
  if (!shows(p_climatology)) return NOT_DISTINGUISHED;
  if (!shows(p_constant, RIVAL)) return `${BETTER_BUT} be better than always 0.5`;
  if (!shows(p_resolution, GUARD)) return `${BETTER_BUT} be better than always saying its own mean`;
  return shows(p_association) ? NOT_DISTINGUISHED : `${BETTER_BUT} go with what happens more than luck does`;
}

const hairText = (onAHair: boolean, p: number): string =>
  onAHair ? `; this hangs on a hair (p = ${shownP(p)}, decided at ${SIGNIFICANCE})` : '';

/** As a test needs n · (detectable ÷ wanted)² decisions; two digits, since no more is known. */
function neededFor({ sample, brier }: ForecastScores): number | null {
  const detectable = brier.minimum_detectable_skill;
  return detectable === null ? null : Number((sample.n * (detectable / WORTH) ** 2).toPrecision(2));
}

function neededText(scores: ForecastScores): string {
  const needed = neededFor(scores);
  return needed === null || needed <= scores.sample.n
    ? ''
    : `; to find a skill of ${WORTH} takes about ${needed} decisions`;
}

/** Independent: windows that fit side by side. What autocorrelation of the losses leaves may be more, and is in the scores. */
const decisionsText = ({ sample: { n, non_overlapping } }: ForecastScores): string =>
  `${n} ${n === 1 ? 'decision' : 'decisions'} (${non_overlapping} independent)`;

function skillText(
  { brier: { skill, skill_interval: interval } }: ForecastScores,
  detectable: number | null = null,
): string {
  if (skill === null) return 'Brier skill is not defined';
  const [at, low, high, least] = shownNumbers(
    skill,
    interval?.low ?? skill,
    interval?.high ?? skill,
    detectable ?? interval?.high ?? skill,
  );
  const found = detectable === null ? '' : `, could have detected ${least!}`;
  return `Brier skill ${at!}${interval === null ? '' : ` [${low!}, ${high!}]`}${found}`;
}

export function costText(costUsd: number | null): string {
  if (costUsd === null) return 'cost unknown';
  if (costUsd === 0) return 'cost nothing';
  return costUsd < 0.005 ? 'cost under $0.01' : `cost $${costUsd.toFixed(2)}`;
}
