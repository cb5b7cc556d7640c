import type { Order, StrategyLike } from '../strategies/base.js';
import { ReusableTicket } from '../strategies/order-ticket.js';
import type { Book } from './book.js';
import type { AccountView } from './context/account-view.js';
import type { BarView } from './context/bar-view.js';
import type { Context } from './context/strategy-context.js';
import { guardAccount } from './guard.js';
import { fillAtClose, signedTarget, takeOrder } from './order-intake.js';
import type { RunState } from './run-state.js';
import { stepThroughBar, stepThroughOrder } from './step.js';

/** One symbol's answer of a step, kept until all symbols have been asked. */
export class Proposal {
  order: Order | null = null;
  readonly copy = new ReusableTicket();
}

/** What a loop needs, gathered once a run. */
export interface LoopParts {
  readonly run: RunState;
  readonly strategy: StrategyLike;
  readonly bar: BarView;
  readonly account: AccountView;
  readonly context: Context;
  /** Open time of each step, UTC ms. */
  readonly times: Float64Array;
  /** Equity at the close of each step: the result. */
  readonly equity: Float64Array;
  /** Handed in because the loop is copied from its source and then knows no names of this file. */
  readonly hooks: typeof SINGLE_HOOKS;
  /** One for each symbol. */
  readonly proposals: readonly Proposal[];
}

/**
 * The hot loop over one symbol: rows `from` to `to` (exclusive), synchronous, without an allocation or a call per bar beyond
 * the strategy's. A quiet bar (nothing waits, no price of interest is reached) is only marked and shown; any other goes
 * through `stepThroughBar` first, which is also what a quiet bar would come to: the result is the same bit by bit.
 *
 * It refers to nothing but its arguments, because `loopFor` makes copies of it from its source.
 */
function runSingle(parts: LoopParts, from: number, to: number): void {
  const { run, strategy, bar, account, context, equity, hooks } = parts;
  const { ticket } = context;
  const { afterClose, portfolio, targets } = run;
  const { high, low, close } = run.books[0]!.data.bars;
  // What only the engine changes is kept in locals, and read again after each call that may have changed it.
  let { busy, watched } = run;
  let cash = portfolio.cash[0]!;
  let held = portfolio.quantity[0]!;
  let target = targets[0]!;
  for (let i = from; i < to; i++) {
    if (busy || (watched && (low[i]! <= run.watchLow || high[i]! >= run.watchHigh))) {
      hooks.open(parts, i);
      cash = portfolio.cash[0]!;
      held = portfolio.quantity[0]!;
      target = targets[0]!;
      busy = run.busy;
      watched = run.watched;
    }
    equity[i] = cash + held * close[i]!;
    bar.index = i;
    const order = strategy.onBar(bar, account, context);
    // A repeated market target changes nothing: the most frequent answer of a strategy, so it is settled here.
    if (order && !(order === ticket && ticket.signed === target && ticket.plain)) {
      hooks.take(parts, order, i);
      target = targets[0]!;
      busy = run.busy;
      watched = run.watched;
    }
    if (afterClose) {
      hooks.close(parts, i);
      cash = portfolio.cash[0]!;
      held = portfolio.quantity[0]!;
      target = targets[0]!;
      busy = run.busy;
      watched = run.watched;
    }
  }
}

type SingleLoop = typeof runSingle;

const loops = new WeakMap<object, SingleLoop>();

/**
 * The loop for a class of strategies, compiled on its own. V8 inlines `onBar` only while a function has seen one or a few
 * of them; a loop shared by five strategies of one process calls each indirectly (measured: 1.3 times the time). Copies made
 * from the source keep what they have learnt to themselves. Where a process forbids code from strings, all share one loop.
 */
export function loopFor(strategy: StrategyLike): SingleLoop {
  const { constructor } = strategy;
  let loop = loops.get(constructor);
  if (loop === undefined) {
    loop = copyOf(runSingle, loopCopies++);
    loops.set(constructor, loop);
  }
  return loop;
}

let loopCopies = 0;

function copyOf(loop: SingleLoop, serial: number): SingleLoop {
  try {
    // The source is this file's own function. The serial number keeps V8 from handing out an earlier copy.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const make = new Function(`'use strict'; return ${loop.toString()} // ${serial}\n`) as () => SingleLoop;
    return make();
  } catch {
    return loop;
  }
}

/** The parts of the loop that are not run for every bar. */
export const SINGLE_HOOKS = { open: openSingle, take: takeSingle, close: closeSingle };

function openSingle({ run }: LoopParts, i: number): void {
  run.books[0]!.row = i;
  run.step = i;
  stepThroughOrder(run, run.books[0]!);
}

function takeSingle({ run, context }: LoopParts, order: Order, i: number): void {
  const { bars } = run.books[0]!.data;
  run.portfolio.mark[0] = bars.close[i]!;
  run.step = i;
  run.seenUntil = context.seenUntil;
  takeOrder(run, order, 0);
}

function closeSingle(parts: LoopParts, i: number): void {
  const { run } = parts;
  const book = run.books[0]!;
  const { bars } = book.data;
  book.row = i;
  run.step = i;
  run.portfolio.mark[0] = bars.close[i]!;
  finishStep(parts, run.books, i);
}

/** Fills at the close where that is chosen, then the limits that watch the account. */
function finishStep(parts: LoopParts, books: readonly Book[], step: number): void {
  const { run, equity } = parts;
  if (run.settings.fill === 'close') {
    let filled = false;
    for (const book of books) if (fillAtClose(run, book)) filled = true;
    if (filled) {
      run.refreshBusy();
      equity[step] = run.portfolio.equity();
    }
  }
  if (run.watchful) guardAccount(run, equity[step]!);
}

/** The same over many symbols on one account: steps are the open times at which any symbol has a bar. */
export function runMany(parts: LoopParts, from: number, to: number): void {
  const { run, account, context, equity, times } = parts;
  const { books } = run;
  const present: Book[] = [];
  for (let step = from; step < to; step++) {
    const time = times[step]!;
    run.step = step;
    present.length = 0;
    for (const book of books) {
      if (book.data.bars.openTime[book.row + 1] !== time) continue;
      book.row++;
      context.computeTo(book.index, book.row + 1);
      present.push(book);
    }
    stepThroughBar(run, present, time);
    equity[step] = run.portfolio.equity();
    account.step.index = step;
    askAll(parts, present);
    takeAll(parts, present);
    if (run.afterClose) finishStep(parts, present, step);
  }
}

/** Each symbol's strategy call; the answers are kept because the reused ticket is the same object for all of them. */
function askAll(parts: LoopParts, present: readonly Book[]): void {
  const { strategy, bar, account, context, proposals } = parts;
  for (const book of present) {
    bar.bind(book.data.bars);
    bar.index = book.row;
    account.symbol = book.index;
    context.show(book.index);
    const order = strategy.onBar(bar, account, context);
    const slot = proposals[book.index]!;
    slot.order = order === context.ticket ? slot.copy.copyFrom(context.ticket) : (order ?? null);
  }
}

/** Orders that reduce are taken before those that grow, so that one symbol can make room for another. */
function takeAll(parts: LoopParts, present: readonly Book[]): void {
  const { run, context, proposals } = parts;
  run.seenUntil = context.seenUntil;
  for (const growing of [false, true]) {
    for (const { index } of present) {
      const { order } = proposals[index]!;
      if (order === null) continue;
      const target = order.symbol === undefined ? index : (run.bySymbol.get(order.symbol) ?? index);
      const grows = !(Math.abs(signedTarget(order)) <= Math.abs(run.targets[target]!));
      if (grows !== growing) continue;
      proposals[index]!.order = null;
      takeOrder(run, order, index);
    }
  }
}
