import { drawdownKills, driftReduction } from '../core/risk-limits.js';
import { goalAt } from './fills/order-fill.js';
import type { Book } from './book.js';
import type { RunState } from './run-state.js';

/**
 * The limits that watch the account itself, after every close: a drawdown beyond the limit closes everything for good, and
 * exposure that drifted beyond 1.05 × cap is reduced at the next bar.
 */
export function guardAccount(run: RunState, equity: number): void {
  const { portfolio, settings } = run;
  if (equity > run.peak) run.peak = equity;
  if (!run.killed && drawdownKills(equity, run.peak, settings.limits)) {
    run.killed = true;
    for (const book of run.books) {
      book.order.active = false;
      book.settled = 0;
      run.targets[book.index] = 0;
      if (portfolio.quantity[book.index] !== 0) force(book, 0, 'kill');
    }
    run.refreshBusy();
    return;
  }
  let gross = 0;
  for (let s = 0; s < run.books.length; s++) gross += Math.abs(portfolio.quantity[s]! * portfolio.mark[s]!);
  const factor = driftReduction(gross / equity, settings.limits);
  if (factor === null || !(equity > 0)) return;
  run.counters.drift_reductions++;
  for (const book of run.books) {
    const held = portfolio.quantity[book.index]!;
    if (held === 0 || book.forced.active || alreadyReducing(run, book, held * factor)) continue;
    force(book, (held * portfolio.mark[book.index]! * factor) / equity, 'drift');
  }
  run.refreshBusy();
}

/** True where a market order that fills at the very next open brings the position at least as far down. */
function alreadyReducing(run: RunState, book: Book, allowed: number): boolean {
  const { order } = book;
  const nextOpen = run.settings.fill === 'next-open' && order.eligible === -Infinity;
  if (!order.active || !Number.isNaN(order.limit) || !nextOpen) return false;
  const goal = goalAt(order, run.portfolio.equity(), run.portfolio.mark[book.index]!);
  return Math.abs(goal) <= Math.abs(allowed) * (1 + 1e-9);
}

function force(book: Book, target: number, reason: 'drift' | 'kill'): void {
  const { forced } = book;
  forced.active = true;
  forced.target = target;
  forced.limit = NaN;
  forced.goal = target === 0 ? 0 : NaN;
  forced.eligible = -Infinity;
  forced.timeInForce = 'gtc';
  forced.reason = reason;
  forced.stop = NaN;
  forced.takeProfit = NaN;
  forced.trailingStop = NaN;
}
