import { html, type Markup, type Piece } from '../markup.js';
import { unit } from './path.js';
import type { Scale } from './scale.js';

/** Width of a plot in its own units; the page stretches it to the room there is. */
export const PLOT_WIDTH = 1000;

const AXIS_WIDTH = 62;
const AXIS_HEIGHT = 24;
export const LABEL_DROP = 17;

export interface ChartFrame {
  readonly id: string;
  /** What the chart shows, read out by screen readers. */
  readonly title: string;
  readonly description: string;
  readonly height: number;
  readonly y: Scale;
  readonly yTicks: readonly number[];
  readonly yLabel: (value: number) => string;
  /** Labels below the plot: texts with x in percent, y at `height + LABEL_DROP`. */
  readonly xAxis: Piece;
  /** Shapes in plot units: x from 0 to 1000, stretched; y in pixels. */
  readonly shapes: Piece;
  /** Shapes that keep their form: x in percent, y in pixels. */
  readonly marks?: Piece;
  readonly className?: string;
}

/**
 * Axes and grid around shapes. The y axis is a picture of its own and the plot's lines are stretched to the width there is,
 * while texts and marks keep their size: the same picture is right on a phone and on a desktop.
 */
export function frame(chart: ChartFrame): Markup {
  const { id, height, y, yTicks } = chart;
  const rows = yTicks.map((value) => ({ value, at: y.at(value) }));
  return html`<div class="frame ${chart.className ?? ''}">
    <svg class="axis" width="${AXIS_WIDTH}" height="${height + AXIS_HEIGHT}" aria-hidden="true">
      ${rows.map(({ value, at }) => html`<text x="${AXIS_WIDTH - 6}" y="${unit(at + 4)}" text-anchor="end">${chart.yLabel(value)}</text>`)}
    </svg>
    <div class="plot">
      <svg width="100%" height="${height + AXIS_HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-text">
        <title id="${id}-title">${chart.title}</title>
        <desc id="${id}-text">${chart.description}</desc>
        <svg width="100%" height="${height}" viewBox="0 0 ${PLOT_WIDTH} ${height}" preserveAspectRatio="none">
          ${rows.map(({ at }) => html`<path class="grid" d="M0 ${unit(at)}H${PLOT_WIDTH}" />`)}${chart.shapes}
        </svg>
        ${chart.marks ?? null}${chart.xAxis}
      </svg>
    </div>
  </div>`;
}
