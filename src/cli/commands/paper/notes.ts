import type { PaperStart } from '../../../app/live/paper.js';
import { minuteText } from '../../../core/time.js';
import { compact, price } from '../../../report/shared/format.js';
import type { Say, TerminalText } from '../../../report/language/say.js';
import type { Session } from '../../session.js';

/** What is said where the journal was mended. */
export const CUT =
  'A crash had left {n} {n:byte|bytes} unfinished at the end of the journal: they were cut off.' satisfies TerminalText;

/** What is said at the start where a language model is believed. */
export const UNMEASURED =
  'Opinions are traded as they are given, unmeasured: whatever they are worth. With --earned walk-forward a session trades of them what its own outcomes show, and nothing before that.';

export function noteStart(session: Session, name: string, { folder, goesOnAfter, cut, unmeasured }: PaperStart): void {
  if (cut > 0) session.note(session.say(CUT, { n: cut }));
  session.note(
    goesOnAfter === 0
      ? session.say('Session {name} begins in {folder}.', { name, folder })
      : session.say('Session {name} goes on after {n} {n:bar|bars}.', { name, n: goesOnAfter }),
  );
  if (unmeasured) session.note(session.say(UNMEASURED));
}

export function fillText(fill: Readonly<Record<string, unknown>>, say: Say): string {
  const quantity = Number(fill.quantity);
  const values = {
    quantity: compact(Math.abs(quantity)),
    symbol: String(fill.symbol),
    price: price(Number(fill.price)),
    reason: String(fill.reason),
    fee: Number(fill.fee).toFixed(2),
  };
  const what =
    quantity > 0
      ? say('bought {quantity} {symbol} at {price} ({reason}), fee {fee}', values)
      : say('sold {quantity} {symbol} at {price} ({reason}), fee {fee}', values);
  return `${minuteText(Number(fill.time))}  ${what}`;
}
