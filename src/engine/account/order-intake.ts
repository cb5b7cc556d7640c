import { limitTarget } from '../../core/risk-limits.js';
import type { Order } from '../../strategies/base.js';
import { ReusableTicket } from '../../strategies/order-ticket.js';
import { InputError } from '../../core/errors.js';
import type { SymbolState } from './symbol-state.js';
import { isOnTick } from '../exchange-rules/filters.js';
import { fillOrder, installBrackets } from './fills/order-fill.js';
import type { Account } from './account.js';

/** Rounding in a strategy's own arithmetic must not turn a full position into a refusal. */
const LEVERAGE_TOLERANCE = 1e-9;

/**
 * Takes an order given at a bar's close: checks it, holds it to the limits, and leaves it waiting for its fill. What cannot
 * be accepted is a refusal with a reason; the run goes on.
 * @param symbol index of the symbol whose bar the strategy was asked at
 * @returns true where an order now waits for its fill that was not there before
 */
export function takeOrder(account: Account, given: Order, symbol: number): boolean {
  if (typeof (given as { then?: unknown }).then === 'function') {
    throw new InputError('strategy.async', 'onBar returned a Promise; it must return an order or null at once.', {
      remedy: 'ask models before the run (a regime series) and make onBar synchronous',
    });
  }
  const state =
    given.symbol === undefined ? account.symbols[symbol] : account.symbols[account.bySymbol.get(given.symbol) ?? -1];
  if (state === undefined) {
    account.refuse('unknown_symbol', String(given.symbol), account.cursor.now, 'the run has no bars of it');
    return false;
  }
  const wanted = signedTarget(given);
  if (refused(account, state, given, wanted)) return false;
  const target = withinLimits(account, state, wanted);
  const { order } = state;
  const s = state.index;
  const limit = given.limit ?? NaN;
  // A repeated target is not a decision, unless a waiting order is to wait at another price.
  if (target === account.targets[s] && (!order.active || Object.is(order.limit, limit))) {
    updateBrackets(account, state, given);
    return false;
  }
  order.active = true;
  order.target = target;
  order.limit = limit;
  // −Infinity: no latency, so any later open will do and no time has to be looked up.
  const { latencyMs } = account.settings;
  order.eligible =
    latencyMs === 0 && account.cursor.seenUntil === -Infinity
      ? -Infinity
      : Math.max(account.cursor.now + latencyMs, account.cursor.seenUntil);
  order.timeInForce = given.timeInForce ?? 'gtc';
  order.barsLeft = given.goodForBars ?? Infinity;
  order.goal = NaN;
  order.arrived = false;
  order.givenAt = account.cursor.step;
  order.reason = Number.isNaN(limit) ? 'order' : 'limit';
  order.stop = given.stop ?? NaN;
  order.takeProfit = given.takeProfit ?? NaN;
  order.trailingStop = given.trailingStop ?? NaN;
  account.targets[s] = target;
  return true;
}

/** With `fill: "close"`: market orders given at this close fill at it, if their bar traded. True where one was tried. */
export function fillAllAtClose(account: Account, present: readonly SymbolState[]): boolean {
  let tried = false;
  for (const state of present) if (fillAtClose(account, state)) tried = true;
  return tried;
}

function fillAtClose(account: Account, state: SymbolState): boolean {
  const { order } = state;
  const { bars } = state.data;
  state.volume = account.volumeOf(state);
  if (!order.active || !Number.isNaN(order.limit) || state.volume === 0) return false;
  const { draft } = account;
  draft.offset = account.cursor.intervalMs;
  draft.reference = bars.close[state.row]!;
  draft.equity = account.portfolio.equity();
  fillOrder(account, state, order, false);
  return true;
}

/** The target with its sign. */
export function signedTarget(order: Order): number {
  if (order instanceof ReusableTicket) return order.signed;
  if (order.side === 'flat') return 0;
  return order.side === 'long' ? (order.size ?? NaN) : -(order.size ?? NaN);
}

/** Refuses what cannot be accepted. True where it did. Strategies may be JavaScript: what the types forbid can arrive. */
function refused(account: Account, state: SymbolState, given: Order, target: number): boolean {
  const { settings } = account;
  const side: string = given.side;
  const { symbol } = state.data;
  if (side !== 'long' && side !== 'short' && side !== 'flat') {
    account.refuse('invalid_order', symbol, account.cursor.now, `side "${side}" is not long, short or flat`);
    return true;
  }
  if (!(Math.abs(target) < Infinity) || (side !== 'flat' && !(given.size! >= 0))) {
    account.refuse(
      'invalid_order',
      symbol,
      account.cursor.now,
      `size ${String(given.size)} is not a fraction at or above 0`,
    );
    return true;
  }
  if (target !== 0) {
    if (account.killed) {
      account.refuse('killed', symbol, account.cursor.now, 'the drawdown limit has closed the account');
      return true;
    }
    if (target < 0 && settings.instrument === 'spot') {
      account.refuse('short_on_spot', symbol, account.cursor.now, 'plain spot cannot be sold short');
      return true;
    }
    const targets = Math.abs(target) + otherTargets(account, state);
    if (targets > settings.leverage * (1 + LEVERAGE_TOLERANCE)) {
      account.refuse(
        'over_leverage',
        symbol,
        account.cursor.now,
        `targets of ${targets} × equity exceed leverage ${settings.leverage}`,
      );
      return true;
    }
  }
  return !isPlain(given) && refusedPrices(account, state, given, target);
}

/** Sum of |target| of all other symbols. */
function otherTargets(account: Account, state: SymbolState): number {
  const { targets } = account;
  let sum = 0;
  for (let s = 0; s < targets.length; s++) {
    if (s !== state.index && !Number.isNaN(targets[s]!)) sum += Math.abs(targets[s]!);
  }
  return sum;
}

/** Nothing but a market target. */
function isPlain(order: Order): boolean {
  return order instanceof ReusableTicket && order.plain;
}

function refusedPrices(account: Account, state: SymbolState, given: Order, target: number): boolean {
  const time = account.cursor.now;
  const { limit = NaN, stop = NaN, takeProfit = NaN, trailingStop = NaN, goodForBars } = given;
  const { symbol } = state.data;
  const prices = [limit, stop, takeProfit].filter((price) => !Number.isNaN(price));
  const noPrice = prices.find((price) => !(price > 0 && price < Infinity));
  if (noPrice !== undefined) {
    account.refuse('invalid_stop', symbol, time, `${noPrice} is not a price above 0`);
    return true;
  }
  if (!Number.isNaN(trailingStop) && !(trailingStop > 0 && trailingStop < 1)) {
    account.refuse('invalid_stop', symbol, time, `trailing stop ${trailingStop} is not a fraction between 0 and 1`);
    return true;
  }
  if (goodForBars !== undefined && !(goodForBars >= 1)) {
    account.refuse('invalid_order', symbol, time, `goodForBars ${goodForBars} is below 1`);
    return true;
  }
  const tickSize = state.filters(time)?.tickSize;
  const offTick = tickSize === undefined ? undefined : prices.find((price) => !isOnTick(price, tickSize));
  if (offTick !== undefined) {
    account.refuse('price_off_tick', symbol, time, `${offTick} is not a multiple of the tick ${String(tickSize)}`);
    return true;
  }
  // On the way of the position: stop, limit, target. NaN compares false, so absent prices are never out of order.
  const side = Math.sign(target);
  const [first, second, third] = [stop, limit, takeProfit].map((price) => price * side);
  if (side !== 0 && (first! >= third! || first! >= second! || second! >= third!)) {
    account.refuse(
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
function withinLimits(account: Account, state: SymbolState, target: number): number {
  const { limits } = account.settings;
  const { limitsSum, groups } = account;
  if (limits.maxExposure === undefined && limits.maxChangePerDecision === undefined && !limitsSum) return target;
  const { portfolio } = account;
  const equity = portfolio.equity();
  if (!(equity > 0)) return target;
  const side = target < 0 ? -1 : 1;
  let others = 0;
  let [net, group] = [0, 0];
  for (const { index } of account.symbols) {
    if (index === state.index) continue;
    const held = (portfolio.quantity[index]! * portfolio.mark[index]!) / equity;
    const ordered = account.targets[index]!;
    others += Number.isNaN(ordered) ? Math.abs(held) : Math.max(Math.abs(held), Math.abs(ordered));
    if (!limitsSum) continue;
    const most = Number.isNaN(ordered) ? held * side : Math.max(held * side, ordered * side);
    net += most;
    if (groups?.group[index] === groups?.group[state.index]) group += Math.max(0, most);
  }
  const current = (portfolio.quantity[state.index]! * portfolio.mark[state.index]!) / equity;
  const limited = limitTarget({ target, current, others, sameSide: { net, group } }, limits);
  // Asking again for what the cap already granted is not a new decision.
  if (limited.applied.length > 0 && limited.target !== account.targets[state.index]) account.counters.limited_orders++;
  return limited.target;
}

function updateBrackets(account: Account, state: SymbolState, given: Order): void {
  const { order } = state;
  order.stop = given.stop ?? NaN;
  order.takeProfit = given.takeProfit ?? NaN;
  order.trailingStop = given.trailingStop ?? NaN;
  if (!order.active) installBrackets(account, state, order, account.portfolio.mark[state.index]!);
}
