import { seededRandom, type Random } from '../../src/core/ports/random.js';
import { withoutOverlap } from '../../src/evaluation/forward-test/without-overlap.js';
import { AlwaysValidSkill } from '../../src/evaluation/earned/always-valid-skill.js';
import { normal } from '../../src/evaluation/fixtures/simulated-market.js';
import { benjaminiHochberg } from '../../src/evaluation/inference/benjamini-hochberg.js';
import { climatologyError } from '../../src/evaluation/scoring/climatology-error.js';
import { compareScores } from '../../src/evaluation/scoring/compare-scores.js';
import { brierLosses } from '../../src/evaluation/scoring/losses.js';
import { skillTest } from '../../src/evaluation/scoring/skill-test.js';

/** A drift in standard deviations of a horizon: none, one that lasts, one that reverts, one that jumps. */
export type Drift =
  | { readonly kind: 'none' }
  | { readonly kind: 'steady'; readonly size: number }
  | { readonly kind: 'reverting'; readonly halfLife: number; readonly size: number }
  | { readonly kind: 'regimes'; readonly length: number; readonly size: number };

/** Columns of one market: what a judgement needs and nothing else, so that thousands are cheap. */
export interface QuickMarket {
  readonly overlap: number;
  readonly outcomes: Float64Array;
  readonly climatology: Float64Array;
  readonly learnedFrom: readonly number[];
  readonly drift: Float64Array;
  /** Return of the last window that had closed, in standard deviations of a step. */
  readonly lastReturn: Float64Array;
  readonly random: Random;
}

/** As many windows side by side had closed before the first decision as there are days in the month that is waited for. */
const WARM_WINDOWS = 31;

/** A random walk in steps, decisions at each about the next `overlap`, labelled bull where most closes lie above. */
export function quickMarket(drift: Drift, n: number, overlap: number, seed: number): QuickMarket {
  const random = seededRandom(seed);
  const warm = WARM_WINDOWS * overlap;
  const length = warm + overlap + n + overlap;
  const drifts = new Float64Array(length);
  const returns = new Float64Array(length);
  const rho = drift.kind === 'reverting' ? 0.5 ** (1 / drift.halfLife) : 0;
  let now = 0;
  if (drift.kind === 'steady') now = drift.size;
  if (drift.kind === 'reverting') now = drift.size * normal(random);
  if (drift.kind === 'regimes') now = random.next() < 0.5 ? drift.size : -drift.size;
  for (let t = 0; t < length; t++) {
    if (drift.kind === 'reverting') now = rho * now + Math.sqrt(1 - rho * rho) * drift.size * normal(random);
    if (drift.kind === 'regimes' && random.next() < 1 / drift.length) now = -now;
    drifts[t] = now;
    returns[t] = normal(random) + now / Math.sqrt(overlap);
  }
  const decisions = length - overlap;
  const labels = new Float64Array(decisions);
  const window = new Float64Array(decisions);
  for (let t = 0; t < decisions; t++) {
    let level = 0;
    let above = 0;
    for (let k = 0; k < overlap; k++) {
      level += returns[t + k]!;
      if (level > 0) above += 1;
    }
    window[t] = level;
    labels[t] = above * 2 === overlap ? Number(level > 0) : Number(above * 2 > overlap);
  }
  const first = warm + overlap;
  const climatology = new Float64Array(n);
  const learnedFrom: number[] = [];
  let bulls = 0;
  let count = 0;
  for (let i = 0; i < n; i++) {
    for (; count + overlap <= first + i; count++) bulls += labels[count]!;
    climatology[i] = (bulls + 1) / (count + 2);
    learnedFrom.push(count);
  }
  const late = (column: Float64Array, by = 0): Float64Array => column.slice(first - by, first - by + n);
  return {
    overlap,
    outcomes: late(labels),
    climatology,
    learnedFrom,
    drift: late(drifts),
    lastReturn: late(window, overlap),
    random,
  };
}

export type Say = (market: QuickMarket) => Float64Array;

/** Moods around a centre, with a half-life in decisions; 0 for a mood a decision. */
export const moods =
  (deviation: number, halfLife: number, centre = 0.5): Say =>
  ({ outcomes, random }) => {
    const rho = halfLife === 0 ? 0 : 0.5 ** (1 / halfLife);
    let mood = normal(random);
    return outcomes.map(() => {
      mood = rho * mood + Math.sqrt(1 - rho * rho) * normal(random);
      return Math.min(0.99, Math.max(0.01, centre + deviation * mood));
    });
  };
export const always =
  (p: number): Say =>
  ({ outcomes }) =>
    outcomes.map(() => p);
/** Climatology, drawn half way to 0.5. */
export const shyClimatology: Say = ({ climatology }) => climatology.map((c) => 0.5 + (c - 0.5) / 2);
export const momentum: Say = ({ lastReturn }) => lastReturn.map((value) => (value > 0 ? 0.55 : 0.45));

/** Slope of the probability of bull on the drift near 0, from one long market. */
const slopes = new Map<string, number>();
function slopeOf(overlap: number, halfLife: number): number {
  const key = `${overlap} ${halfLife}`;
  let slope = slopes.get(key);
  if (slope === undefined) {
    const { drift, outcomes } = quickMarket({ kind: 'reverting', halfLife, size: 0.3 }, 100_000, overlap, 1);
    let product = 0;
    let square = 0;
    drift.forEach((value, i) => {
      product += value * (outcomes[i]! - 0.5);
      square += value * value;
    });
    slopes.set(key, (slope = product / square));
  }
  return slope;
}

/** A market and one who knows its drift, with a Brier skill of about 0.05 over 0.5: 4·Var(p). */
export function planted(overlap: number): { readonly drift: Drift; readonly say: Say } {
  const halfLife = Math.max(10, 5 * overlap);
  const slope = slopeOf(overlap, halfLife);
  return {
    drift: { kind: 'reverting', halfLife, size: Math.sqrt(0.05 / 4) / slope },
    say: ({ drift }) => drift.map((value) => Math.min(0.95, Math.max(0.05, 0.5 + slope * value))),
  };
}

export interface Judgement {
  readonly losses: number;
  readonly reference: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly effective: number | null;
  readonly skilled: boolean;
}

/** Interval of the skill over climatology, as the product gives it, with what goes with it. */
function comparison({ outcomes, climatology, overlap, learnedFrom }: QuickMarket, probabilities: Float64Array) {
  return compareScores(brierLosses, probabilities, climatology, outcomes, {
    overlap,
    level: 0.95,
    referenceError: climatologyError(outcomes, overlap, learnedFrom),
  });
}

/** The judgement of the product, without what does not decide. */
export function judge(market: QuickMarket, probabilities: Float64Array): Judgement {
  const { outcomes, climatology, overlap } = market;
  const brier = comparison(market, probabilities);
  const { p_skill } = skillTest(probabilities, climatology, outcomes, {
    overlap,
    level: 0.95,
    climatologyBound: brier.skill_interval?.lower_bound ?? null,
  });
  return {
    losses: brier.score,
    reference: brier.reference,
    interval: brier.skill_interval,
    effective: brier.effective_n,
    skilled: p_skill < 0.025 && (brier.effective_n ?? Infinity) >= 10,
  };
}

export interface IntervalTally {
  /** Share of markets whose interval holds the skill that all of them have on average. */
  readonly covered: number;
  /** Mean width of the interval. */
  readonly width: number;
}

type Found = Pick<Judgement, 'losses' | 'reference' | 'interval'>;

/** Whether an interval holds the skill that all of them have on average. */
function covering(found: readonly Found[]): (one: Found) => boolean {
  const total = (of: (one: Found) => number): number => found.reduce((sum, one) => sum + of(one), 0);
  const truth = 1 - total(({ losses }) => losses) / total(({ reference }) => reference);
  return ({ interval }) => interval !== null && interval.low <= truth && truth <= interval.high;
}

/** Number of the first market of each kind: `JUDGEMENT_FIRST=10000` judges in markets that no choice was made by. */
const FIRST = Number(process.env.JUDGEMENT_FIRST ?? 0);

const marketOf = (drift: Drift, n: number, overlap: number, seed: number): QuickMarket =>
  quickMarket(drift, n, overlap, 104_729 * (FIRST + seed + 1));

/** Intervals alone, which is a third of the work of a judgement. */
export function intervalsOf(drift: Drift, say: Say, n: number, overlap: number, markets: number): IntervalTally {
  const found = Array.from({ length: markets }, (_, seed) => {
    const market = marketOf(drift, n, overlap, seed);
    const { score, reference, skill_interval: interval } = comparison(market, say(market));
    return { losses: score, reference, interval };
  });
  return {
    covered: found.filter(covering(found)).length / markets,
    width:
      found.reduce((sum, { interval }) => sum + (interval === null ? 0 : interval.high - interval.low), 0) / markets,
  };
}

export interface Tally {
  /** Share of markets whose interval holds the skill that all of them have on average. */
  readonly covered: number;
  /** The same among those in which the verdict speaks. */
  readonly coveredWhereTold: number;
  /** Share of markets in which it is said that nothing can be told. */
  readonly untold: number;
  readonly skilled: number;
}

/** Judges one forecaster in many markets. */
export function tallyOf(drift: Drift, say: Say, n: number, overlap: number, markets: number): Tally {
  const found = Array.from({ length: markets }, (_, seed) => {
    const market = marketOf(drift, n, overlap, seed);
    return judge(market, say(market));
  });
  const covers = covering(found);
  const told = found.filter(({ effective }) => effective === null || effective >= 10);
  return {
    covered: found.filter(covers).length / markets,
    coveredWhereTold: told.length === 0 ? 1 : told.filter(covers).length / told.length,
    untold: 1 - told.length / markets,
    skilled: found.filter(({ skilled }) => skilled).length / markets,
  };
}

/** Share of markets in which a weekly look, every seven windows, ever grants any size. */
export function everEarned(drift: Drift, say: Say, n: number, overlap: number, markets: number): number {
  let ever = 0;
  for (let seed = 0; seed < markets; seed++) {
    const market = marketOf(drift, n, overlap, seed);
    const said = say(market);
    const rows = withoutOverlap(
      Array.from(said, (probBull, i) => ({
        decidedAt: i,
        maturesAt: i + overlap,
        probBull,
        reference: market.climatology[i]!,
        outcome: market.outcomes[i] as 0 | 1,
      })),
    );
    const skill = new AlwaysValidSkill();
    const earned = rows.some((row, i) => {
      skill.add(row);
      return (i + 1) % 7 === 0 && skill.lowerBound()! > 0;
    });
    if (earned) ever += 1;
  }
  return ever / markets;
}

export interface BestOfMany {
  /** Share of worlds in which the best is skilled by its own p-value. */
  readonly alone: number;
  /** Share of worlds in which any is skilled once their number is adjusted for. */
  readonly adjusted: number;
}

/** Many that know nothing, tried in the same world: as many prompts as there are `says`, in each of so many worlds. */
export function bestOfMany(drift: Drift, says: readonly Say[], n: number, overlap: number, worlds: number): BestOfMany {
  let [alone, adjusted] = [0, 0];
  for (let seed = 0; seed < worlds; seed++) {
    const market = quickMarket(drift, n, overlap, 15_485_863 * (FIRST + seed + 1));
    const p = says.map(
      (say) =>
        skillTest(say(market), market.climatology, market.outcomes, { overlap, level: 0.95, climatologyBound: null })
          .p_skill,
    );
    const least = (values: readonly (number | null)[]): number => Math.min(...values.map((value) => value ?? 1));
    if (least(p) < 0.025) alone += 1;
    if (least(benjaminiHochberg(p)) < 0.025) adjusted += 1;
  }
  return { alone: alone / worlds, adjusted: adjusted / worlds };
}
