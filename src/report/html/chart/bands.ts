import { html, type Markup } from '../markup.js';
import { PLOT_WIDTH } from './frame.js';
import { unit } from './path.js';

export interface Band {
  readonly from: number;
  readonly to: number;
  readonly className: string;
  readonly title: string;
}

/** A band narrower than this swallows what follows until it is as wide: more than two a unit cannot be seen. */
const NARROWEST = 0.5;

/** Coloured stretches behind a chart. Neighbours of one class become one; of what is too narrow to see some is left out. */
export function bands(list: readonly Band[], from: number, to: number, height: number): Markup[] {
  const factor = PLOT_WIDTH / Math.max(1, to - from);
  const drawn: { x: number; end: number; className: string; title: string }[] = [];
  for (const band of list) {
    const x = Math.max(0, (band.from - from) * factor);
    const end = Math.min(PLOT_WIDTH, (band.to - from) * factor);
    const before = drawn.at(-1);
    if (end <= x) continue;
    if (before !== undefined && (before.className === band.className || before.end - before.x < NARROWEST))
      before.end = end;
    else drawn.push({ x, end, className: band.className, title: band.title });
  }
  return drawn.map(
    ({ x, end, className, title }) =>
      html`<rect class="band ${className}" x="${unit(x)}" y="0" width="${unit(end - x)}" height="${height}"
        ><title>${title}</title></rect
      >`,
  );
}
