import type { BarSeries } from '../../core/bars.js';
import { given } from '../../core/given.js';
import type { RecordOf } from '../session/records.js';
import type { ToldMoment } from './told-session.js';

type MomentBars = RecordOf<'bars'>;
type TakenBar = MomentBars['bars'][number];

/** A moment of the market: as the session had it, or with bars that it missed. */
export interface WholeMoment {
  readonly bars: MomentBars;
  /** Null: the session had no bar at it. */
  readonly told: ToldMoment | null;
}

/** The bars of a session with those that it missed in between. */
export interface WholeBars {
  readonly moments: readonly WholeMoment[];
  /** How many bars it missed of those that were looked for. */
  readonly missed: number;
}

/**
 * Puts bars that a session missed where they belong, from its first moment to its last. Those that it had stay as it had them.
 * @param known bars of the session's symbols, in its interval
 */
export function withMissedBars(moments: readonly ToldMoment[], known: readonly BarSeries[]): WholeBars {
  const told = new Map(moments.map((moment) => [moment.bars.time, moment]));
  const bySymbol = known.map((series) => {
    const taken = moments.flatMap(({ bars }) => bars.bars.filter(({ symbol }) => symbol === series.symbol));
    const missed = missedOf(series, moments, taken);
    return { missed: missed.length, bars: withOwnFunding(taken, missed) };
  });
  const missed = bySymbol.reduce((sum, each) => sum + each.missed, 0);
  const barsAt = new Map<number, TakenBar[]>(moments.map(({ bars }) => [bars.time, []]));
  for (const bar of bySymbol.flatMap(({ bars }) => bars)) {
    const same = barsAt.get(bar.openTime);
    if (same === undefined) barsAt.set(bar.openTime, [bar]);
    else same.push(bar);
  }
  const whole = [...barsAt].map(([time, bars]): WholeMoment => {
    const own = told.get(time) ?? null;
    const others = (own?.bars.bars ?? []).filter(({ symbol }) => known.every((series) => series.symbol !== symbol));
    return { bars: { time, bars: [...others, ...bars], early: own?.bars.early ?? [] }, told: own };
  });
  return { moments: whole.sort((a, b) => a.bars.time - b.bars.time), missed };
}

function missedOf(series: BarSeries, moments: readonly ToldMoment[], taken: readonly TakenBar[]): TakenBar[] {
  const had = new Set(taken.map(({ openTime }) => openTime));
  const [from, to] = [moments[0]!.bars.time, moments.at(-1)!.bars.time];
  const rows: TakenBar[] = [];
  for (let k = series.indexAtOrAfter(from); k < series.length && series.openTime[k]! <= to; k++) {
    if (!had.has(series.openTime[k]!)) rows.push({ symbol: series.symbol, ...series.row(k) });
  }
  return rows;
}

/** All of them in order. Funding came with the first bar that was there again: each settlement goes to the bar that it falls in. */
function withOwnFunding(taken: readonly TakenBar[], missed: readonly TakenBar[]): TakenBar[] {
  const isMissed = new Set(missed);
  const inOrder = [...taken, ...missed].sort((a, b) => b.openTime - a.openTime);
  let earlier: NonNullable<TakenBar['funding']> = [];
  const bars = inOrder.map((bar, k): TakenBar => {
    const before = inOrder[k + 1];
    const all = [...earlier, ...(bar.funding ?? [])];
    const isOwn = (time: number): boolean => before === undefined || !isMissed.has(before) || time >= bar.openTime;
    earlier = all.filter(({ time }) => !isOwn(time));
    const own = all.filter(({ time }) => isOwn(time));
    return { ...bar, ...given({ funding: own.length === 0 && bar.funding === undefined ? undefined : own }) };
  });
  return bars.reverse();
}
