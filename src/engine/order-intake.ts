import { limitTarget } from '../core/risk-limits.js';
import type { Order } from '../strategies/base.js';
import { ReusableTicket } from '../strategies/order-ticket.js';
import { InputError } from '../core/errors.js';
import type { Book } from './book.js';
import { isOnTick } from './fills/filters.js';
import { fillOrder, installBrackets } from './fills/order-fill.js';
import type { RunState } from './run-state.js';

/** Rounding in a strategy's own arithmetic must not turn a full position into a refusal. */
const LEVERAGE_TOLERANCE = 1e-9;

/**
 * Takes an order given at a bar's close: checks it, holds it to the limits, and leaves it waiting for its fill. What cannot
 * be accepted is a refusal with a reason; the run goes on.
 * @param symbol index of the symbol whose bar the strategy was asked at
 */
export function takeOrder(run: RunState, given: Order, symbol: number): void {
  if (typeof (given as { then?: unknown }).then === 'function') {
    throw new InputError('strategy.async', 'onBar returned a Promise; it must return an order or null at once.', {
      remedy: 'ask models before the run (a regime series) and make onBar synchronous',
    });
  }
  const book = given.symbol === undefined ? run.books[symbol] : run.books[run.bySymbol.get(given.symbol) ?? -1];
  if (book === undefined) {
    run.refuse('unknown_symbol', String(given.symbol), run.now, 'the run has no bars of it');
    return;
  }
  const wanted = signedTarget(given);
  if (refused(run, book, given, wanted)) return;
  const target = withinLimits(run, book, wanted);
  const { order } = book;
  const s = book.index;
  const limit = given.limit ?? NaN;
  // A repeated target is not a decision, unless a waiting order is to wait at another price.
  if (target === run.targets[s] && (!order.active || Object.is(order.limit, limit))) {
    updateBrackets(run, book, given);
    run.refreshBusy();
    return;
  }
  order.active = true;
  order.target = target;
  order.limit = limit;
  // −Infinity: no latency, so any later open will do and no time has to be looked up.
  const { latencyMs } = run.settings;
  order.eligible =
    latencyMs === 0 && run.seenUntil === -Infinity ? -Infinity : Math.max(run.now + latencyMs, run.seenUntil);
  order.timeInForce = given.timeInForce ?? 'gtc';
  order.barsLeft = given.goodForBars ?? Infinity;
  order.goal = NaN;
  order.arrived = false;
  order.givenAt = run.step;
  order.reason = Number.isNaN(limit) ? 'order' : 'limit';
  order.stop = given.stop ?? NaN;
  order.takeProfit = given.takeProfit ?? NaN;
  order.trailingStop = given.trailingStop ?? NaN;
  run.targets[s] = target;
  run.busy = true;
}

/** With `fill: "close"`: market orders given at this close fill at it, if the bar traded. True where one was tried. */
export function fillAtClose(run: RunState, book: Book): boolean {
  const { order } = book;
  const { bars } = book.data;
  book.volume = run.volumeOf(book);
  if (!order.active || !Number.isNaN(order.limit) || book.volume === 0) return false;
  const { draft } = run;
  draft.offset = run.feed.intervalMs;
  draft.reference = bars.close[book.row]!;
  draft.equity = run.portfolio.equity();
  fillOrder(run, book, order, false);
  return true;
}

/** The target with its sign. */
export function signedTarget(order: Order): number {
  if (order instanceof ReusableTicket) return order.signed;
  if (order.side === 'flat') return 0;
  return order.side === 'long' ? (order.size ?? NaN) : -(order.size ?? NaN);
}

/** Refuses what cannot be accepted. True where it did. Strategies may be JavaScript: what the types forbid can arrive. */
function refused(run: RunState, book: Book, given: Order, target: number): boolean {
  const { settings } = run;
  const side: string = given.side;
  const { symbol } = book.data;
  if (side !== 'long' && side !== 'short' && side !== 'flat') {
    run.refuse('invalid_order', symbol, run.now, `side "${side}" is not long, short or flat`);
    return true;
  }
  if (!(Math.abs(target) < Infinity) || (side !== 'flat' && !(given.size! >= 0))) {
    run.refuse('invalid_order', symbol, run.now, `size ${String(given.size)} is not a fraction at or above 0`);
    return true;
  }
  if (target !== 0) {
    if (run.killed) {
      run.refuse('killed', symbol, run.now, 'the drawdown limit has closed the account');
      return true;
    }
    if (target < 0 && settings.instrument === 'spot') {
      run.refuse('short_on_spot', symbol, run.now, 'plain spot cannot be sold short');
      return true;
    }
    const targets = Math.abs(target) + otherTargets(run, book);
    if (targets > settings.leverage * (1 + LEVERAGE_TOLERANCE)) {
      run.refuse(
        'over_leverage',
        symbol,
        run.now,
        `targets of ${targets} × equity exceed leverage ${settings.leverage}`,
      );
      return true;
    }
  }
  return !isPlain(given) && refusedPrices(run, book, given, target);
}

/** Sum of |target| of all other symbols. */
function otherTargets(run: RunState, book: Book): number {
  const { targets } = run;
  let sum = 0;
  for (let s = 0; s < targets.length; s++) {
    if (s !== book.index && !Number.isNaN(targets[s]!)) sum += Math.abs(targets[s]!);
  }
  return sum;
}

/** Nothing but a market target. */
function isPlain(order: Order): boolean {
  return order instanceof ReusableTicket && order.plain;
}

function refusedPrices(run: RunState, book: Book, given: Order, target: number): boolean {
  const time = run.now;
  const { limit = NaN, stop = NaN, takeProfit = NaN, trailingStop = NaN, goodForBars } = given;
  const { symbol } = book.data;
  const prices = [limit, stop, takeProfit].filter((price) => !Number.isNaN(price));
  const noPrice = prices.find((price) => !(price > 0 && price < Infinity));
  if (noPrice !== undefined) {
    run.refuse('invalid_stop', symbol, time, `${noPrice} is not a price above 0`);
    return true;
  }
  if (!Number.isNaN(trailingStop) && !(trailingStop > 0 && trailingStop < 1)) {
    run.refuse('invalid_stop', symbol, time, `trailing stop ${trailingStop} is not a fraction between 0 and 1`);
    return true;
  }
  if (goodForBars !== undefined && !(goodForBars >= 1)) {
    run.refuse('invalid_order', symbol, time, `goodForBars ${goodForBars} is below 1`);
    return true;
  }
  const tickSize = book.filters(time)?.tickSize;
  const offTick = tickSize === undefined ? undefined : prices.find((price) => !isOnTick(price, tickSize));
  if (offTick !== undefined) {
    run.refuse('price_off_tick', symbol, time, `${offTick} is not a multiple of the tick ${String(tickSize)}`);
    return true;
  }
  // On the way of the position: stop, limit, target. NaN compares false, so absent prices are never out of order.
  const side = Math.sign(target);
  if (
    side !== 0 &&
    (stop * side >= takeProfit * side || stop * side >= limit * side || limit * side >= takeProfit * side)
  ) {
    run.refuse(
      'invalid_stop',
      symbol,
      time,
      `stop ${stop}, limit ${limit} and target ${takeProfit} are not in this order`,
    );
    return true;
  }
  return false;
}

/** The risk limits at order time, on exposures at the close. */
function withinLimits(run: RunState, book: Book, target: number): number {
  const { limits } = run.settings;
  if (limits.maxExposure === undefined && limits.maxChangePerDecision === undefined) return target;
  const { portfolio } = run;
  const equity = portfolio.equity();
  if (!(equity > 0)) return target;
  let others = 0;
  for (const { index } of run.books) {
    if (index === book.index) continue;
    const held = Math.abs((portfolio.quantity[index]! * portfolio.mark[index]!) / equity);
    const ordered = Math.abs(run.targets[index]!);
    others += Number.isNaN(ordered) ? held : Math.max(held, ordered);
  }
  const current = (portfolio.quantity[book.index]! * portfolio.mark[book.index]!) / equity;
  const limited = limitTarget({ target, current, others }, limits);
  // Asking again for what the cap already granted is not a new decision.
  if (limited.applied.length > 0 && limited.target !== run.targets[book.index]) run.counters.limited_orders++;
  return limited.target;
}

function updateBrackets(run: RunState, book: Book, given: Order): void {
  const { order } = book;
  order.stop = given.stop ?? NaN;
  order.takeProfit = given.takeProfit ?? NaN;
  order.trailingStop = given.trailingStop ?? NaN;
  if (!order.active) installBrackets(run, book, order, run.portfolio.mark[book.index]!);
}
