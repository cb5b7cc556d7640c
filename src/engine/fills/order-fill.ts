import type { Book, PendingOrder } from '../book.js';
import type { RunState } from '../run-state.js';
import { floorToStep, isTooSmall } from '../exchange-rules/filters.js';
import { slippageFraction } from './slippage.js';

/**
 * Trades from the position held towards an order's target, as far as volume, step size and minimum value allow. The draft
 * says when, at which price before slippage, and on which equity.
 *
 * target_q = size · equity before costs / fill price (slipped); what trades is the difference to the position held.
 * @param maker the order rested: maker fee, no slippage
 */
export function fillOrder(run: RunState, book: Book, order: PendingOrder, maker: boolean): void {
  const { settings, portfolio, draft } = run;
  const { reference, equity } = draft;
  const s = book.index;
  const held = portfolio.quantity[s]!;
  if (order.target !== 0 && !(equity > 0) && Number.isNaN(order.goal)) {
    refuseOrder(run, book, order, 'no_equity', `equity is ${equity}`);
    return;
  }
  const wanted = Number.isNaN(order.goal) ? goalAt(order, equity, reference) : order.goal;
  const direction = Math.sign(wanted - held);
  let price = reference;
  if (!maker && direction !== 0) {
    const quantity = Math.min(Math.abs(wanted - held), book.budget);
    const slip = slippageFraction(settings.slippage, book.data.bars, book.row, quantity, book.volume);
    price = reference * (direction > 0 ? 1 + slip : 1 - slip);
    // A limit is never exceeded, whatever the slippage.
    if (price > order.limit && direction > 0) price = order.limit;
    if (price < order.limit && direction < 0) price = order.limit;
  }
  const goal = Number.isNaN(order.goal) ? goalAt(order, equity, price) : order.goal;
  const delta = goal - held;
  if (direction === 0 || delta * direction <= 0) {
    settle(run, book, order);
    return;
  }
  const closing = goal === 0;
  if (!closing && held !== 0 && Math.abs(delta) * price < settings.minRebalance * equity) {
    refuseOrder(run, book, order, 'below_min_rebalance', `change of ${Math.abs(delta) * price} quote units`);
    return;
  }
  const rate = maker ? settings.makerFee : settings.takerFee;
  let quantity = Math.abs(delta);
  const affordable = direction > 0 && settings.instrument === 'spot' ? affordableOnSpot(run, price, rate) : Infinity;
  const short = quantity > affordable;
  if (short) {
    quantity = affordable;
    run.counters.cash_limited_fills++;
  }
  const cut = quantity > book.budget;
  if (cut) {
    if (order.timeInForce === 'fok') {
      refuseOrder(run, book, order, 'fok_unfilled', `only ${book.budget} of ${quantity} could fill`);
      return;
    }
    quantity = Math.max(0, book.budget);
  }
  let next = cut || short ? held + direction * quantity : goal;
  const filters = book.data.filters.length === 0 ? null : book.filters(run.draftTime);
  if (filters?.stepSize !== undefined && (cut || !closing)) {
    const whole = floorToStep(quantity, filters.stepSize);
    if (whole < quantity) run.counters.rounded_fills++;
    quantity = whole;
    next = held + direction * quantity;
  }
  const reducing = next === 0 || (Math.sign(next) === Math.sign(held) && Math.abs(next) < Math.abs(held));
  if (isTooSmall(filters, quantity, price, reducing)) {
    // A capped order waits for a bar with more volume; any other is too small for the exchange.
    if (cut) return;
    const reason = quantity === 0 ? 'below_step' : 'below_min_notional';
    refuseOrder(run, book, order, reason, `${quantity} at ${price} is too small for the exchange`);
    return;
  }
  const fee = quantity * price * rate;
  order.goal = goal;
  if (Number.isNaN(order.limit) && order.eligible > -Infinity) {
    run.counters.delayed_fills++;
    run.counters.added_delay_ms += run.draftTime - order.eligible;
  }
  draft.position = next;
  draft.price = price;
  draft.fee = fee;
  draft.reason = order.reason;
  draft.size = order.target;
  run.trade(book);
  installBrackets(run, book, order, price);
  if (!cut) {
    settle(run, book, order);
    return;
  }
  run.counters.partial_fills++;
  if (order.timeInForce !== 'gtc') dropOrder(run, book, order);
}

/**
 * What the cash of plain spot buys at a price, fee included: nothing is lent there. A hair less, since the sum of price and fee is
 * rounded.
 */
function affordableOnSpot({ portfolio }: RunState, price: number, rate: number): number {
  return Math.max(0, (portfolio.cash[0]! / (price * (1 + rate))) * (1 - 2 ** -50));
}

/** Position that an order wants at a price. */
export function goalAt(order: PendingOrder, equity: number, price: number): number {
  if (!Number.isNaN(order.goal)) return order.goal;
  return order.target === 0 ? 0 : (order.target * equity) / price;
}

/** The order is done: its target is the one that holds. */
function settle(run: RunState, book: Book, order: PendingOrder): void {
  order.active = false;
  if (order === book.order) book.settled = order.target;
  else if (order.reason !== 'drift') {
    book.settled = 0;
    if (!book.order.active) run.targets[book.index] = 0;
  }
}

/** The order ends without its target: the one before holds again, or none after a part fill. */
export function dropOrder(run: RunState, book: Book, order: PendingOrder): void {
  order.active = false;
  if (order !== book.order) return;
  if (!Number.isNaN(order.goal)) book.settled = NaN;
  run.targets[book.index] = book.settled;
}

function refuseOrder(
  run: RunState,
  book: Book,
  order: PendingOrder,
  reason: Parameters<RunState['refuse']>[0],
  detail: string,
): void {
  run.refuse(reason, book.data.symbol, run.draftTime, detail);
  dropOrder(run, book, order);
}

/**
 * Protective prices of an order hold from its first fill; what it does not name stays while the side stays.
 * @param price where a trailing stop that is new starts from
 */
export function installBrackets(run: RunState, book: Book, order: PendingOrder, price: number): void {
  if (run.portfolio.quantity[book.index] === 0) return;
  if (!Number.isNaN(order.stop)) book.stop = order.stop;
  if (!Number.isNaN(order.takeProfit)) book.takeProfit = order.takeProfit;
  if (Number.isNaN(order.trailingStop)) return;
  if (Number.isNaN(book.trailingStop)) book.extreme = price;
  book.trailingStop = order.trailingStop;
}
