import type { SymbolState, PendingOrder } from '../symbol-state.js';
import type { Account } from '../account.js';
import { floorToStep, isTooSmall, smallestOrder } from '../../exchange-rules/filters.js';
import { slippageFraction } from './slippage.js';

/**
 * Trades from the position held towards an order's target, as far as volume, step size and minimum value allow. The draft
 * says when, at which price before slippage, and on which equity.
 *
 * target_q = size · equity before costs / fill price (slipped); what trades is the difference to the position held.
 * @param maker the order rested: maker fee, no slippage
 */
export function fillOrder(account: Account, state: SymbolState, order: PendingOrder, maker: boolean): void {
  const { settings, portfolio, draft } = account;
  const { reference, equity } = draft;
  const s = state.index;
  const held = portfolio.quantity[s]!;
  if (order.target !== 0 && !(equity > 0) && Number.isNaN(order.goal)) {
    refuseOrder(account, state, order, 'no_equity', `equity is ${equity}`);
    return;
  }
  const wanted = goalAt(order, equity, reference);
  const direction = Math.sign(wanted - held);
  let price = reference;
  if (!maker) {
    const quantity = Math.min(Math.abs(wanted - held), state.budget);
    const slip = slippageFraction(settings.slippage, state.data.bars, state.row, quantity, state.volume);
    price = reference * (direction > 0 ? 1 + slip : 1 - slip);
    // A limit is never exceeded, whatever the slippage.
    if (price > order.limit && direction > 0) price = order.limit;
    if (price < order.limit && direction < 0) price = order.limit;
  }
  const goal = goalAt(order, equity, price);
  const delta = goal - held;
  const isForced = order.reason === 'drift';
  // Price may have come back by itself since the limit saw it drift: a reduction never grows what is held.
  if (delta * direction <= 0 || (isForced && direction * held > 0)) {
    settle(account, state, order);
    return;
  }
  const closing = goal === 0;
  if (!closing && held !== 0 && !isForced && Math.abs(delta) * price < settings.minRebalance * equity) {
    refuseOrder(account, state, order, 'below_min_rebalance', `change of ${Math.abs(delta) * price} quote units`);
    return;
  }
  const rate = maker ? settings.makerFee : settings.takerFee;
  let quantity = Math.abs(delta);
  const affordable =
    direction > 0 && settings.instrument === 'spot' ? affordableOnSpot(account, price, rate) : Infinity;
  const short = quantity > affordable;
  if (short) {
    quantity = affordable;
    account.counters.cash_limited_fills++;
  }
  const cut = quantity > state.budget;
  if (cut) {
    if (order.timeInForce === 'fok') {
      refuseOrder(account, state, order, 'fok_unfilled', `only ${state.budget} of ${quantity} could fill`);
      return;
    }
    quantity = Math.max(0, state.budget);
  }
  let next = cut || short ? held + direction * quantity : goal;
  const filters = state.data.filters.length === 0 ? null : state.filters(account.draftTime);
  if (isForced && !cut && filters !== null) {
    quantity = Math.min(Math.abs(held), smallestOrder(filters, quantity, price));
    next = withoutDust(held + direction * quantity, quantity);
  } else if (filters?.stepSize !== undefined && (cut || !closing)) {
    const whole = floorToStep(quantity, filters.stepSize);
    if (whole < quantity) account.counters.rounded_fills++;
    quantity = whole;
    next = withoutDust(held + direction * quantity, quantity);
  }
  const reducing = next === 0 || (Math.sign(next) === Math.sign(held) && Math.abs(next) < Math.abs(held));
  if (isTooSmall(filters, quantity, price, reducing)) {
    // A capped order waits for a bar with more volume; any other is too small for the exchange.
    if (cut) return;
    const reason = quantity === 0 ? 'below_step' : 'below_min_notional';
    refuseOrder(account, state, order, reason, `${quantity} at ${price} is too small for the exchange`);
    return;
  }
  const fee = quantity * price * rate;
  order.goal = goal;
  if (Number.isNaN(order.limit) && order.eligible > -Infinity) {
    account.counters.delayed_fills++;
    account.counters.added_delay_ms += account.draftTime - order.eligible;
  }
  draft.position = next;
  draft.price = price;
  draft.fee = fee;
  draft.reason = order.reason;
  draft.size = order.target;
  account.trade(state);
  installBrackets(account, state, order, price);
  if (!cut) {
    settle(account, state, order);
    return;
  }
  account.counters.partial_fills++;
  if (order.timeInForce !== 'gtc') dropOrder(account, state, order);
}

/** A sum of whole lots that is not quite zero is zero: what is left of 0.3 − 3 · 0.1 is no position. */
export const withoutDust = (position: number, traded: number): number =>
  Math.abs(position) < traded * 1e-12 ? 0 : position;

/**
 * What the cash of plain spot buys at a price, fee included: nothing is lent there. A hair less, since the sum of price and fee is
 * rounded.
 */
function affordableOnSpot({ portfolio }: Account, price: number, rate: number): number {
  return Math.max(0, (portfolio.cash[0]! / (price * (1 + rate))) * (1 - 2 ** -50));
}

/** Position that an order wants at a price; once a part has filled, what it wanted then. */
export function goalAt(order: PendingOrder, equity: number, price: number): number {
  if (!Number.isNaN(order.goal)) return order.goal;
  return order.target === 0 ? 0 : (order.target * equity) / price;
}

/** The order is done: its target is the one that holds. */
export function settle(account: Account, state: SymbolState, order: PendingOrder): void {
  order.active = false;
  if (order === state.order) state.settled = order.target;
  else if (order.reason !== 'drift') {
    state.settled = 0;
    if (!state.order.active) account.targets[state.index] = 0;
  }
}

/** The order ends without its target: the one before holds again, or none after a part fill. */
export function dropOrder(account: Account, state: SymbolState, order: PendingOrder): void {
  order.active = false;
  if (order !== state.order) return;
  if (!Number.isNaN(order.goal)) state.settled = NaN;
  account.targets[state.index] = state.settled;
}

function refuseOrder(
  account: Account,
  state: SymbolState,
  order: PendingOrder,
  reason: Parameters<Account['refuse']>[0],
  detail: string,
): void {
  account.refuse(reason, state.data.symbol, account.draftTime, detail);
  dropOrder(account, state, order);
}

/**
 * Protective prices of an order hold from its first fill; what it does not name stays while the side stays.
 * @param price where a trailing stop that is new starts from
 */
export function installBrackets(account: Account, state: SymbolState, order: PendingOrder, price: number): void {
  if (account.portfolio.quantity[state.index] === 0) return;
  if (!Number.isNaN(order.stop)) state.stop = order.stop;
  if (!Number.isNaN(order.takeProfit)) state.takeProfit = order.takeProfit;
  if (Number.isNaN(order.trailingStop)) return;
  if (Number.isNaN(state.trailingStop)) state.extreme = price;
  state.trailingStop = order.trailingStop;
}
