import { html, type Markup } from '../markup.js';
import { LABEL_DROP } from './frame.js';
import { timeTicks } from './ticks.js';

const WIDE_TICKS = 9;
const PHONE_TICKS = 4;

/** Where a moment lies, in percent of the plot's width. */
export const percentAt = (time: number, from: number, to: number): string =>
  `${Math.round(((time - from) / Math.max(1, to - from)) * 10_000) / 100}%`;

/** Two sets of ticks: few on narrow screens, more on wide ones. */
export function timeAxis(from: number, to: number, height: number): Markup[] {
  return [
    { className: 'wide', count: WIDE_TICKS },
    { className: 'narrow', count: PHONE_TICKS },
  ].map(({ className, count }) => {
    const texts = timeTicks(from, to, count).map(({ time, label }) => {
      const share = (time - from) / Math.max(1, to - from);
      const anchor = share < 0.06 ? 'start' : share > 0.94 ? 'end' : 'middle';
      return html`<text x="${percentAt(time, from, to)}" y="${height + LABEL_DROP}" text-anchor="${anchor}"
        >${label}</text
      >`;
    });
    return html`<g class="${className}" aria-hidden="true">${texts}</g>`;
  });
}
