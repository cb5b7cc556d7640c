import type { Comparison } from '../../contract/comparison.js';
import stringWidth from 'string-width';
import { duration } from '../shared/format.js';
import { KNOWN_METRICS, metricInfo, metricText } from '../shared/metric-list.js';
import { COST_LABELS, letterOf, paidCosts } from '../shared/comparison.js';
import { overlayChart, type Curve } from './compare-chart.js';
import { utcText } from './data.js';
import { heading, paragraph, plain, sections, truncate, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';

/** The equity of one run, in the order of the view. */
export interface EquityView {
  readonly times: readonly number[];
  readonly interval_ms: number;
  readonly equity: readonly number[];
  readonly initial_equity: number;
}

const right = 'right' as const;

function valueColumns(view: Comparison, first: string): Column[] {
  return [{ title: first }, ...view.runs.map((_, i) => ({ title: letterOf(i), align: right }))];
}

/** A cell's padding and one border. */
const BORDERS = 3;
const SHORTEST_NAME = 10;

/** Rows whose names are cut so that the numbers fit: a table that wraps cannot be read. */
function fitted(rows: readonly string[][], columns: readonly Column[], style: TerminalStyle): string[][] {
  const numbers = columns
    .slice(1)
    .map(({ title }, i) => Math.max(stringWidth(title), ...rows.map((row) => stringWidth(row[i + 1] ?? ''))));
  const room = style.width - 1 - BORDERS - numbers.reduce((sum, width) => sum + width + BORDERS, 0);
  return rows.map(([name = '', ...cells]) => [truncate(name, Math.max(SHORTEST_NAME, room), style), ...cells]);
}

function metricTable(view: Comparison, style: TerminalStyle): string {
  const { runs, buy_and_hold: held } = view;
  const intervalMs = runs[0]!.interval_ms;
  const columns = [
    ...valueColumns(view, style.say('measure')),
    ...(held === null ? [] : [{ title: style.say('buy and hold'), align: right }]),
  ];
  const names = KNOWN_METRICS.filter((name) => runs.some(({ metrics }) => metrics[name] !== undefined));
  const rows = names.map((name) => {
    const { label, kind } = metricInfo(name);
    const write = (value: number | null | undefined, interval: number): string =>
      // Whoever searches for the number types an ordinary space.
      value === null || value === undefined
        ? style.say('n/a')
        : metricText(kind, value, interval).replace(/\u00a0/g, ' ');
    return [
      style.word(label),
      ...runs.map(({ metrics, interval_ms }) => write(metrics[name], interval_ms)),
      ...(held === null ? [] : [name in held ? write(held[name], intervalMs) : '']),
    ].map((cell) => plain(cell, style));
  });
  const money = [
    style.say('Final equity'),
    ...runs.map(({ final_equity }) => decimals(final_equity, 2)),
    ...(held === null ? [] : ['']),
  ];
  return `${heading(style.say('Measures'), style)}\n${renderTable(columns, fitted([money, ...rows], columns, style), style)}`;
}

function costTable(view: Comparison, style: TerminalStyle): string {
  const names = paidCosts(view.runs);
  if (names.length === 0) return `${heading(style.say('Costs'), style)}\n${style.say('None of the runs paid any.')}`;
  const rows = names.map((name) => [
    style.say(COST_LABELS[name]),
    ...view.runs.map(({ costs }) => {
      const value = costs[name];
      return value === null ? style.say('n/a') : decimals(value, 2);
    }),
  ]);
  const columns = valueColumns(view, '');
  const title = `${heading(style.say('Costs'), style)} ${style.paint.dim(style.say('(quote currency; below 0: received)'))}`;
  return `${title}\n${renderTable(columns, fitted(rows, columns, style), style)}`;
}

function differenceList(view: Comparison, style: TerminalStyle): string {
  const title = heading(style.say('What was different'), style);
  if (view.differences.length === 0)
    return `${title}\n${style.say('Nothing: the same settings, the same data, the same program.')}`;
  const nameWidth = Math.min(40, Math.floor(style.width * 0.4));
  const room = style.width - nameWidth - BORDERS * (view.runs.length + 1) - 1;
  const width = Math.max(6, Math.floor(room / view.runs.length));
  const rows = view.differences.map(({ name, values }) => [
    truncate(untrusted(name), nameWidth, style),
    ...values.map((value) => truncate(value === null ? '' : untrusted(value), width, style)),
  ]);
  const columns = [{ title: style.say('setting') }, ...view.runs.map((_, i) => ({ title: letterOf(i) }))];
  return `${title}\n${renderTable(columns, rows, style)}`;
}

/** Runs side by side: who they are, their curves, measures, costs, and what was set differently. */
export function renderComparison(view: Comparison, equity: readonly EquityView[], style: TerminalStyle): string {
  const { paint, say } = style;
  const { dot, warn } = marksOf(style);
  const runs = view.runs.map((run, i) => {
    const span = say('{from} to {to}', { from: utcText(run.start_time), to: utcText(run.end_time) });
    const what = [
      untrusted(run.strategy),
      `${run.symbols.map(untrusted).join(', ')} ${duration(run.interval_ms)}`,
      span,
      ...(run.warnings.length === 0 ? [] : [say('{n} {n:warning|warnings}', { n: run.warnings.length })]),
    ].join(dot);
    return `${paint.bold(letterOf(i))}  ${run.id}\n${paragraph(what, style, '   ')}`;
  });
  const curves: Curve[] = equity.map((run, i) => ({
    letter: letterOf(i),
    times: run.times.map((time) => time + run.interval_ms),
    values: run.equity.map((value) => value / run.initial_equity),
  }));
  const notes = view.notes.map((note) => paint.yellow(paragraph(style.asTyped(note), style, `${warn} `)));
  return sections([
    runs.join('\n'),
    notes.join('\n'),
    `${heading(say('Equity'), style)} ${paint.dim(say('(of the start; where curves meet, the later letter is seen)'))}\n${overlayChart(curves, style)}`,
    metricTable(view, style),
    costTable(view, style),
    differenceList(view, style),
  ]);
}
