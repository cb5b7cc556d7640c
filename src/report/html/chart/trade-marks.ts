import type { Trade } from '../../../core/backtest-result/index.js';
import { price, signedMoney, signedPercent } from '../../shared/format.js';
import { largestReturns } from '../largest-returns.js';
import { html, type Markup, type Piece } from '../markup.js';
import { unit } from './path.js';
import type { Scale } from './scale.js';
import { percentAt } from './time-axis.js';
import { minuteText } from '../../../core/time.js';
import { say } from '../speech.js';

/** More marks than this hide the price: the largest gains and losses are the ones to see. */
const MOST_MARKED = 120;
const MOST_MARKED_ON_PHONE = 40;

export interface MarkedTrade {
  readonly trade: Trade;
  /** `wide` for those that a narrow screen leaves out. */
  readonly className: '' | 'wide';
}

/** The trades with the largest gains and losses in percent, in their order. */
export function tradesToMark(trades: readonly Trade[]): readonly MarkedTrade[] {
  return largestReturns(trades, MOST_MARKED)
    .map((trade, rank): MarkedTrade => ({ trade, className: rank < MOST_MARKED_ON_PHONE ? '' : 'wide' }))
    .sort((a, b) => a.trade.open_time - b.trade.open_time);
}

/** How many of all are marked, on a wide and on a narrow screen. */
export function markedText(all: number): { readonly wide: string; readonly narrow: string } {
  const text = (most: number): string =>
    all <= most
      ? say('{n} {n:trade|trades} marked', { n: all })
      : say('{most} of {n} {n:trade|trades} marked, those with the largest returns', { most, n: all });
  return { wide: text(MOST_MARKED), narrow: text(MOST_MARKED_ON_PHONE) };
}

/** Shapes that the marks refer to: they differ in form, not in colour alone. */
export const MARK_SHAPES: Markup = html`<svg class="defs" width="0" height="0" aria-hidden="true">
  <defs>
    <path id="mark-long" d="M0 -1L6 9H-6Z" />
    <path id="mark-short" d="M0 1L6 -9H-6Z" />
    <path id="mark-exit" d="M-4 -4L4 4M4 -4L-4 4" />
  </defs>
</svg>`;

/** Entries as triangles in the direction of the trade, exits as crosses in the colour of the outcome, joined by a line. */
export function tradeMarks(
  marked: readonly MarkedTrade[],
  from: number,
  to: number,
  x: Scale,
  y: Scale,
): { readonly shapes: Piece; readonly marks: Piece } {
  const joins = (['', 'wide'] as const).flatMap((size) =>
    (['gain', 'loss'] as const).map((outcome) => {
      const lines = marked
        .filter(({ trade, className }) => className === size && outcomeOf(trade) === outcome)
        .map(
          ({ trade }) =>
            `M${unit(x.at(trade.open_time))} ${unit(y.at(trade.entry_price))}` +
            `L${unit(x.at(trade.close_time))} ${unit(y.at(trade.exit_price))}`,
        );
      return lines.length === 0 ? null : html`<path class="join ${outcome} ${size}" d="${lines.join('')}" />`;
    }),
  );
  const mark = (shape: string, className: string, time: number, at: number, text: string): Markup =>
    html`<use href="#mark-${shape}" class="mark ${className}" x="${percentAt(time, from, to)}" y="${unit(y.at(at))}"
      ><title>${text}</title></use
    >`;
  const marks = marked.map(({ trade, className }) => {
    const { side, open_time, entry_price, close_time, exit_price, pnl } = trade;
    const entry = say('{side} {time} at {price}', {
      side: say(side),
      time: minuteText(open_time),
      price: price(entry_price),
    });
    const exit = say('exit {time} at {price}: {pnl} ({share})', {
      time: minuteText(close_time),
      price: price(exit_price),
      pnl: signedMoney(pnl),
      share: signedPercent(trade.return),
    });
    return [
      mark(side, `${side} ${className}`, open_time, entry_price, entry),
      mark('exit', `exit ${outcomeOf(trade)} ${className}`, close_time, exit_price, exit),
    ];
  });
  return { shapes: joins, marks };
}

const outcomeOf = ({ pnl }: Trade): 'gain' | 'loss' => (pnl > 0 ? 'gain' : 'loss');
