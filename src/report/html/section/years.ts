import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { waterfallTable, type WaterfallStep } from '../chart/waterfall.js';
import { signedPercent } from '../../shared/format.js';
import { html, type Markup } from '../markup.js';
import type { RunSeries } from '../series.js';

/** Return of each calendar year (UTC), a fraction; the last value before a year is what it starts from. */
export function yearlyReturns(times: Float64Array, values: Float64Array, initial: number): Map<number, number> {
  const years = new Map<number, number>();
  let before = initial;
  let base = initial;
  let year = NaN;
  let ends = -Infinity;
  const close = (): void => {
    if (!Number.isNaN(year)) years.set(year, base > 0 ? before / base - 1 : 0);
  };
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    // A step belongs to the year in which it closed, midnight to the year that ended. A date for each would take longer than the run.
    if (times[i]! > ends) {
      close();
      base = before;
      year = new Date(times[i]! - 1).getUTCFullYear();
      ends = Date.UTC(year + 1, 0);
    }
    before = values[i]!;
  }
  close();
  return years;
}

/** Bars of each year, the account's and that of buying and holding below it. */
export function yearBars(result: BacktestResultDocument, series: RunSeries): Markup | null {
  const own = yearlyReturns(series.times, series.equity, result.initial_equity);
  const held = yearlyReturns(series.times, series.benchmark, result.initial_equity);
  if (own.size < 2) return null;
  const steps = [...own].flatMap(([year, value]): WaterfallStep[] => [
    { label: String(year), note: '', from: 0, to: value, kind: value < 0 ? 'loss' : 'gain' },
    ...(held.has(year)
      ? [{ label: '', note: 'buy and hold', from: 0, to: held.get(year)!, kind: 'other' as const }]
      : []),
  ]);
  return html`<h3>Year by year</h3>
    ${waterfallTable(steps, 'Return of each year', signedPercent)}`;
}
