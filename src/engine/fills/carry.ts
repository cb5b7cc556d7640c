import type { Book } from '../book.js';
import type { RunState } from '../run-state.js';
import { markPriceAt, tradePriceAt } from './mark-price.js';
import { YEAR } from '../../core/time.js';

/**
 * Funding due up to and including `time`: the position held just before each settlement pays quantity · mark · rate, and
 * fills at that instant come after it.
 */
export function settleFunding(run: RunState, book: Book, time: number): void {
  const { funding } = book.data;
  if (funding === null) return;
  for (; book.fundingRow < funding.time.length; book.fundingRow++) {
    const due = funding.time[book.fundingRow]!;
    if (due > time) return;
    const now = run.portfolio.quantity[book.index]!;
    const held = book.heldBeforeTime === due ? book.heldBefore : now;
    if (held === 0) continue;
    const mark = markAt(run, book, due, funding.mark[book.fundingRow]!);
    run.portfolio.payFunding(book.index, held * mark * funding.rate[book.fundingRow]!, held * now <= 0);
    run.counters.funding_payments++;
  }
}

/** The funding record's mark, else the mark bar's open, else the trade price at that time, which is counted. */
function markAt(run: RunState, book: Book, time: number, recorded: number): number {
  const { mark, bars } = book.data;
  const price = markPriceAt(mark, time, recorded);
  if (!Number.isNaN(price)) return price;
  run.counters.funding_at_trade_price++;
  return tradePriceAt(bars, time, book.row);
}

/** Interest since the step before: on quote currency below zero cash, and on the value of what is sold short. */
export function accrueBorrow(run: RunState, time: number): void {
  const { settings, portfolio } = run;
  if (settings.instrument !== 'margin' || settings.borrowRatePerYear === 0 || Number.isNaN(run.previousTime)) return;
  const factor = (settings.borrowRatePerYear * (time - run.previousTime)) / YEAR;
  const { quantity, mark } = portfolio;
  const borrowedCash = Math.max(0, -portfolio.cash[0]!);
  let longValue = 0;
  for (let s = 0; s < quantity.length; s++) longValue += Math.max(0, quantity[s]! * mark[s]!);
  for (let s = 0; s < quantity.length; s++) {
    const value = quantity[s]! * mark[s]!;
    // Borrowed cash is charged to the long positions it bought, by their value.
    if (value < 0) portfolio.payBorrow(s, -value * factor);
    else if (value > 0) portfolio.payBorrow(s, borrowedCash * (value / longValue) * factor);
  }
}
