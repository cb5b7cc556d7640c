import type { Account } from './account/account.js';
import { fillOrder } from './account/fills/order-fill.js';
import { afterOpen, openBar, stepThroughBar } from './account/step.js';
import type { SymbolState } from './account/symbol-state.js';
import type { Watch } from './watch.js';

/**
 * The most frequent bar that is not quiet: one symbol, one market order, nothing else. Does for it what `stepThroughBar`
 * does, without asking for what cannot be there.
 */
export function stepThroughOrder(account: Account, watch: Watch, state: SymbolState): void {
  const { order } = state;
  if (
    !watch.simple ||
    account.atRisk ||
    state.forced.active ||
    state.hasBrackets ||
    !Number.isNaN(order.limit) ||
    order.eligible > -Infinity ||
    account.volumeOf(state) === 0
  ) {
    stepThroughBar(account, account.symbols, account.cursor.time);
    watch.refresh();
    return;
  }
  openBar(account, state);
  const { draft, portfolio } = account;
  draft.offset = 0;
  draft.reference = portfolio.mark[0]!;
  draft.equity = portfolio.equity();
  fillOrder(account, state, order, false);
  if (staysBusy(account, state)) {
    state.enteredAtOpen = true;
    afterOpen(account, account.symbols, account.cursor.time);
    watch.refresh();
  } else {
    portfolio.mark[0] = state.data.bars.close[state.row]!;
    watch.busy = false;
    watch.watched = false;
  }
}

/** Whether a fill at the open has left anything for the rest of the bar. */
function staysBusy(account: Account, state: SymbolState): boolean {
  return state.order.active || state.hasBrackets || account.atRisk;
}
