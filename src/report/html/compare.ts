import type { Comparison } from '../../contract/comparison.js';
import { benchmarkEquity, type BacktestResultDocument } from '../../core/backtest-result/index.js';
import { COST_LABELS, letterOf, paidCosts } from '../shared/comparison.js';
import { legend, lineChart, pointsOf, type Line, type LineChart } from './chart/line-chart.js';
import { money, NONE, percent } from '../shared/format.js';
import { html, withCode, type Markup, section } from './markup.js';
import { page } from './page.js';
import { KNOWN_METRICS, metricInfo } from '../shared/metric-list.js';
import { isoDay } from '../../core/time.js';
import { said, say, speaking, spokenDuration, spokenMetric, word } from './speech.js';
import { ENGLISH, type Voice } from './voice.js';

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

/** Settings that a legend has room for. */
const TOLD = 3;

/** A run by its letter, its strategy and what is set differently in it: parameters first. */
function nameOf(view: Comparison, i: number): string {
  const own = view.differences
    .filter(
      ({ name }) =>
        name.startsWith('params.') || name === 'params' || !/^(content|program|node|data|strategy)/.test(name),
    )
    .sort((a, b) => Number(b.name.startsWith('params.')) - Number(a.name.startsWith('params.')))
    .slice(0, TOLD)
    .map(({ name, values }) => `${name.slice(name.lastIndexOf('.') + 1)} ${short(values[i] ?? say('not set'))}`);
  const strategy = `${letterOf(i)} ${view.runs[i]!.strategy}`;
  return own.length === 0 ? strategy : `${strategy} (${own.join(', ')})`;
}

const short = (text: string): string => (text.length > 24 ? `${text.slice(0, 23)}…` : text);

/** Loss from the highest growth so far; NaN where there is none. */
function fallOf(growth: Float64Array): Float64Array {
  let peak = 1;
  return growth.map((value) => {
    if (Number.isNaN(value)) return NaN;
    peak = Math.max(peak, 1 + value);
    return (1 + value) / peak - 1;
  });
}

/** Growth of buying and holding over the run's own steps; null for a run without closes. */
function heldGrowth(result: BacktestResultDocument): BacktestResultDocument | null {
  const { benchmark, prices } = result;
  if (prices.every(({ symbol }) => symbol !== benchmark.symbol)) return null;
  return { ...result, equity: Array.from(benchmarkEquity(result)) };
}

interface Curves {
  readonly moments: Float64Array;
  readonly lines: readonly (Line & { readonly values: Float64Array })[];
  /** Runs that kept a curve, and how many of them are drawn. */
  readonly kept: readonly number[];
  readonly drawn: number;
}

/** Growth of the runs that kept their curve and, where all share it, of buying and holding. */
function curvesOf(view: Comparison, results: readonly BacktestResultDocument[]): Curves {
  const kept = results.flatMap(({ times }, i) => (times.length > 0 ? [i] : []));
  const first = kept[0] === undefined ? undefined : results[kept[0]];
  const held = view.buy_and_hold === null || first === undefined ? null : heldGrowth(first);
  const drawn = kept.slice(0, held === null ? CURVES.length : CURVES.length - 1);
  const moments = [
    ...new Set(drawn.flatMap((i) => results[i]!.times.map((time) => time + results[i]!.interval_ms))),
  ].sort((a, b) => a - b);
  const lines = drawn.map((i, place) => ({
    label: nameOf(view, i),
    className: CURVES[place]!,
    values: growthOf(results[i]!, moments),
  }));
  if (held !== null) {
    lines.push({
      label: say('Buy and hold {symbol}', { symbol: held.benchmark.symbol }),
      className: 'benchmark',
      values: growthOf(held, moments),
    });
  }
  return { moments: Float64Array.from(moments), lines, kept, drawn: drawn.length };
}

function curveChart(
  id: string,
  title: string,
  { moments, lines, kept, drawn }: Curves,
  results: readonly BacktestResultDocument[],
): Markup {
  if (drawn === 0) return html`<p class="note">${say('None of the runs kept its curve.')}</p>`;
  const chart: LineChart = {
    id,
    title,
    description: kept
      .map((i) =>
        say('{run} ended {change} from its start', { run: letterOf(i), change: percent(results[i]!.total_return) }),
      )
      .join('; '),
    height: HEIGHT,
    times: moments,
    from: moments[0]!,
    to: moments.at(-1)!,
    lines,
    kind: 'percent',
  };
  const rest = kept.length - drawn;
  return html`<figure class="chart" data-zoom="runs" aria-label="${title}">
    <figcaption>${legend(chart.lines)}</figcaption>
    ${lineChart(chart)} ${pointsOf(chart)}
    ${rest > 0 ? html`<p class="note">${say('The first {n} curves are drawn; the tables hold all.', { n: drawn })}</p>` : null}
  </figure>`;
}

function table(view: Comparison, first: string, rows: readonly (readonly string[])[], last?: string): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${first}">
    <table class="plain compared-runs">
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

function measures(view: Comparison): Markup {
  const { runs, buy_and_hold: held } = view;
  const rows = KNOWN_METRICS.filter((name) => runs.some(({ metrics }) => metrics[name] !== undefined)).map((name) => {
    const { label, kind } = metricInfo(name);
    const write = (value: number | null | undefined, interval: number): string =>
      value === null || value === undefined ? say(NONE) : spokenMetric(kind, value, interval);
    return [
      word(label),
      ...runs.map(({ metrics, interval_ms }) => write(metrics[name], interval_ms)),
      ...(held === null ? [] : [name in held ? write(held[name], runs[0]!.interval_ms) : '']),
    ];
  });
  return table(view, say('Measure'), rows, held === null ? undefined : say('Buy and hold'));
}

function costs(view: Comparison): Markup {
  const names = paidCosts(view.runs);
  if (names.length === 0) return html`<p>${say('None of the runs paid any.')}</p>`;
  const rows = names.map((name) => [
    say(COST_LABELS[name]),
    ...view.runs.map(({ costs: paid }) => {
      const value = paid[name];
      return value === null ? say(NONE) : money(value);
    }),
  ]);
  return table(view, say('Cost'), rows);
}

/**
 * Runs side by side as one HTML page that opens from disk and loads nothing.
 * @param reports where the report of each run lies, as a link from this page
 * @param voice the language, English where none is given
 */
export function renderComparisonPage(
  view: Comparison,
  results: readonly BacktestResultDocument[],
  reports: readonly string[] = [],
  voice: Voice = ENGLISH,
): string {
  return speaking(voice, () => drawn(view, results, reports));
}

function drawn(view: Comparison, results: readonly BacktestResultDocument[], reports: readonly string[]): string {
  const curves = curvesOf(view, results);
  const falls = { ...curves, lines: curves.lines.map((line) => ({ ...line, values: fallOf(line.values) })) };
  const runs = view.runs.map(
    (run, i) =>
      html`<li>
        <strong>${letterOf(i)}</strong>
        ${say('{strategy} on {symbols} ({length}), {from} to {to}', {
          strategy: run.strategy,
          symbols: run.symbols.join(', '),
          length: spokenDuration(run.interval_ms),
          from: isoDay(run.start_time),
          to: isoDay(run.end_time),
        })}:
        <code>${run.id}</code>${reports[i] === undefined ? null : html` (<a href="${reports[i]}">${say('report')}</a>)`}
      </li>`,
  );
  const notes = view.notes.map((note) => html`<li>${withCode(said(note))}</li>`);
  const differences = view.differences.map(({ name, values }) => [name, ...values.map((value) => value ?? '')]);
  return page({
    title: say('Comparison of {n} backtests', { n: view.runs.length }),
    subtitle: view.runs.map(({ strategy }, i) => `${letterOf(i)} ${strategy}`).join(' · '),
    body: html`${section(
      'runs',
      say('Runs'),
      null,
      html`<ul>
        ${[...runs, ...notes]}
      </ul>`,
    )}
    ${section('equity', say('Growth'), say('Account value against its own start, after all costs.'), curveChart('growth', say('Growth of the accounts'), curves, results))}
    ${section('drawdown', say('Losses from the peak'), say('How far each account lay below its highest value so far.'), curveChart('falls', say('Losses from the peak'), falls, results))}
    ${section('metrics', say('Measures'), say('A year is 365 days. One history is one sample.'), measures(view))}
    ${section('costs', say('Costs'), say('In quote currency; below 0: received.'), costs(view))}
    ${section(
      'differences',
      say('What was different'),
      differences.length === 0 ? say('Nothing: the same settings, the same data, the same program.') : '',
      differences.length === 0 ? '' : table(view, say('Setting'), differences),
    )}`,
    footer: say('A backtest shows what would have happened under its assumptions. It does not say what will happen.'),
  });
}
