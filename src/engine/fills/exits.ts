import type { Book } from '../book.js';
import type { FillReason } from '../logs/fill-log.js';
import type { RunState } from '../run-state.js';
import { dropOrder } from './order-fill.js';
import { slippageFraction } from './slippage.js';

/**
 * Closes a position at a protective price. What the participation cap leaves becomes a forced market order for the next
 * bars; until then the position is unprotected, as it would be.
 */
export function exitPosition(
  run: RunState,
  book: Book,
  reference: number,
  reason: FillReason,
  time: number,
  maker: boolean,
): void {
  const { portfolio, settings } = run;
  const s = book.index;
  const held = portfolio.quantity[s]!;
  const direction = -Math.sign(held);
  const quantity = Math.min(Math.abs(held), Math.max(0, book.budget));
  if (quantity > 0) {
    const slip = maker ? 0 : slippageFraction(settings.slippage, book.data.bars, book.row, quantity, book.volume);
    const price = reference * (direction > 0 ? 1 + slip : 1 - slip);
    const fee = quantity * price * (maker ? settings.makerFee : settings.takerFee);
    const cut = quantity < Math.abs(held);
    if (cut) run.counters.partial_fills++;
    const { draft } = run;
    draft.offset = time - run.times[run.step]!;
    draft.reference = reference;
    draft.position = cut ? held + direction * quantity : 0;
    draft.price = price;
    draft.fee = fee;
    draft.reason = reason;
    draft.size = 0;
    run.trade(book);
  }
  // A resting target that only part filled stays as it is; a triggered stop has become a market order.
  if (portfolio.quantity[s] !== 0) {
    if (maker) return;
    const { forced } = book;
    forced.active = true;
    forced.target = 0;
    forced.limit = NaN;
    forced.goal = 0;
    forced.eligible = -Infinity;
    forced.timeInForce = 'gtc';
    forced.reason = reason;
    book.clearBrackets();
  }
  book.settled = 0;
  if (!book.order.active) run.targets[s] = 0;
}

/**
 * The exchange takes an isolated position over. It loses at most its margin, whatever the price did, plus the liquidation
 * fee; resting orders of the symbol are cancelled, as exchanges do.
 * @param reached the price at which it happens: the liquidation price, or the open that gapped through it
 */
export function liquidate(run: RunState, book: Book, reached: number, time: number): void {
  const { portfolio } = run;
  const s = book.index;
  const held = portfolio.quantity[s]!;
  const entry = portfolio.entryPrice[s]!;
  const bankruptcy = entry - portfolio.margin[s]! / held;
  const price = held > 0 ? Math.max(reached, bankruptcy) : Math.min(reached, bankruptcy);
  const fee = Math.abs(held) * price * book.marginTable(time).liquidationFee;
  run.counters.liquidations++;
  if (book.data.mark === null) run.counters.liquidations_on_last_price++;
  book.settled = 0;
  if (book.order.active) {
    run.refuse('liquidated', book.data.symbol, time, 'the position was liquidated before the order filled');
    dropOrder(run, book, book.order);
  }
  book.forced.active = false;
  const { draft } = run;
  draft.offset = time - run.times[run.step]!;
  draft.reference = price;
  draft.position = 0;
  draft.price = price;
  draft.fee = fee;
  draft.reason = 'liquidation';
  draft.size = 0;
  run.trade(book);
  run.targets[s] = 0;
}
