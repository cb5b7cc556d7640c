import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import { letterOf, type ComparisonView } from '../terminal/compare.js';
import { legend, lineChart, pointsOf, type LineChart } from './chart/line-chart.js';
import { day, duration, money, NONE, percent } from '../shared/format.js';
import { html, type Markup } from './markup.js';
import { page } from './page.js';
import { KNOWN_METRICS, metricInfo, metricText } from '../shared/metric-list.js';
import { section } from './section/section.js';

/** Classes of the style sheet that can be told apart, dashes included. */
const CURVES = ['accent', 'price', 'loss', 'benchmark'];
const HEIGHT = 340;

/** Growth since the start on the moments of all runs; NaN outside of a run's own time. */
function growthOf(result: BacktestResultDocument, moments: readonly number[]): Float64Array {
  const { times, equity, interval_ms: interval, initial_equity: initial, end_time: end } = result;
  let row = -1;
  return Float64Array.from(moments, (moment) => {
    while (row + 1 < times.length && times[row + 1]! + interval <= moment) row++;
    return row < 0 || moment > end ? NaN : equity[row]! / initial - 1;
  });
}

function equityChart(results: readonly BacktestResultDocument[]): Markup {
  const drawn = results.slice(0, CURVES.length);
  const moments = [...new Set(drawn.flatMap(({ times, interval_ms }) => times.map((time) => time + interval_ms)))].sort(
    (a, b) => a - b,
  );
  const chart: LineChart = {
    id: 'equity',
    title: 'Growth of the accounts',
    description: drawn
      .map(({ total_return }, i) => `${letterOf(i)} ended ${percent(total_return)} from its start`)
      .join('; '),
    height: HEIGHT,
    times: Float64Array.from(moments),
    from: moments[0]!,
    to: moments.at(-1)!,
    lines: drawn.map((result, i) => ({
      label: `${letterOf(i)} ${result.strategy.name}`,
      className: CURVES[i]!,
      values: growthOf(result, moments),
    })),
    kind: 'percent',
  };
  const rest = results.length - drawn.length;
  return html`<figure class="chart">
    <figcaption>${legend(chart.lines)}</figcaption>
    ${lineChart(chart)} ${pointsOf(chart)}
    ${rest > 0 ? html`<p class="note">The first ${CURVES.length} runs are drawn; the tables hold all.</p>` : null}
  </figure>`;
}

function table(view: ComparisonView, first: string, rows: readonly (readonly string[])[], last?: string): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${first}">
    <table class="plain">
      <thead>
        <tr>
          <th scope="col">${first}</th>
          ${view.runs.map((_, i) => html`<th scope="col" class="number">${letterOf(i)}</th>`)}
          ${last === undefined ? null : html`<th scope="col" class="number">${last}</th>`}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, ...cells]) =>
            html`<tr>
              <th scope="row">${name!}</th>
              ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function measures(view: ComparisonView): Markup {
  const { runs, buy_and_hold: held } = view;
  const rows = KNOWN_METRICS.filter((name) => runs.some(({ metrics }) => metrics[name] !== undefined)).map((name) => {
    const { label, kind } = metricInfo(name);
    const write = (value: number | null | undefined, interval: number): string =>
      value === null || value === undefined ? NONE : metricText(kind, value, interval);
    return [
      label,
      ...runs.map(({ metrics, interval_ms }) => write(metrics[name], interval_ms)),
      ...(held === null ? [] : [name in held ? write(held[name], runs[0]!.interval_ms) : '']),
    ];
  });
  return table(view, 'Measure', rows, held === null ? undefined : 'Buy and hold');
}

function costs(view: ComparisonView): Markup {
  const names = Object.keys(view.runs[0]!.costs);
  const rows = names.map((name) => [
    name.replaceAll('_', ' '),
    ...view.runs.map(({ costs: paid }) => {
      const value = paid[name];
      return value === null || value === undefined ? NONE : money(value);
    }),
  ]);
  return table(view, 'Cost', rows);
}

/** Runs side by side as one HTML page that opens from disk and loads nothing. */
export function renderComparisonPage(view: ComparisonView, results: readonly BacktestResultDocument[]): string {
  const runs = view.runs.map(
    (run, i) =>
      html`<li>
        <strong>${letterOf(i)}</strong> ${run.strategy} on ${run.symbols.join(', ')} (${duration(run.interval_ms)}),
        ${day(run.start_time)} to ${day(run.end_time)}: <code>${run.id}</code>
      </li>`,
  );
  const notes = view.notes.map((note) => html`<li>${note}</li>`);
  const differences = view.differences.map(({ name, values }) => [name, ...values.map((value) => value ?? '')]);
  return page({
    title: `Comparison of ${view.runs.length} backtests`,
    subtitle: view.runs.map(({ strategy }, i) => `${letterOf(i)} ${strategy}`).join(' · '),
    body: html`${section(
      'runs',
      'Runs',
      null,
      html`<ul>
        ${[...runs, ...notes]}
      </ul>`,
    )}
    ${section('equity', 'Growth', 'Account value against its own start, after all costs.', equityChart(results))}
    ${section('metrics', 'Measures', 'A year is 365 days. One history is one sample.', measures(view))}
    ${section('costs', 'Costs', 'In quote currency; below 0: received.', costs(view))}
    ${section(
      'differences',
      'What was different',
      differences.length === 0 ? 'Nothing: the same settings, the same data, the same program.' : '',
      differences.length === 0 ? '' : table(view, 'Setting', differences),
    )}`,
    footer: 'A backtest shows what would have happened under its assumptions. It does not say what will happen.',
  });
}
