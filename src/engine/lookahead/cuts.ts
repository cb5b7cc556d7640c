import type { SymbolData } from '../data-feed.js';
import type { DecisionLog } from './decision-log.js';

/**
 * Moments to cut the data at, ascending: half where the strategy changed its mind, since a look-ahead shows there, half
 * spread evenly over the run, since it may also show in what was not done. Each leaves every symbol a bar, and a future.
 */
export function chooseCuts(data: readonly SymbolData[], log: DecisionLog, count: number): number[] {
  const first = Math.max(...data.map(({ bars }) => bars.closeTime(0)));
  const last = Math.max(...data.map(({ bars }) => bars.closeTime(bars.length - 1)));
  const closes: number[] = [];
  const turns = new Set<number>();
  for (const { bars } of data) {
    const answers = log.get(bars.symbol)!;
    for (let row = 0; row < bars.length; row++) {
      const time = bars.closeTime(row);
      if (time < first || time >= last) continue;
      if (bars === data[0]!.bars) closes.push(time);
      if (row > 0 && answers[row] !== answers[row - 1]) turns.add(time);
    }
  }
  const decided = spread(
    [...turns].sort((a, b) => a - b),
    Math.ceil(count / 2),
  );
  const even = spread(closes, count - decided.length);
  return [...new Set([...decided, ...even])].sort((a, b) => a - b);
}

/** `count` of the values, evenly by position, first and last included. */
function spread(values: readonly number[], count: number): number[] {
  if (values.length <= count) return [...values];
  if (count <= 1) return values.slice(0, count);
  return Array.from({ length: count }, (_, k) => values[Math.round((k * (values.length - 1)) / (count - 1))]!);
}
