import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { waterfallTable, type WaterfallStep } from '../chart/waterfall.js';
import { signedPercent } from '../../shared/format.js';
import type { StepValues } from '../block-column.js';
import { html, type Markup } from '../markup.js';
import type { RunSeries } from '../series.js';
import { say } from '../speech.js';

/** Return of each calendar year (UTC), a fraction; the last value before a year is what it starts from. */
export function yearlyReturns(times: StepValues, values: StepValues, initial: number): Map<number, number> {
  const years = new Map<number, number>();
  let base = initial;
  for (let from = 0; from < values.length;) {
    // A step belongs to the year in which it closed, midnight to the year that ended.
    const year = new Date(times.at(from)! - 1).getUTCFullYear();
    const next = firstAfter(times, Date.UTC(year + 1, 0), from);
    let last = next - 1;
    while (last >= from && Number.isNaN(values.at(last)!)) last--;
    if (last >= from) {
      years.set(year, base > 0 ? values.at(last)! / base - 1 : 0);
      base = values.at(last)!;
    }
    from = next;
  }
  return years;
}

/** First row from `from` on whose time is after `time`. */
function firstAfter(times: StepValues, time: number, from: number): number {
  let [low, high] = [from, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times.at(middle)! > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Bars of each year, the account's and that of buying and holding below it. */
export function yearBars(result: BacktestResultDocument, series: RunSeries): Markup | null {
  const own = yearlyReturns(series.times, series.equity, result.initial_equity);
  const held = yearlyReturns(series.times, series.benchmark, result.initial_equity);
  if (own.size < 2) return null;
  const steps = [...own].flatMap(([year, value]): WaterfallStep[] => [
    { label: String(year), note: '', from: 0, to: value, kind: value < 0 ? 'loss' : 'gain' },
    ...(held.has(year)
      ? [{ label: '', note: say('buy and hold'), from: 0, to: held.get(year)!, kind: 'other' as const }]
      : []),
  ]);
  return html`<h3>${say('Year by year')}</h3>
    ${waterfallTable(steps, say('Return of each year'), signedPercent)}`;
}
