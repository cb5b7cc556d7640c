import { barValueSchema, type BarValue } from '../observation.js';
import { isoTime, MINUTE } from '../time.js';

/** A candle as a venue sent it, not yet trusted. `openTime` in UTC ms. */
export interface CandidateBar {
  readonly openTime: number;
  readonly bar: BarValue;
}

export interface AcceptBarsOptions {
  readonly intervalMs: number;
  /** This machine's time, UTC ms: nothing may lie beyond it. */
  readonly now: number;
  /** The venue's time where it told one. A bar is closed only when both clocks say so. */
  readonly venueNow?: number | undefined;
  /** How far ahead of `now` an open time may lie before it counts as wrong, ms. Default 2 minutes. */
  readonly skewMs?: number;
  /** A close this many times above or below its neighbours, alone, is an error of the feed. Default 20. */
  readonly maxJump?: number;
}

export interface AcceptedBars {
  /** Closed, sound, one per open time, ascending. */
  readonly bars: readonly CandidateBar[];
  /** One sentence for each bar that was refused. Unfinished bars and plain duplicates are not errors. */
  readonly rejected: readonly string[];
  /** Holes between the first and the last bar, ascending. */
  readonly gaps: readonly AbsentBars[];
}

export interface AbsentBars {
  /** Open time of the first absent bar, UTC ms. */
  readonly from: number;
  /** How many bars are absent in a row. */
  readonly count: number;
}

/** Sorts, dedupes and checks candles. Gaps are reported, never filled. */
export function acceptBars(candidates: readonly CandidateBar[], options: AcceptBarsOptions): AcceptedBars {
  const { intervalMs, now, venueNow = now, skewMs = 2 * MINUTE, maxJump = 20 } = options;
  const rejected: string[] = [];
  const byOpen = new Map<number, CandidateBar>();

  for (const candidate of candidates) {
    const { openTime } = candidate;
    if (openTime > now + skewMs) {
      rejected.push(`${at(openTime)} lies in the future`);
      continue;
    }
    if (openTime + intervalMs > Math.min(now, venueNow)) continue;
    const fault = faultOf(candidate, intervalMs);
    if (fault !== null) {
      rejected.push(`${at(openTime)} ${fault}`);
      continue;
    }
    // A feed that sends a bar twice sends it half-built first: volume only grows while a bar is open (measured).
    const known = byOpen.get(openTime);
    if (known === undefined || candidate.bar.volume > known.bar.volume) byOpen.set(openTime, candidate);
  }

  const sorted = [...byOpen.values()].sort((a, b) => a.openTime - b.openTime);
  const bars = sorted.filter((candidate, index) => {
    if (!isSpike(candidate, sorted[index - 1], sorted[index + 1], maxJump)) return true;
    rejected.push(
      `${at(candidate.openTime)} closes at ${candidate.bar.close}, over ${maxJump} times off its neighbours`,
    );
    return false;
  });
  return { bars, rejected, gaps: gapsBetween(bars, intervalMs) };
}

const at = (openTime: number): string => `the bar of ${isoTime(openTime)}`;

function faultOf({ openTime, bar }: CandidateBar, intervalMs: number): string | null {
  const parsed = barValueSchema.safeParse(bar);
  if (!parsed.success) return `has a bad ${parsed.error.issues[0]?.path.join('.') ?? 'value'}`;
  if (openTime % intervalMs !== 0) return `does not open on a multiple of its interval`;
  if (bar.high < Math.max(bar.open, bar.close, bar.low)) return 'has a high below another of its prices';
  if (bar.low > Math.min(bar.open, bar.close)) return 'has a low above another of its prices';
  return null;
}

/** Off both neighbours in the same direction; at an end of the series, off the only neighbour there is. */
function isSpike(
  { bar }: CandidateBar,
  before: CandidateBar | undefined,
  after: CandidateBar | undefined,
  maxJump: number,
): boolean {
  const ratios = [before, after].filter((other) => other !== undefined).map((other) => bar.close / other.bar.close);
  if (ratios.length === 0) return false;
  return ratios.every((ratio) => ratio > maxJump) || ratios.every((ratio) => ratio < 1 / maxJump);
}

function gapsBetween(bars: readonly CandidateBar[], intervalMs: number): AbsentBars[] {
  return bars.flatMap(({ openTime }, index) => {
    const expected = (bars[index - 1]?.openTime ?? openTime - intervalMs) + intervalMs;
    return openTime > expected ? [{ from: expected, count: (openTime - expected) / intervalMs }] : [];
  });
}
