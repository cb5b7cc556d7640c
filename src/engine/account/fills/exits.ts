import type { SymbolState } from '../symbol-state.js';
import type { FillReason } from '../logs/fill-reason.js';
import type { Account } from '../account.js';
import { floorToStep, isTooSmall } from '../../exchange-rules/filters.js';
import { dropOrder } from './order-fill.js';
import { slippageFraction } from './slippage.js';

/**
 * Closes a position at a protective price. What the participation cap leaves becomes a forced market order for the next
 * bars; until then the position is unprotected, as it would be. An exit too small for the exchange is refused as any other order
 * is: the position stays, and the price that was reached protects it no longer.
 */
export function exitPosition(
  account: Account,
  state: SymbolState,
  reference: number,
  reason: FillReason,
  time: number,
  maker: boolean,
): void {
  const { portfolio, settings } = account;
  const s = state.index;
  const held = portfolio.quantity[s]!;
  const direction = -Math.sign(held);
  const cut = Math.max(0, state.budget) < Math.abs(held);
  const filters = state.filters(time);
  let quantity = cut ? Math.max(0, state.budget) : Math.abs(held);
  if (cut && filters?.stepSize !== undefined) quantity = floorToStep(quantity, filters.stepSize);
  const slip = maker ? 0 : slippageFraction(settings.slippage, state.data.bars, state.row, quantity, state.volume);
  const price = reference * (direction > 0 ? 1 + slip : 1 - slip);
  if (!isTooSmall(filters, quantity, price, true)) {
    if (cut) account.counters.partial_fills++;
    const { draft } = account;
    draft.offset = time - account.cursor.time;
    draft.reference = reference;
    draft.position = cut ? held + direction * quantity : 0;
    draft.price = price;
    draft.fee = quantity * price * (maker ? settings.makerFee : settings.takerFee);
    draft.reason = reason;
    draft.size = 0;
    account.trade(state);
  } else if (!cut) {
    const detail = `${reason.replace('_', ' ')}: ${quantity} at ${price} is too small for the exchange`;
    account.refuse('below_min_notional', state.data.symbol, time, detail);
    state.dropBracket(reason);
    return;
  }
  // A resting target that only part filled stays as it is; a triggered stop has become a market order.
  if (portfolio.quantity[s] !== 0) {
    if (maker) return;
    const { forced } = state;
    forced.active = true;
    forced.target = 0;
    forced.limit = NaN;
    forced.goal = 0;
    forced.eligible = -Infinity;
    forced.timeInForce = 'gtc';
    forced.reason = reason;
    state.clearBrackets();
  }
  state.settled = 0;
  if (!state.order.active) account.targets[s] = 0;
}

/**
 * The exchange takes an isolated position over. It loses at most its margin, whatever the price did, the liquidation fee
 * included, and never more than the account has: what is missing then is the insurance fund's. Resting orders of the symbol are cancelled, as exchanges do.
 * @param reached the price at which it happens: the liquidation price, or the open that gapped through it
 */
export function liquidate(account: Account, state: SymbolState, reached: number, time: number): void {
  const { portfolio } = account;
  const s = state.index;
  const held = portfolio.quantity[s]!;
  const entry = portfolio.entryPrice[s]!;
  const margin = Math.min(portfolio.margin[s]!, Math.max(0, portfolio.equityAt(s, entry)));
  const bankruptcy = entry - margin / held;
  const price = held > 0 ? Math.max(reached, bankruptcy) : Math.min(reached, bankruptcy);
  const left = Math.max(0, margin + held * (price - entry));
  const fee = Math.min(left, Math.abs(held) * price * state.marginTable(time).liquidationFee);
  account.counters.liquidations++;
  if (state.data.mark === null) account.counters.liquidations_on_last_price++;
  state.settled = 0;
  if (state.order.active) {
    account.refuse('liquidated', state.data.symbol, time, 'the position was liquidated before the order filled');
    dropOrder(account, state, state.order);
  }
  state.forced.active = false;
  const { draft } = account;
  draft.offset = time - account.cursor.time;
  draft.reference = price;
  draft.position = 0;
  draft.price = price;
  draft.fee = fee;
  draft.reason = 'liquidation';
  draft.size = 0;
  account.trade(state);
  account.targets[s] = 0;
}
