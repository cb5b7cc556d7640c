import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { legend, lineChart, pointsOf, type LineChart } from '../chart/line-chart.js';
import { percent } from '../../shared/format.js';
import { deepestDrawdowns, type DrawdownSpell } from '../drawdowns.js';
import { decimals } from '../../shared/numbers.js';
import { html, type Markup, section } from '../markup.js';
import { underwater, type RunSeries } from '../series.js';
import { DAY, isoDay } from '../../../core/time.js';
import { say, spokenDuration } from '../speech.js';

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
    title: say('Loss from the highest value so far'),
    description: text,
    height: 190,
    times: series.times,
    from: result.start_time,
    to: result.end_time,
    lines: [
      { label: result.strategy.name, className: 'loss', values: drawdown, areaTo: 0 },
      {
        label: say('Buy and hold {symbol}', { symbol: result.benchmark.symbol }),
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
      aria-label="${say('the losses from the peak')}"
    >
      <figcaption>${legend(chart.lines)}</figcaption>
      ${lineChart(chart)} ${pointsOf(chart)}
    </figure>
    ${fallTable(falls, last)}`;
  return section('drawdown', say('Losses from the peak'), text, body);
}

function textOf(falls: readonly DrawdownSpell[], last: number): string {
  const [worst] = falls;
  if (worst === undefined) return say('The account was never below an earlier value.');
  const fall = { depth: percent(worst.depth), peak: isoDay(worst.peak), trough: isoDay(worst.trough) };
  return worst.end === null
    ? say(
        'The deepest took {depth}, from {peak} to {trough}; it was not made up by the end, {length} after the peak.',
        { ...fall, length: spokenDuration(last - worst.peak) },
      )
    : say('The deepest took {depth}, from {peak} to {trough}; it was made up by {end}, {length} after the peak.', {
        ...fall,
        end: isoDay(worst.end),
        length: spokenDuration(worst.end - worst.peak),
      });
}

/** Whole days, tenths of the first ten. */
const daysText = (days: number): string => decimals(days, days < 10 ? 1 : 0);

function fallTable(falls: readonly DrawdownSpell[], last: number): Markup | null {
  if (falls.length === 0) return null;
  return html`<h3>${say('The deepest falls')}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label="${say('The deepest falls')}">
      <table class="plain falls">
        <thead>
          <tr>
            <th scope="col" class="number">${say('Depth')}</th>
            ${[say('Peak'), say('Lowest'), say('Made up')].map((name) => html`<th scope="col" class="number">${name}</th>`)}
            <th scope="col" class="number">${say('Days')}</th>
          </tr>
        </thead>
        <tbody>
          ${falls.map(
            ({ depth, peak, trough, end }) =>
              html`<tr>
                <td class="number">${percent(depth)}</td>
                <td class="number">${isoDay(peak)}</td>
                <td class="number">${isoDay(trough)}</td>
                <td class="number">${end === null ? say('not yet') : isoDay(end)}</td>
                <td class="number">${daysText(((end ?? last) - peak) / DAY)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
