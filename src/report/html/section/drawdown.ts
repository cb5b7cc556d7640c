import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { legend, lineChart, pointsOf, type LineChart } from '../chart/line-chart.js';
import { duration, percent } from '../../shared/format.js';
import { deepestDrawdowns, type DrawdownSpell } from '../drawdowns.js';
import { decimals } from '../../shared/numbers.js';
import { html, type Markup, section } from '../markup.js';
import { underwater, type RunSeries } from '../series.js';
import { DAY, isoDay } from '../../../core/time.js';

const MOST_FALLS = 10;

/** How far the account lay below its highest value so far. */
export function drawdownSection(result: BacktestResultDocument, series: RunSeries): Markup {
  const last = series.times.at(series.times.length - 1)!;
  const { initial_equity: initial } = result;
  const drawdown = underwater(series.equity, initial);
  const start = { equity: initial, time: result.start_time };
  const falls = deepestDrawdowns(series, start, MOST_FALLS);
  const text = textOf(falls, last);
  const chart: LineChart = {
    id: 'drawdown-chart',
    title: 'Loss from the highest value so far',
    description: text,
    height: 190,
    times: series.times,
    from: result.start_time,
    to: result.end_time,
    lines: [
      { label: result.strategy.name, className: 'loss', values: drawdown, areaTo: 0 },
      {
        label: `Buy and hold ${result.benchmark.symbol}`,
        className: 'benchmark',
        values: underwater(series.benchmark, initial),
      },
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
    </figure>
    ${fallTable(falls, last)}`;
  return section('drawdown', 'Losses from the peak', text, body);
}

function textOf(falls: readonly DrawdownSpell[], last: number): string {
  const [worst] = falls;
  if (worst === undefined) return 'The account was never below an earlier value.';
  const fall = `The deepest took ${percent(worst.depth)}, from ${isoDay(worst.peak)} to ${isoDay(worst.trough)}`;
  return worst.end === null
    ? `${fall}; it was not made up by the end, ${duration(last - worst.peak)} after the peak.`
    : `${fall}; it was made up by ${isoDay(worst.end)}, ${duration(worst.end - worst.peak)} after the peak.`;
}

/** Whole days, tenths of the first ten. */
const daysText = (days: number): string => decimals(days, days < 10 ? 1 : 0);

function fallTable(falls: readonly DrawdownSpell[], last: number): Markup | null {
  if (falls.length === 0) return null;
  return html`<h3>The deepest falls</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="The deepest falls">
      <table class="plain falls">
        <thead>
          <tr>
            <th scope="col" class="number">Depth</th>
            ${['Peak', 'Lowest', 'Made up'].map((name) => html`<th scope="col" class="number">${name}</th>`)}
            <th scope="col" class="number">Days</th>
          </tr>
        </thead>
        <tbody>
          ${falls.map(
            ({ depth, peak, trough, end }) =>
              html`<tr>
                <td class="number">${percent(depth)}</td>
                <td class="number">${isoDay(peak)}</td>
                <td class="number">${isoDay(trough)}</td>
                <td class="number">${end === null ? 'not yet' : isoDay(end)}</td>
                <td class="number">${daysText(((end ?? last) - peak) / DAY)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
