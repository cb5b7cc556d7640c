import { YEAR } from '../../../core/time.js';
import type { SymbolState } from '../symbol-state.js';
import type { Account } from '../account.js';
import { markPriceAt, tradePriceAt } from './mark-price.js';

/**
 * Funding due up to and including `time`: the position held just before each settlement pays quantity · mark · rate, and
 * fills at that instant come after it.
 */
export function settleFunding(account: Account, state: SymbolState, time: number): void {
  const { funding } = state.data;
  if (funding === null) return;
  for (; state.fundingRow < funding.time.length; state.fundingRow++) {
    const due = funding.time[state.fundingRow]!;
    if (due > time) return;
    const now = account.portfolio.quantity[state.index]!;
    const held = state.heldBeforeTime === due ? state.heldBefore : now;
    if (held === 0) continue;
    const mark = markAt(account, state, due, funding.mark[state.fundingRow]!);
    const amount = held * mark * funding.rate[state.fundingRow]!;
    const closed = held * now <= 0;
    account.portfolio.payFunding(state.index, amount, closed);
    account.listener?.funding(state.index, due, amount, closed);
    account.counters.funding_payments++;
  }
}

/** The funding record's mark, else the mark bar's open, else the trade price at that time, which is counted. */
function markAt(account: Account, state: SymbolState, time: number, recorded: number): number {
  const { mark, bars } = state.data;
  const price = markPriceAt(mark, time, recorded);
  if (!Number.isNaN(price)) return price;
  account.counters.funding_at_trade_price++;
  return tradePriceAt(bars, time, state.row);
}

/** Interest since the step before: on quote currency below zero cash, and on the value of what is sold short. */
export function accrueBorrow(account: Account, time: number): void {
  const { settings, portfolio } = account;
  // Only margin has a rate at all (see `resolveSettings`).
  if (settings.borrowRatePerYear === 0 || Number.isNaN(account.cursor.previousTime)) return;
  const factor = (settings.borrowRatePerYear * (time - account.cursor.previousTime)) / YEAR;
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
