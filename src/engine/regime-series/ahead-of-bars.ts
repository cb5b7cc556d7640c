import type { BarSeries } from '../../core/bars.js';
import { isBarValue, type Observation } from '../../core/observation.js';
import { spanEnd } from '../../core/point-in-time.js';
import type { SeriesName } from '../../core/series.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

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
 * does not depend on the bar that comes next, whatever exchange or pair it is from; where it does, the price is stamped too
 * early. Least squares through the origin of ln(price ÷ close) on ln(next close ÷ close).
 */
export function aheadOfBars(observations: readonly Observation[], bars: BarSeries): AheadOfBars[] {
  const prices = observations.filter(({ series, symbol }) => symbol === bars.symbol && PRICES.includes(series));
  const groups = new Map<string, Observation[]>();
  for (const each of prices) {
    const key = `${each.series}|${each.source}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()].flatMap((group) => {
    const found = shareOf(group, bars);
    if (found === null) return [];
    const { series, symbol, source } = group[0]!;
    return [{ series, symbol, source, ...found }];
  });
}

/** Null where it cannot be told from 0. */
function shareOf(prices: readonly Observation[], bars: BarSeries): Pick<AheadOfBars, 'n' | 'share'> | null {
  const pairs = prices.flatMap((each) => pairOf(each, bars));
  if (pairs.length < LEAST_PRICES) return null;
  const sum = (of: (pair: Pair) => number): number => pairs.reduce((total, pair) => total + of(pair), 0);
  const squares = sum(({ next }) => next * next);
  if (squares === 0) return null;
  const share = sum(({ off, next }) => off * next) / squares;
  const residual = sum(({ off, next }) => (off - share * next) ** 2) / (pairs.length - 1);
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
