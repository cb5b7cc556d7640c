import { LABEL_THRESHOLD, type RegimeLabel } from '../../core/regime/schema.js';
import { padEnd } from './layout.js';
import { marksOf } from './marks.js';
import { probability } from '../shared/numbers.js';
import type { Paint, TerminalStyle } from './style.js';

type Colour = (text: string) => string;

export const labelColour = (label: RegimeLabel, paint: Paint): Colour =>
  ({ bull: paint.green, bear: paint.red, neutral: paint.yellow })[label];

/**
 * A rail from bear over neutral to bull with the probability marked; the gates stand where the label changes.
 *
 *                                      71 % bull
 *     bear ━━━━━━━━━━━━━━━━━━┿━━━━━━━━━┿━━━━━●━━━━━━━━━━━━━ bull
 *                              neutral
 */
export function regimeGauge(probBull: number, style: TerminalStyle): string {
  const { paint, say } = style;
  const marks = marksOf(style);
  const prefix = `  ${say('bear')} `;
  const suffix = ` ${say('bull')}`;
  const cells = Math.min(71, style.width - prefix.length - suffix.length - 2);
  const at = (p: number): number => Math.round(p * (cells - 1));
  const low = at(1 - LABEL_THRESHOLD);
  const high = at(LABEL_THRESHOLD);
  const knob = at(probBull);

  let rail = '';
  for (let i = 0; i < cells; i++) {
    const colour = i < low ? paint.red : i > high ? paint.green : paint.yellow;
    if (i === knob) rail += paint.bold(colour(marks.knob));
    else rail += colour(i === low || i === high ? marks.gate : marks.rail);
  }
  const caption =
    probBull >= 0.5 ? say('{p} bull', { p: probability(probBull) }) : say('{p} bear', { p: probability(1 - probBull) });
  const over = prefix.length + Math.min(Math.max(0, knob - Math.floor(caption.length / 2)), cells - caption.length);
  const neutral = say('neutral');
  const under = prefix.length + at(0.5) - Math.floor(neutral.length / 2);
  return [
    `${' '.repeat(over)}${paint.bold(caption)}`,
    `${prefix}${rail}${suffix}`,
    paint.dim(padEnd(' '.repeat(under) + neutral, 0)),
  ].join('\n');
}
