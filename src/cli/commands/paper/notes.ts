import type { PaperStart } from '../../../app/live/paper.js';
import { minuteText } from '../../../core/time.js';
import { compact, price } from '../../../report/shared/format.js';
import type { Session } from '../../session.js';

/** What is said at the start where a language model is believed. */
export const UNMEASURED =
  'Opinions are traded as they are given, unmeasured: whatever they are worth. With --earned walk-forward a session trades of them what its own outcomes show, and nothing before that.';

export function noteStart(session: Session, name: string, { folder, goesOnAfter, cut, unmeasured }: PaperStart): void {
  if (cut > 0) session.note(`A crash had left ${cut} bytes unfinished at the end of the journal: they were cut off.`);
  session.note(
    goesOnAfter === 0 ? `Session ${name} begins in ${folder}.` : `Session ${name} goes on after ${goesOnAfter} bars.`,
  );
  if (unmeasured) session.note(UNMEASURED);
}

export function fillText(fill: Readonly<Record<string, unknown>>): string {
  const quantity = Number(fill.quantity);
  const what = `${quantity > 0 ? 'bought' : 'sold'} ${compact(Math.abs(quantity))} ${String(fill.symbol)} at ${price(Number(fill.price))}`;
  return `${minuteText(Number(fill.time))}  ${what} (${String(fill.reason)}), fee ${Number(fill.fee).toFixed(2)}`;
}
