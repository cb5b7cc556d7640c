import { html, type Markup } from '../markup.js';
import { unit } from '../chart/path.js';
import { linearScale, type Scale } from '../chart/scale.js';
import { linearTicks } from '../chart/ticks.js';
import { say } from '../speech.js';

const HEIGHT = 24;
const MIDDLE = HEIGHT / 2;

/** An estimate with its interval, where it has one. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** A colour of the style sheet: `accent`, `benchmark`, `gain`, `loss`. */
  readonly className: string;
  readonly title: string;
}

/** The common axis of a column of estimates, in percent of the cell's width. */
export interface ForestScale {
  readonly x: Scale;
  readonly ticks: readonly number[];
  /** Where the vertical line stands: no difference. */
  readonly origin: number;
}

/** Shares of a cell kept free at both ends, so that marks are whole. */
const EDGE = 4;

/**
 * An axis that shows all of `main` and the origin, and of the others as much as fits in three times that range: one hopeless
 * baseline shall not press all others into a point. What lies outside is drawn as an arrow.
 */
export function forestScale(main: readonly Estimate[], others: readonly Estimate[] = [], origin = 0): ForestScale {
  const ends = (list: readonly Estimate[]): number[] =>
    list.flatMap(({ value, low, high }) => [value, ...(low === null ? [] : [low]), ...(high === null ? [] : [high])]);
  const first = main.length > 0 ? ends(main) : ends(others);
  const reach = 3 * Math.max(...first.map((end) => Math.abs(end - origin)), 0.005);
  const all = [...first, ...ends(others)].map((end) => Math.min(origin + reach, Math.max(origin - reach, end)));
  const low = Math.min(origin, ...all);
  const high = Math.max(origin, ...all);
  const x = linearScale(low, high, EDGE, 100 - EDGE);
  return { x, ticks: linearTicks(x.min, x.max, 3), origin };
}

/** One estimate on the axis: a dot, its interval, and the line of no difference. */
export function forestCell(estimate: Estimate | null, { x, origin }: ForestScale): Markup {
  const zero = unit(x.at(origin));
  return html`<svg
    class="forest"
    width="100%"
    height="${HEIGHT}"
    role="img"
    aria-label="${estimate?.title ?? say('none')}"
  >
    <line class="zero" x1="${zero}%" x2="${zero}%" y1="0" y2="${HEIGHT}" />
    ${estimate === null ? null : html`<g class="${estimate.className}"><title>${estimate.title}</title>${marks(estimate, x)}</g>`}
  </svg>`;
}

function marks({ value, low, high }: Estimate, x: Scale): Markup[] {
  const inside = (end: number): number => Math.min(x.max, Math.max(x.min, end));
  const parts: Markup[] = [];
  if (low !== null && high !== null) {
    const [from, to] = [unit(x.at(inside(low))), unit(x.at(inside(high)))];
    parts.push(html`<line class="whisker" x1="${from}%" x2="${to}%" y1="${MIDDLE}" y2="${MIDDLE}" />`);
  }
  if (value >= x.min && value <= x.max) {
    parts.push(html`<circle class="dot" cx="${unit(x.at(value))}%" cy="${MIDDLE}" r="4.5" />`);
  }
  if (Math.min(value, low ?? value) < x.min) parts.push(html`<text class="arrow" x="0%" y="${MIDDLE + 4}">◂</text>`);
  if (Math.max(value, high ?? value) > x.max) {
    parts.push(html`<text class="arrow" x="100%" y="${MIDDLE + 4}" text-anchor="end">▸</text>`);
  }
  return parts;
}

/** The numbers of the axis, for the head or foot of the column. */
export function forestAxis({ x, ticks }: ForestScale, write: (value: number) => string): Markup {
  return html`<svg class="forest ticks" width="100%" height="16" aria-hidden="true">
    ${ticks.map((tick) => {
      return html`<text x="${unit(x.at(tick))}%" y="12" text-anchor="middle">${write(tick)}</text>`;
    })}
  </svg>`;
}
