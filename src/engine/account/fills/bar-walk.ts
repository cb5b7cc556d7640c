import type { SymbolState } from '../symbol-state.js';
import type { Account } from '../account.js';
import { exitPosition, liquidate } from './exits.js';
import { dropOrder, fillOrder, goalAt } from './order-fill.js';

/** Prices of the bar that is walked; `mark…` are the mark bar's, or the trade bar's where there is none. */
export interface WalkedBar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly markOpen: number;
  readonly markHigh: number;
  readonly markLow: number;
}

/**
 * What an open does to protective prices: a gap through one fills at the open. A stop acts before a liquidation unless the
 * open lies beyond both.
 */
export function gapAtOpen(account: Account, state: SymbolState, bar: WalkedBar): void {
  const s = state.index;
  const held = account.portfolio.quantity[s]!;
  if (held === 0) return;
  if (bar.markOpen <= account.liquidationLow[s]! || bar.markOpen >= account.liquidationHigh[s]!) {
    liquidate(account, state, bar.markOpen, bar.time);
    return;
  }
  const side = Math.sign(held);
  const stop = state.stopLevel(side);
  if (side > 0 ? bar.open <= stop : bar.open >= stop) {
    exitPosition(account, state, bar.open, state.stopReason(side), bar.time, false);
  } else if (side > 0 ? bar.open > state.takeProfit : bar.open < state.takeProfit) {
    exitPosition(account, state, bar.open, 'take_profit', bar.time, !state.enteredAtOpen);
  }
}

/** A limit order at an open: gapped through, it fills there; on arrival it takes, afterwards it has been resting. */
export function limitAtOpen(account: Account, state: SymbolState, bar: WalkedBar, equity: number): void {
  const { order } = state;
  const arrived = order.arrived;
  order.arrived = true;
  const direction = limitDirection(account, state, equity);
  if (direction > 0 ? bar.open < order.limit : direction < 0 && bar.open > order.limit) {
    enter(account, state, bar.open, equity, bar.time, arrived);
    state.enteredAtOpen = !order.active;
  } else if (order.timeInForce !== 'gtc') {
    account.refuse('not_marketable', state.data.symbol, bar.time, `limit ${order.limit}, open ${bar.open}`);
    dropOrder(account, state, order);
  }
}

/** +1 for a limit that buys, −1 for one that sells, 0 where it has nothing left to trade. */
function limitDirection(account: Account, state: SymbolState, equity: number): number {
  return Math.sign(goalAt(state.order, equity, state.order.limit) - account.portfolio.quantity[state.index]!);
}

function enter(
  account: Account,
  state: SymbolState,
  price: number,
  equity: number,
  time: number,
  maker: boolean,
): void {
  const { draft } = account;
  draft.reference = price;
  draft.equity = equity;
  draft.offset = time - account.cursor.time;
  fillOrder(account, state, state.order, maker);
}

/**
 * True where the bar reaches both a protective stop, or the liquidation, and a target or an opposite limit: which came first is not
 * known. A limit that would buy more on the way to the stop changes nothing about that.
 */
export function isAmbiguous(account: Account, state: SymbolState, bar: WalkedBar): boolean {
  const side = Math.sign(account.portfolio.quantity[state.index]!);
  if (side === 0) return false;
  return (
    nextLevel(account, state, bar, -side, true).kind !== 'none' &&
    nextLevel(account, state, bar, side, false).kind !== 'none'
  );
}

/**
 * Walks a bar from its open to one extreme and then to the other, doing what each level on the way triggers. Levels on one
 * side of the open are met in a certain order; only the choice of the first side is a reading.
 */
export function walkBar(account: Account, state: SymbolState, bar: WalkedBar, firstSide: number): void {
  walkSide(account, state, bar, firstSide);
  walkSide(account, state, bar, -firstSide);
}

type Level = { kind: 'none' | 'stop' | 'liquidation' | 'target' | 'limit'; price: number };

const level: Level = { kind: 'none', price: NaN };

function walkSide(account: Account, state: SymbolState, bar: WalkedBar, side: number): void {
  const s = state.index;
  // Each pass fills one level; a capped order may stay at its level, so it is tried once a side.
  for (let limitTried = false; ;) {
    const next = nextLevel(account, state, bar, side, limitTried);
    const { price } = next;
    const held = account.portfolio.quantity[s]!;
    switch (next.kind) {
      case 'none':
        return;
      case 'stop':
        exitPosition(account, state, price, state.stopReason(Math.sign(held)), bar.time, false);
        break;
      case 'liquidation':
        liquidate(account, state, price, bar.time);
        break;
      case 'target':
        exitPosition(account, state, price, 'take_profit', bar.time, true);
        if (account.portfolio.quantity[s] !== 0) return;
        break;
      case 'limit': {
        limitTried = true;
        account.portfolio.mark[s] = price;
        const trailed = !Number.isNaN(state.trailingStop);
        enter(account, state, price, account.portfolio.equity(), bar.time, true);
        const after = account.portfolio.quantity[s]!;
        if (Math.sign(after) !== Math.sign(held)) state.enteredInside = true;
        if (!trailed) state.trailingSetInside = true;
        break;
      }
    }
  }
}

/** The level on one side of the open that price meets next, into a shared object. */
function nextLevel(account: Account, state: SymbolState, bar: WalkedBar, side: number, limitTried: boolean): Level {
  const s = state.index;
  const { order } = state;
  const held = account.portfolio.quantity[s]!;
  level.kind = 'none';
  level.price = NaN;
  if (Math.sign(held) === -side) {
    const stop = state.stopLevel(Math.sign(held));
    if (side < 0 ? bar.low <= stop : bar.high >= stop) offer('stop', stop, side);
    const liquidation = side < 0 ? account.liquidationLow[s]! : account.liquidationHigh[s]!;
    if (side < 0 ? bar.markLow <= liquidation : bar.markHigh >= liquidation) offer('liquidation', liquidation, side);
  }
  if (Math.sign(held) === side && !state.enteredInside) {
    const target = state.takeProfit;
    if (side > 0 ? bar.high > target : bar.low < target) offer('target', target, side);
  }
  if (order.active && !limitTried && !Number.isNaN(order.limit) && order.arrived) {
    const through = side > 0 ? bar.high > order.limit : bar.low < order.limit;
    const beyondOpen = side > 0 ? bar.open <= order.limit : bar.open >= order.limit;
    if (through && beyondOpen) {
      account.portfolio.mark[s] = order.limit;
      if (limitDirection(account, state, account.portfolio.equity()) === -side) offer('limit', order.limit, side);
      account.portfolio.mark[s] = bar.open;
    }
  }
  return level;
}

/** Keeps the level nearest to the open; of two equal ones the first offered (a stop before anything else). */
function offer(kind: Level['kind'], price: number, side: number): void {
  // Without a level yet its price is NaN, which is beyond nothing.
  if (side < 0 ? price <= level.price : price >= level.price) return;
  level.kind = kind;
  level.price = price;
}
