import type { Book } from '../book.js';
import type { RunState } from '../run-state.js';
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
export function gapAtOpen(run: RunState, book: Book, bar: WalkedBar): void {
  const s = book.index;
  const held = run.portfolio.quantity[s]!;
  if (held === 0) return;
  if (bar.markOpen <= run.liquidationLow[s]! || bar.markOpen >= run.liquidationHigh[s]!) {
    liquidate(run, book, bar.markOpen, bar.time);
    return;
  }
  const side = Math.sign(held);
  const stop = book.stopLevel(side);
  if (side > 0 ? bar.open <= stop : bar.open >= stop) {
    exitPosition(run, book, bar.open, book.stopReason(side), bar.time, false);
  } else if (side > 0 ? bar.open > book.takeProfit : bar.open < book.takeProfit) {
    exitPosition(run, book, bar.open, 'take_profit', bar.time, !book.enteredAtOpen);
  }
}

/** A limit order at an open: gapped through, it fills there; on arrival it takes, afterwards it has been resting. */
export function limitAtOpen(run: RunState, book: Book, bar: WalkedBar, equity: number): void {
  const { order } = book;
  const arrived = order.arrived;
  order.arrived = true;
  const direction = limitDirection(run, book, equity);
  if (direction > 0 ? bar.open < order.limit : direction < 0 && bar.open > order.limit) {
    enter(run, book, bar.open, equity, bar.time, arrived);
    book.enteredAtOpen = !order.active;
  } else if (order.timeInForce !== 'gtc') {
    run.refuse('not_marketable', book.data.symbol, bar.time, `limit ${order.limit}, open ${bar.open}`);
    dropOrder(run, book, order);
  }
}

/** +1 for a limit that buys, −1 for one that sells, 0 where it has nothing left to trade. */
function limitDirection(run: RunState, book: Book, equity: number): number {
  return Math.sign(goalAt(book.order, equity, book.order.limit) - run.portfolio.quantity[book.index]!);
}

function enter(run: RunState, book: Book, price: number, equity: number, time: number, maker: boolean): void {
  const { draft } = run;
  draft.reference = price;
  draft.equity = equity;
  draft.offset = time - run.times[run.step]!;
  fillOrder(run, book, book.order, maker);
}

/** True where the bar reaches both a protective stop and a target or an opposite limit: which came first is not known. */
export function isAmbiguous(run: RunState, book: Book, bar: WalkedBar): boolean {
  const held = run.portfolio.quantity[book.index]!;
  if (held === 0) return false;
  const adverse = nextLevel(run, book, bar, -Math.sign(held), false);
  return (
    (adverse.kind === 'stop' || adverse.kind === 'liquidation') &&
    nextLevel(run, book, bar, Math.sign(held), false).kind !== 'none'
  );
}

/**
 * Walks a bar from its open to one extreme and then to the other, doing what each level on the way triggers. Levels on one
 * side of the open are met in a certain order; only the choice of the first side is a reading.
 */
export function walkBar(run: RunState, book: Book, bar: WalkedBar, firstSide: number): void {
  walkSide(run, book, bar, firstSide);
  walkSide(run, book, bar, -firstSide);
}

type Level = { kind: 'none' | 'stop' | 'liquidation' | 'target' | 'limit'; price: number };

const level: Level = { kind: 'none', price: NaN };

function walkSide(run: RunState, book: Book, bar: WalkedBar, side: number): void {
  const s = book.index;
  // Each pass fills one level; a capped order may stay at its level, so it is tried once a side.
  for (let limitTried = false; ;) {
    const next = nextLevel(run, book, bar, side, limitTried);
    const { price } = next;
    const held = run.portfolio.quantity[s]!;
    switch (next.kind) {
      case 'none':
        return;
      case 'stop':
        exitPosition(run, book, price, book.stopReason(Math.sign(held)), bar.time, false);
        break;
      case 'liquidation':
        liquidate(run, book, price, bar.time);
        break;
      case 'target':
        exitPosition(run, book, price, 'take_profit', bar.time, true);
        if (run.portfolio.quantity[s] !== 0) return;
        break;
      case 'limit': {
        limitTried = true;
        run.portfolio.mark[s] = price;
        const before = held;
        const trailed = !Number.isNaN(book.trailingStop);
        enter(run, book, price, run.portfolio.equity(), bar.time, true);
        const after = run.portfolio.quantity[s]!;
        if (after !== before && Math.sign(after) !== Math.sign(before)) book.enteredInside = true;
        if (!trailed) book.trailingSetInside = true;
        break;
      }
    }
  }
}

/** The level on one side of the open that price meets next, into a shared object. */
function nextLevel(run: RunState, book: Book, bar: WalkedBar, side: number, limitTried: boolean): Level {
  const s = book.index;
  const { order } = book;
  const held = run.portfolio.quantity[s]!;
  level.kind = 'none';
  level.price = NaN;
  if (held !== 0 && Math.sign(held) !== side) {
    const stop = book.stopLevel(Math.sign(held));
    if (side < 0 ? bar.low <= stop : bar.high >= stop) offer('stop', stop, side);
    const liquidation = side < 0 ? run.liquidationLow[s]! : run.liquidationHigh[s]!;
    if (side < 0 ? bar.markLow <= liquidation : bar.markHigh >= liquidation) offer('liquidation', liquidation, side);
  }
  if (held !== 0 && Math.sign(held) === side && !book.enteredInside) {
    const target = book.takeProfit;
    if (side > 0 ? bar.high > target : bar.low < target) offer('target', target, side);
  }
  if (order.active && !limitTried && !Number.isNaN(order.limit) && order.arrived) {
    const through = side > 0 ? bar.high > order.limit : bar.low < order.limit;
    const beyondOpen = side > 0 ? bar.open <= order.limit : bar.open >= order.limit;
    if (through && beyondOpen) {
      run.portfolio.mark[s] = order.limit;
      if (limitDirection(run, book, run.portfolio.equity()) === -side) offer('limit', order.limit, side);
      run.portfolio.mark[s] = bar.open;
    }
  }
  return level;
}

/** Keeps the level nearest to the open; of two equal ones the first offered (a stop before anything else). */
function offer(kind: Level['kind'], price: number, side: number): void {
  if (level.kind !== 'none' && (side < 0 ? price <= level.price : price >= level.price)) return;
  level.kind = kind;
  level.price = price;
}
