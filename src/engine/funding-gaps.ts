import type { FundingSeries } from './funding.js';
import { DAY, HOUR } from '../core/time.js';

/** Settlements that a record of funding lacks between two that it has, before its first or after its last. */
export interface FundingGap {
  /** The first and the last missing one, UTC ms; where they were due if the interval changed in between is a guess. */
  readonly from: number;
  readonly to: number;
  readonly missing: number;
}

/** Intervals between settlements that exchanges have. */
const USUAL: ReadonlySet<number> = new Set([HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]);
const DEFAULT_STEP = 8 * HOUR;
/** Equal steps that make an interval at either end of a record, where it may begin or end soon after a change. */
const STEPS_AT_END = 3;

/**
 * The holes of a record of funding inside (`from`, `to`), UTC ms: a settlement at either bound finds nothing to pay. An exchange
 * changes the interval of a market for weeks (8 h, 1 h, 8 h again), so a hole is measured against the interval around it: the one
 * that the record states, else that of the steps beside it. Equal steps of 1, 2, 4 or 8 h that go on for a day are an interval; a
 * longer step by itself is a hole. Where the interval changes inside a hole, the fewest settlements that fill it are counted.
 */
export function fundingGaps(funding: FundingSeries, from: number, to: number): FundingGap[] {
  const { time } = funding;
  const gaps: FundingGap[] = [];
  /** Counts the moments of the hole after `start` that lie in the range: `first` times `step`, then every `then` up to `end`. */
  const fill = (start: number, count: number, step: number, end: number, then: number): void => {
    let [missing, begin, last] = [0, 0, 0];
    let at = start;
    for (let k = 1; ; k++) {
      at += k <= count ? step : then;
      if (at >= end || at >= to) break;
      if (at <= from) continue;
      if (missing++ === 0) begin = at;
      last = at;
    }
    if (missing > 0) gaps.push({ from: begin, to: last, missing });
  };
  if (time.length === 0) {
    fill(Math.floor(from / DEFAULT_STEP) * DEFAULT_STEP, 0, DEFAULT_STEP, to, DEFAULT_STEP);
    return gaps;
  }
  const intervals = intervalsOf(funding);
  const head = intervals.after(0);
  fill(time[0]! - Math.ceil((time[0]! - from) / head) * head, 0, head, time[0]!, head);
  for (let i = 1; i < time.length; i++) {
    const step = time[i]! - time[i - 1]!;
    if (time[i]! <= from || time[i - 1]! >= to) continue;
    const [before, after] = [intervals.after(i - 1), intervals.before(i)];
    const [longer, shorter] = [Math.max(before, after), Math.min(before, after)];
    const longs = Math.floor(step / longer);
    const shorts = Math.round((step - longs * longer) / shorter);
    if (longs + shorts < 2) continue;
    // A moment that rounding puts a little before the next settlement is that settlement.
    const end = time[i]! - shorter / 2;
    if (before >= after) fill(time[i - 1]!, longs, longer, end, shorter);
    else fill(time[i - 1]!, shorts, shorter, end, longer);
  }
  const tail = intervals.after(time.length - 1);
  fill(time.at(-1)!, 0, tail, to, tail);
  return gaps;
}

/** How many settlements the record lacks inside (`from`, `to`), UTC ms. */
export const missingFunding = (funding: FundingSeries, from: number, to: number): number =>
  fundingGaps(funding, from, to).reduce((sum, { missing }) => sum + missing, 0);

interface Intervals {
  /** The interval in force after, and before, a settlement, ms. */
  readonly after: (row: number) => number;
  readonly before: (row: number) => number;
}

function intervalsOf({ time, interval }: FundingSeries): Intervals {
  const regular = regularSteps(time);
  const usual = mostFrequentStep(time);
  // The interval of each step: its own where it is regular, else that of the last, or of the next, regular one.
  const [backward, forward] = [new Float64Array(time.length), new Float64Array(time.length)];
  for (let i = 1; i < time.length; i++) backward[i] = firstKnown(regular[i], backward[i - 1]);
  for (let i = time.length - 1; i > 0; i--) forward[i] = firstKnown(regular[i], forward[i + 1]);
  return {
    after: (row) => firstKnown(interval?.[row], regular[row + 1], backward[row], forward[row + 1], usual),
    before: (row) => firstKnown(interval?.[row], forward[row], backward[row], usual),
  };
}

/** The first that is a length of time; 0 where none is. */
const firstKnown = (...candidates: readonly (number | undefined)[]): number =>
  candidates.find((each) => each !== undefined && each > 0) ?? 0;

/** For each settlement the step before it where it belongs to a run of equal steps that makes an interval, else 0. */
function regularSteps(time: Float64Array): Float64Array {
  const regular = new Float64Array(time.length + 1);
  const usual = mostFrequentStep(time);
  for (let start = 1; start < time.length;) {
    const step = time[start]! - time[start - 1]!;
    let end = start + 1;
    while (end < time.length && time[end]! - (time[end - 1] ?? 0) === step) end++;
    const count = end - start;
    const atEnd = start === 1 || end === time.length;
    const lasts = count * step >= DAY && count > 1;
    if ((USUAL.has(step) || step === usual) && (lasts || (atEnd && count >= STEPS_AT_END)))
      regular.fill(step, start, end);
    start = end;
  }
  return regular;
}

/** 8 h with fewer than two records. */
function mostFrequentStep(time: Float64Array): number {
  const counts = new Map<number, number>();
  let best = DEFAULT_STEP;
  for (let i = 1; i < time.length; i++) {
    const step = time[i]! - time[i - 1]!;
    const count = (counts.get(step) ?? 0) + 1;
    counts.set(step, count);
    if (count > (counts.get(best) ?? 0)) best = step;
  }
  return best;
}
