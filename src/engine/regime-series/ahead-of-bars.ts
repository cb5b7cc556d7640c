import type { BarSeries } from '../../core/bars.js';
import { isBarValue, type Observation } from '../../core/observation.js';
import { spanEnd } from '../../core/point-in-time.js';
import type { SeriesName } from '../../core/series.js';
import { HOUR, MINUTE } from '../../core/time.js';

/** Series whose values are prices of the moment at which their span ends. */
const PRICES: readonly SeriesName[] = ['bar_1h', 'spot_price', 'mark_price', 'index_price'];

/** Fewer prices beside the bars say nothing. */
const LEAST_PRICES = 30;
/** What is not chance: standard errors of the slope. Prices of another exchange differ from the bars, but not by what comes next. */
const LEAST_T = 5;
/** Share of the next hour's return that the prices have to know already. */
const LEAST_SHARE = 0.1;

/** Prices among observations that know the bar after the one they are stamped with. */
export interface AheadOfBars {
  readonly series: SeriesName;
  readonly symbol: string;
  readonly source: string;
  /** Prices at closes of the bars. */
  readonly n: number;
  /** Which part of the way to the next close they have gone already: 0 for honest ones, 1 where they are one bar early. */
  readonly share: number;
}

/**
 * Compares prices among observations with the bars that they are judged by. How far a price is from the close of its own moment
 * does not depend on the bar that comes next, whatever exchange, pair or currency it is from; where it does, the price is stamped too
 * early. Least squares of ln(price ÷ close) on ln(next close ÷ close), for each source and, where none of them is found, for all
 * sources of a series together: rows that each name another source hide nothing. Symbols are not compared, since `btc` and `BTCUSDT`
 * may be one market.
 */
export function aheadOfBars(observations: readonly Observation[], bars: BarSeries): AheadOfBars[] {
  const prices = observations.filter(({ series }) => PRICES.includes(series));
  return [...groupsBy(prices, ({ series, symbol }) => `${series}|${symbol}`)].flatMap((series) => {
    const sources = groupsBy(series, ({ source }) => source);
    const each = sources.flatMap((group) => foundIn(group, bars));
    return each.length > 0 || sources.length === 1 ? each : foundIn(series, bars);
  });
}

function groupsBy(prices: readonly Observation[], keyOf: (price: Observation) => string): Observation[][] {
  const groups = new Map<string, Observation[]>();
  for (const each of prices) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

function foundIn(group: readonly Observation[], bars: BarSeries): AheadOfBars[] {
  const found = shareOf(group, bars);
  if (found === null) return [];
  const { series, symbol } = group[0]!;
  const sources = new Set(group.map(({ source }) => source));
  return [{ series, symbol, source: sources.size === 1 ? group[0]!.source : `${sources.size} sources`, ...found }];
}

/** Null where it cannot be told from 0. */
function shareOf(prices: readonly Observation[], bars: BarSeries): Pick<AheadOfBars, 'n' | 'share'> | null {
  const pairs = prices.flatMap((each) => pairOf(each, bars));
  if (pairs.length < LEAST_PRICES) return null;
  const sum = (of: (pair: Pair) => number): number => pairs.reduce((total, pair) => total + of(pair), 0);
  const level = sum(({ off }) => off) / pairs.length;
  const drift = sum(({ next }) => next) / pairs.length;
  const squares = sum(({ next }) => (next - drift) ** 2);
  if (squares === 0) return null;
  const share = sum(({ off, next }) => (off - level) * (next - drift)) / squares;
  const residual = sum(({ off, next }) => (off - level - share * (next - drift)) ** 2) / (pairs.length - 2);
  const least = Math.max(LEAST_SHARE * Math.min(1, HOUR / bars.intervalMs), LEAST_T * Math.sqrt(residual / squares));
  return share >= least ? { n: pairs.length, share } : null;
}

/** How far a price is off the close of its moment, and what the next close adds, both in logarithms. */
interface Pair {
  readonly off: number;
  readonly next: number;
}

function pairOf(observation: Observation, bars: BarSeries): Pair[] {
  const { value } = observation;
  const price = typeof value === 'number' ? value : isBarValue(value) ? value.close : NaN;
  const at = spanEnd(observation);
  const row = bars.indexAtOrAfter(at - bars.intervalMs - MINUTE);
  if (!(price > 0) || row + 1 >= bars.length || Math.abs(bars.closeTime(row) - at) > MINUTE) return [];
  if (bars.openTime[row + 1] !== bars.closeTime(row)) return [];
  const close = bars.close[row]!;
  return [{ off: Math.log(price / close), next: Math.log(bars.close[row + 1]! / close) }];
}
