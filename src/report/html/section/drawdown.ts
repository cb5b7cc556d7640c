import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { legend, lineChart, pointsOf, type LineChart } from '../chart/line-chart.js';
import { day, duration, percent } from '../../shared/format.js';
import { html, type Markup } from '../markup.js';
import type { RunSeries } from '../series.js';
import { section } from './section.js';

/** How far the account lay below its highest value so far. */
export function drawdownSection(result: BacktestResultDocument, series: RunSeries): Markup {
  const worst = deepest(series);
  const chart: LineChart = {
    id: 'drawdown-chart',
    title: 'Loss from the highest value so far',
    description: worst.text,
    height: 190,
    times: series.times,
    from: result.start_time,
    to: result.end_time,
    lines: [
      { label: result.strategy.name, className: 'loss', values: series.drawdown, areaTo: 0 },
      { label: `Buy and hold ${result.benchmark.symbol}`, className: 'benchmark', values: series.benchmarkDrawdown },
    ],
    kind: 'percent',
  };
  const body = html`<figure
    class="chart"
    data-zoom="run"
    data-least="${12 * result.interval_ms}"
    aria-label="the losses from the peak"
  >
    <figcaption>${legend(chart.lines)}</figcaption>
    ${lineChart(chart)} ${pointsOf(chart)}
  </figure>`;
  return section('drawdown', 'Losses from the peak', worst.text, body);
}

function deepest({ drawdown, equity, times }: RunSeries): { text: string } {
  let trough = 0;
  for (let i = 0; i < drawdown.length; i++) if (drawdown[i]! < drawdown[trough]!) trough = i;
  if (!(drawdown[trough]! < 0)) return { text: 'The account was never below an earlier value.' };
  let peak = trough;
  while (peak > 0 && drawdown[peak]! < 0) peak--;
  let end = trough;
  while (end < drawdown.length && drawdown[end]! < 0) end++;
  const fall = `The deepest took ${percent(-drawdown[trough]!)}, from ${day(times[peak]!)} to ${day(times[trough]!)}`;
  const text =
    end < equity.length
      ? `${fall}; it was made up by ${day(times[end]!)}, ${duration(times[end]! - times[peak]!)} after the peak.`
      : `${fall}; it was not made up by the end, ${duration(times.at(-1)! - times[peak]!)} after the peak.`;
  return { text };
}
