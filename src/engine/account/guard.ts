import { drawdownKills, driftReduction } from '../../core/risk-limits.js';
import { goalAt } from './fills/order-fill.js';
import type { SymbolState } from './symbol-state.js';
import type { Account } from './account.js';

/**
 * The limits that watch the account itself, after every close: a drawdown beyond the limit closes everything for good, and
 * exposure that drifted beyond 1.05 × cap is reduced at the next bar.
 * @param present the symbols that have a bar in this step
 */
export function guardAccount(account: Account, present: readonly SymbolState[], equity: number): void {
  const { portfolio, settings } = account;
  account.groups?.note(present, account.cursor.now);
  if (equity > account.peak) account.peak = equity;
  if (!account.killed && drawdownKills(equity, account.peak, settings.limits)) {
    account.killed = true;
    for (const state of account.symbols) {
      state.order.active = false;
      state.settled = 0;
      account.targets[state.index] = 0;
      if (portfolio.quantity[state.index] !== 0) force(state, 0, 'kill');
    }
    return;
  }
  if (!(equity > 0)) return;
  const { values, factors } = account.drift;
  for (let s = 0; s < values.length; s++) values[s] = portfolio.quantity[s]! * portfolio.mark[s]!;
  if (!driftReduction(values, equity, account.groups?.group ?? null, settings.limits, factors)) return;
  account.counters.drift_reductions++;
  for (const state of account.symbols) {
    const held = portfolio.quantity[state.index]!;
    const factor = factors[state.index]!;
    if (factor === 1 || held === 0 || state.forced.active || alreadyReducing(account, state, held * factor)) continue;
    force(state, (held * portfolio.mark[state.index]! * factor) / equity, 'drift');
  }
}

/** True where a market order that fills at the very next open brings the position at least as far down; one in lots may not. */
function alreadyReducing(account: Account, state: SymbolState, allowed: number): boolean {
  const { order } = state;
  if (state.data.filters.length > 0) return false;
  const nextOpen = account.settings.fill === 'next-open' && order.eligible === -Infinity;
  if (!order.active || !Number.isNaN(order.limit) || !nextOpen) return false;
  const goal = goalAt(order, account.portfolio.equity(), account.portfolio.mark[state.index]!);
  return Math.abs(goal) <= Math.abs(allowed) * (1 + 1e-9);
}

function force(state: SymbolState, target: number, reason: 'drift' | 'kill'): void {
  const { forced } = state;
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
