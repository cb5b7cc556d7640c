import { firstFew } from '../collected.js';
import type { Collected, SeriesFailure } from '../ports/observation-source.js';
import { acceptBars, type CandidateBar } from './accept-bars.js';
import { HOUR, isoTime } from '../time.js';

export interface CollectBarsContext {
  readonly source: string;
  readonly symbol: string;
  /** This machine's clock, UTC ms. */
  readonly now: number;
  /** The venue's clock, UTC ms; null where it told none. */
  readonly venueNow: number | null;
  readonly retrievedAt: number;
}

/**
 * Hourly candles as observations: closed ones only, known from their close on (`available_at` = open + 1 h). What was refused
 * and what is absent comes along as failures. `unreadable` names rows that are not candles at all.
 */
export function collectBars(
  candidates: readonly CandidateBar[],
  unreadable: readonly string[],
  context: CollectBarsContext,
): Collected {
  const { source, symbol, now, venueNow, retrievedAt } = context;
  const accepted = acceptBars(candidates, {
    intervalMs: HOUR,
    now,
    venueNow: venueNow ?? undefined,
  });
  const rejected = [...unreadable, ...accepted.rejected];
  const holes = accepted.gaps.map(({ from, count }) => `${count} from ${isoTime(from)}`);
  const failures: SeriesFailure[] = [];
  const note = (code: string, reason: string): void => {
    failures.push({ source, series: ['bar_1h'], code, reason });
  };
  if (rejected.length > 0) {
    const all = candidates.length + unreadable.length;
    note('data.rejected', `${rejected.length} of ${all} hourly bars of ${symbol} refused: ${firstFew(rejected)}.`);
  }
  if (holes.length > 0) note('data.gaps', `hourly bars of ${symbol} are missing: ${firstFew(holes)}.`);
  if (accepted.bars.length === 0 && rejected.length === 0) {
    note('data.empty', `${source} sent no closed hourly bar of ${symbol}.`);
  }
  return {
    observations: accepted.bars.map(({ openTime, bar }) => ({
      series: 'bar_1h',
      symbol,
      value: bar,
      observed_at: openTime,
      available_at: openTime + HOUR,
      source,
      retrieved_at: retrievedAt,
    })),
    failures,
  };
}
