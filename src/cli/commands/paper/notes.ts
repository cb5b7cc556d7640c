import type { PaperStart } from '../../../app/live/paper.js';
import { minuteText } from '../../../core/time.js';
import { compact, price } from '../../../report/shared/format.js';
import type { Session } from '../../session.js';

export function noteStart(session: Session, name: string, { folder, goesOnAfter, cut }: PaperStart): void {
  if (cut > 0) session.note(`A crash had left ${cut} bytes unfinished at the end of the journal: they were cut off.`);
  session.note(
    goesOnAfter === 0 ? `Session ${name} begins in ${folder}.` : `Session ${name} goes on after ${goesOnAfter} bars.`,
  );
}

export function fillText(fill: Readonly<Record<string, unknown>>): string {
  const quantity = Number(fill.quantity);
  const what = `${quantity > 0 ? 'bought' : 'sold'} ${compact(Math.abs(quantity))} ${String(fill.symbol)} at ${price(Number(fill.price))}`;
  return `${minuteText(Number(fill.time))}  ${what} (${String(fill.reason)}), fee ${Number(fill.fee).toFixed(2)}`;
}
