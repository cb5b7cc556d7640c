import { DEFAULT_GROUPING } from '../risk-limits.js';
import { linkedGroups, logReturns, returnCorrelation } from '../statistics/co-movement.js';
import type { BacktestResultDocument } from './schema.js';
import { seriesOf } from './series.js';

/** Symbols of a run that moved together over the whole of it. */
export interface MovingTogether {
  /** Two or more. */
  readonly symbols: readonly string[];
  /** Correlations of log returns between any two of them: the lowest and the highest. */
  readonly lowest: number;
  readonly highest: number;
}

/** Groups of symbols whose log returns over the run have a correlation of 0.7 or more, directly or through others. */
export function movingTogether(result: BacktestResultDocument): MovingTogether[] {
  const { symbols } = result;
  if (symbols.length < 2) return [];
  const { prices } = seriesOf(result);
  const returns = symbols.map((symbol) => logReturns(prices.find((each) => each.symbol === symbol)?.close ?? []));
  const correlations = returns.map((a) => returns.map((b) => returnCorrelation(a, b) ?? NaN));
  const group = linkedGroups(symbols.length, (a, b) => correlations[a]![b]! >= DEFAULT_GROUPING.correlation);
  return [...new Set(group)].flatMap((first) => {
    const members = symbols.flatMap((_, s) => (group[s] === first ? [s] : []));
    const between = members.flatMap((a) => members.flatMap((b) => (a < b ? [correlations[a]![b]!] : [])));
    const known = between.filter((value) => !Number.isNaN(value));
    if (known.length === 0) return [];
    return [{ symbols: members.map((s) => symbols[s]!), lowest: Math.min(...known), highest: Math.max(...known) }];
  });
}
