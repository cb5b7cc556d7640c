import type { BlockColumn, StepValues } from '../block-column.js';
import { html, jsonBlock, type Markup, type Piece } from '../markup.js';
import { axisLabels, percentLabels } from './axis-label.js';
import { frame, PLOT_WIDTH } from './frame.js';
import { timeAxis } from './time-axis.js';
import { areaPath, linePath } from './path.js';
import { minMaxPoints, ReadAlong, type Points } from './sample.js';
import { linearScale, logScale, type Scale } from './scale.js';
import { linearTicks, logTicks } from './ticks.js';

/** With two rows a bucket and both ends: at most 2,000 points a line. */
const BUCKETS = 999;
const MARGIN = 8;

/** How the page's script writes the values under the pointer. */
export type ValueKind = 'money' | 'price' | 'percent' | 'ratio';

export interface Line {
  readonly label: string;
  /** A class of the style sheet that gives it its colour: `accent`, `benchmark`, `loss`, `price`. */
  readonly className: string;
  readonly values: Float64Array | BlockColumn;
  /** Fill down (or up) to this value. */
  readonly areaTo?: number;
}

export interface LineChart {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly height: number;
  readonly times: StepValues;
  readonly from: number;
  readonly to: number;
  /** The first is the one whose points the pointer finds. */
  readonly lines: readonly Line[];
  readonly kind: ValueKind;
  readonly log?: boolean;
  readonly className?: string;
  /** Values beside the lines' own that have to fit in. */
  readonly include?: readonly number[];
  /** Drawn behind the lines, in plot units. */
  readonly behind?: Piece | ((x: Scale, y: Scale) => Piece);
  /** Drawn over the lines once the scales are known. */
  readonly over?: (x: Scale, y: Scale) => { readonly shapes: Piece; readonly marks: Piece };
}

interface Drawn {
  readonly points: Points;
  /** Its values where the first line of its chart is drawn. */
  readonly along: ReadAlong;
}

/** A line is drawn on two scales and read off by the pointer: one way through its values finds all of it. */
const drawnLines = new WeakMap<StepValues, Drawn>();

/** @param rows where the values are needed besides */
function drawnOf(values: Float64Array | BlockColumn, rows: readonly number[] = []): Drawn {
  const before = drawnLines.get(values);
  if (before !== undefined && (rows.length === 0 || before.along.rows === rows)) return before;
  const along = new ReadAlong(rows);
  const drawn = { points: minMaxPoints(values, BUCKETS, along), along };
  drawnLines.set(values, drawn);
  return drawn;
}

/** Of each line, in their order. */
function drawnTogether(lines: readonly Pick<Line, 'values'>[]): Drawn[] {
  const [first, ...others] = lines;
  const leading = drawnOf(first!.values);
  return [leading, ...others.map(({ values }) => drawnOf(values, leading.points.rows))];
}

/** Lines over time, each of at most 2,000 points. */
export function lineChart(chart: LineChart): Markup {
  const { lines, times, from, to, height } = chart;
  const x = linearScale(from, to, 0, PLOT_WIDTH);
  const together = drawnTogether(lines);
  const drawn = lines.map((line, i) => ({ ...line, points: together[i]!.points }));
  const [min, max] = extremes(drawn, chart.include ?? []);
  const y = (chart.log === true ? logScale : linearScale)(min, max, height - MARGIN, MARGIN);
  // The first line comes last, over the others.
  const shapes = drawn.toReversed().map(({ points, className, areaTo }) => {
    const xs = points.rows.map((row) => x.at(times.at(row)!));
    const ys = points.values.map((value) => y.at(value));
    const area =
      areaTo === undefined ? null : html`<path class="area ${className}" d="${areaPath(xs, ys, y.at(areaTo))}" />`;
    return { area, line: html`<path class="line ${className}" d="${linePath(xs, ys)}" />` };
  });
  const paths = [shapes.map(({ area }) => area), shapes.map(({ line }) => line)];
  const yTicks = chart.log === true ? logTicks(y.min, y.max, 5) : linearTicks(y.min, y.max, 5);
  const over = chart.over?.(x, y);
  const behind = typeof chart.behind === 'function' ? chart.behind(x, y) : chart.behind;
  return frame({
    ...chart,
    y,
    xAxis: timeAxis(from, to, height),
    yTicks,
    yLabel: chart.kind === 'percent' ? percentLabels(yTicks) : axisLabels(yTicks),
    shapes: html`${behind ?? null}${paths}${over?.shapes ?? null}`,
    marks: over?.marks ?? null,
  });
}

/** What the pointer can read off a chart: points that are drawn, those of the first line and of others where it has none. */
export function pointsOf(chart: Pick<LineChart, 'lines' | 'times' | 'from' | 'to' | 'kind'>): Markup {
  const drawn = drawnTogether(chart.lines);
  const [first, ...others] = drawn;
  const { rows: own, holes } = first!.points;
  const elsewhere = (holes ? others : []).flatMap(({ points }) =>
    points.rows.filter((row) => Number.isNaN(chart.lines[0]!.values.at(row)!)),
  );
  const rows = elsewhere.length === 0 ? own : [...new Set([...own, ...elsewhere])].sort((a, b) => a - b);
  return jsonBlock('points', {
    from: chart.from,
    to: chart.to,
    kind: chart.kind,
    times: rows.map((row) => Math.round(chart.times.at(row)! / 1000)),
    lines: chart.lines.map(({ label, className, values, areaTo }, i) => ({
      label,
      className,
      ...(areaTo === undefined ? {} : { areaTo }),
      values: valuesAt(values, drawn[i]!, rows).map(rounded),
    })),
  });
}

function valuesAt(values: StepValues, { points, along }: Drawn, rows: readonly number[]): readonly number[] {
  const known = [points, along].find((each) => each.rows === rows);
  return known?.values ?? rows.map((row) => values.at(row)!);
}

const rounded = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(7)) : null);

/** The lowest value of the lines of a chart; Infinity where they have none. */
export function lowestOf(lines: readonly Pick<Line, 'values'>[]): number {
  // Peaks and troughs are among the points that are drawn.
  const values = drawnTogether(lines).flatMap(({ points }) => points.values);
  return values.reduce((lowest, value) => Math.min(lowest, value), Infinity);
}

function extremes(lines: readonly { points: Points; areaTo?: number }[], include: readonly number[]): [number, number] {
  let min = Math.min(...include);
  let max = Math.max(...include);
  for (const { points, areaTo } of lines) {
    for (const value of points.values) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
    if (areaTo !== undefined) {
      min = Math.min(min, areaTo);
      max = Math.max(max, areaTo);
    }
  }
  return min <= max ? [min, max] : [0, 1];
}

/** Names of the lines with a piece of each, for the caption. */
export function legend(lines: readonly Pick<Line, 'label' | 'className'>[]): Markup {
  return html`<span class="legend">
    ${lines.map(({ label, className }) => html`<span class="key ${className}">${label}</span>`)}
  </span>`;
}
