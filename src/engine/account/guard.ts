import { drawdownKills, driftReduction } from '../../core/risk-limits.js';
import { goalAt } from './fills/order-fill.js';
import type { SymbolState } from './symbol-state.js';
import type { Account } from './account.js';

/**
 * The limits that watch the account itself, after every close: a drawdown beyond the limit closes everything for good, and
 * exposure that drifted beyond 1.05 × cap is reduced at the next bar.
 */
export function guardAccount(account: Account, equity: number): void {
  const { portfolio, settings } = account;
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
  let gross = 0;
  for (let s = 0; s < account.symbols.length; s++) gross += Math.abs(portfolio.quantity[s]! * portfolio.mark[s]!);
  const factor = driftReduction(gross / equity, settings.limits);
  if (factor === null || !(equity > 0)) return;
  account.counters.drift_reductions++;
  for (const state of account.symbols) {
    const held = portfolio.quantity[state.index]!;
    if (held === 0 || state.forced.active || alreadyReducing(account, state, held * factor)) continue;
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
