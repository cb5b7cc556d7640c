import type { Order, StrategyLike } from '../strategies/base.js';
import type { Account } from './account/account.js';
import { guardAccount } from './account/guard.js';
import { fillAllAtClose, takeOrder } from './account/order-intake.js';
import { takeProposals, type Proposal } from './account/proposals.js';
import { stepThroughBar } from './account/step.js';
import type { SymbolState } from './account/symbol-state.js';
import type { AccountView } from './context/account-view.js';
import type { BarView } from './context/bar-view.js';
import type { Context } from './context/strategy-context.js';
import { stepThroughOrder } from './step-through-order.js';
import type { Watch } from './watch.js';

/** What a loop needs, gathered once a run. */
export interface LoopParts {
  readonly account: Account;
  readonly watch: Watch;
  readonly strategy: StrategyLike;
  readonly bar: BarView;
  /** The account as the strategy sees it. */
  readonly view: AccountView;
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
  const { account, watch, strategy, bar, view, context, equity, hooks } = parts;
  const { ticket } = context;
  const { afterClose, portfolio, targets } = account;
  const { high, low, close } = account.symbols[0]!.data.bars;
  // What only the engine changes is kept in locals, and read again after each call that may have changed it.
  let { busy, watched } = watch;
  let cash = portfolio.cash[0]!;
  let held = portfolio.quantity[0]!;
  let target = targets[0]!;
  for (let i = from; i < to; i++) {
    if (busy || (watched && (low[i]! <= watch.watchLow || high[i]! >= watch.watchHigh))) {
      hooks.open(parts, i);
      cash = portfolio.cash[0]!;
      held = portfolio.quantity[0]!;
      target = targets[0]!;
      busy = watch.busy;
      watched = watch.watched;
    }
    equity[i] = cash + held * close[i]!;
    bar.index = i;
    const order = strategy.onBar(bar, view, context);
    // A repeated market target changes nothing: the most frequent answer of a strategy, so it is settled here.
    if (order && !(order === ticket && ticket.signed === target && ticket.plain)) {
      hooks.take(parts, order, i);
      target = targets[0]!;
      busy = watch.busy;
      watched = watch.watched;
    }
    if (afterClose) {
      hooks.close(parts, i);
      cash = portfolio.cash[0]!;
      held = portfolio.quantity[0]!;
      target = targets[0]!;
      busy = watch.busy;
      watched = watch.watched;
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

function openSingle({ account, watch }: LoopParts, i: number): void {
  const state = account.symbols[0]!;
  state.row = i;
  account.cursor.step = i;
  stepThroughOrder(account, watch, state);
}

function takeSingle({ account, watch, context }: LoopParts, order: Order, i: number): void {
  const { bars } = account.symbols[0]!.data;
  account.portfolio.mark[0] = bars.close[i]!;
  account.cursor.step = i;
  account.cursor.seenUntil = context.seenUntil;
  if (takeOrder(account, order, 0)) watch.busy = true;
  else watch.refresh();
}

function closeSingle(parts: LoopParts, i: number): void {
  const { account } = parts;
  const state = account.symbols[0]!;
  state.row = i;
  account.cursor.step = i;
  account.portfolio.mark[0] = state.data.bars.close[i]!;
  finishStep(parts, account.symbols, i);
}

/** Fills at the close where that is chosen, then the limits that watch the account. */
function finishStep({ account, watch, equity }: LoopParts, present: readonly SymbolState[], step: number): void {
  if (account.settings.fill === 'close' && fillAllAtClose(account, present)) equity[step] = account.portfolio.equity();
  if (account.watchful) guardAccount(account, present, equity[step]!);
  watch.refresh();
}

/** The same over many symbols on one account: steps are the open times at which any symbol has a bar. */
export function runMany(parts: LoopParts, from: number, to: number): void {
  const { account, view, context, equity, times, proposals } = parts;
  const { symbols, cursor } = account;
  const present: SymbolState[] = [];
  for (let step = from; step < to; step++) {
    const time = times[step]!;
    cursor.step = step;
    present.length = 0;
    for (const state of symbols) {
      if (state.data.bars.openTime[state.row + 1] !== time) continue;
      state.row++;
      context.computeTo(state.index, state.row + 1);
      present.push(state);
    }
    stepThroughBar(account, present, time);
    equity[step] = account.portfolio.equity();
    view.step.index = step;
    askAll(parts, present);
    cursor.seenUntil = context.seenUntil;
    takeProposals(account, present, proposals);
    if (account.afterClose) finishStep(parts, present, step);
  }
}

/** Each symbol's strategy call; the answers are kept because the reused ticket is the same object for all of them. */
function askAll(parts: LoopParts, present: readonly SymbolState[]): void {
  const { strategy, bar, view, context, proposals } = parts;
  for (const state of present) {
    bar.bind(state.data.bars);
    bar.index = state.row;
    view.symbol = state.index;
    context.show(state.index);
    proposals[state.index]!.set(strategy.onBar(bar, view, context) ?? null);
  }
}
