import type { BarSeries } from '../../core/bars.js';
import type { SymbolState, PendingOrder } from './symbol-state.js';
import { gapAtOpen, isAmbiguous, limitAtOpen, walkBar, type WalkedBar } from './fills/bar-walk.js';
import { accrueBorrow, settleFunding } from './fills/carry.js';
import { dropOrder, fillOrder } from './fills/order-fill.js';
import type { Account } from './account.js';

/** The walked bar, reused. */
const current = { time: 0, open: 0, high: 0, low: 0, markOpen: 0, markHigh: 0, markLow: 0 };
const fine = { time: 0, open: 0, high: 0, low: 0, markOpen: 0, markHigh: 0, markLow: 0 };

/**
 * Everything that happens between the open of a step and its close, before the strategies are asked: funding, gaps, waiting
 * orders, then what the bars touch on their way.
 * @param symbols the symbols that have a bar opening at `time`; their `row` is that bar
 */
export function stepThroughBar(account: Account, symbols: readonly SymbolState[], time: number): void {
  for (const state of account.symbols) settleFunding(account, state, time);
  accrueBorrow(account, time);
  account.cursor.previousTime = time;
  for (const state of symbols) openBar(account, state);
  for (const state of symbols) if (state.volume > 0) gapAtOpen(account, state, loadBar(state));
  fillAtOpen(account, symbols, time);
  afterOpen(account, symbols, time);
}

/** The same where fills happen elsewhere: funding, interest and marks alone. */
export function markBars(account: Account, symbols: readonly SymbolState[], time: number): void {
  const { portfolio, cursor } = account;
  for (const state of account.symbols) settleFunding(account, state, time);
  accrueBorrow(account, time);
  cursor.previousTime = time;
  for (const state of symbols) {
    settleFunding(account, state, time + cursor.intervalMs - 1);
    portfolio.mark[state.index] = state.data.bars.close[state.row]!;
  }
}

/** From the fills at the open to the close. */
export function afterOpen(account: Account, symbols: readonly SymbolState[], time: number): void {
  const { portfolio, cursor } = account;
  const end = time + cursor.intervalMs;
  for (const state of symbols) {
    if (state.volume > 0) gapAtOpen(account, state, loadBar(state));
    // Inside the bar funding is paid by what is held after the open; settlements at the close belong to the next open.
    settleFunding(account, state, end - 1);
    if (state.volume > 0) walk(account, state, end);
    closeBar(account, state, end);
    portfolio.mark[state.index] = state.data.bars.close[state.row]!;
  }
}

/** The state of a symbol at the open of its bar. */
export function openBar(account: Account, state: SymbolState): void {
  const { bars } = state.data;
  const volume = account.volumeOf(state);
  state.volume = volume;
  state.budget = account.settings.maxParticipation === Infinity ? Infinity : account.settings.maxParticipation * volume;
  state.enteredInside = false;
  state.trailingSetInside = false;
  state.enteredAtOpen = false;
  if (volume === 0 && (state.order.active || state.forced.active)) {
    account.counters.zero_volume_waits++;
    state.waitedWithoutVolume = true;
  }
  account.portfolio.mark[state.index] = bars.open[state.row]!;
}

/** Orders that wait for this open: the limits' own first, then reductions before increases, all on one equity. */
function fillAtOpen(account: Account, symbols: readonly SymbolState[], time: number): void {
  let waiting = false;
  for (const { order, forced, volume } of symbols) if ((order.active || forced.active) && volume > 0) waiting = true;
  if (!waiting) return;
  const equity = account.portfolio.equity();
  for (const state of symbols) {
    const { forced } = state;
    if (!forced.active || state.volume === 0) continue;
    setDraft(account, open(state), equity, time);
    fillOrder(account, state, forced, false);
  }
  for (const growing of [false, true]) {
    for (const state of symbols) {
      const { order } = state;
      if (!order.active || state.volume === 0 || order.eligible > time || grows(account, state, order) !== growing)
        continue;
      fillWaiting(account, state, equity, time, loadBar(state));
    }
  }
}

function setDraft({ draft, cursor }: Account, reference: number, equity: number, time: number): void {
  draft.reference = reference;
  draft.equity = equity;
  draft.offset = time - cursor.time;
}

function fillWaiting(account: Account, state: SymbolState, equity: number, time: number, bar: WalkedBar): void {
  const { order } = state;
  if (!Number.isNaN(order.limit)) limitAtOpen(account, state, bar, equity);
  else if (account.settings.fill === 'next-open') {
    setDraft(account, bar.open, equity, time);
    fillOrder(account, state, order, false);
    state.enteredAtOpen = true;
  }
}

/** True where the order makes |exposure| larger: such orders come after those that free equity. */
function grows(account: Account, state: SymbolState, order: PendingOrder): boolean {
  const held = account.portfolio.quantity[state.index]!;
  return Math.abs(order.target) * account.portfolio.equity() > Math.abs(held) * open(state);
}

function walk(account: Account, state: SymbolState, end: number): void {
  const bar = loadBar(state);
  const { order } = state;
  const { finer } = state.data;
  // A delayed order that becomes due inside the bar: finer bars say at which price.
  if (finer !== null && order.active && order.eligible > bar.time && order.eligible < end) {
    walkFiner(account, state, finer, end);
    return;
  }
  const held = account.portfolio.quantity[state.index]!;
  let firstSide = held > 0 ? -1 : 1;
  if (isAmbiguous(account, state, bar)) {
    const fills = account.portfolio.fills.length;
    if (finer !== null) walkFiner(account, state, finer, end);
    if (account.portfolio.fills.length > fills) {
      account.counters.bars_decided_by_finer++;
      return;
    }
    account.counters.ambiguous_bars++;
    if (account.settings.ambiguous === 'optimistic') firstSide = -firstSide;
  }
  walkBar(account, state, loadBar(state), firstSide);
}

/** The same rules on finer bars within the bar; a finer bar that is itself ambiguous is read like a coarse one. */
function walkFiner(account: Account, state: SymbolState, finer: BarSeries, end: number): void {
  const { settings, portfolio } = account;
  const bar = loadBar(state);
  const from = finer.indexAtOrAfter(bar.time);
  const { volume, budget } = state;
  for (let k = from; k < finer.length && finer.openTime[k]! < end; k++) {
    if (finer.volume[k] === 0) continue;
    state.volume = finer.volume[k]!;
    if (settings.maxParticipation !== Infinity) state.budget = settings.maxParticipation * state.volume;
    fine.time = finer.openTime[k]!;
    fine.open = finer.open[k]!;
    fine.high = finer.high[k]!;
    fine.low = finer.low[k]!;
    // Finer mark bars are not given: the coarse one bounds what the mark can have done.
    fine.markOpen = Math.min(Math.max(fine.open, bar.markLow), bar.markHigh);
    fine.markHigh = Math.min(fine.high, bar.markHigh);
    fine.markLow = Math.max(fine.low, bar.markLow);
    portfolio.mark[state.index] = fine.open;
    gapAtOpen(account, state, fine);
    const { order } = state;
    if (order.active && order.eligible <= fine.time && order.eligible > bar.time) {
      fillWaiting(account, state, portfolio.equity(), fine.time, fine);
      state.enteredInside = true;
      state.trailingSetInside = true;
      gapAtOpen(account, state, fine);
    }
    const held = portfolio.quantity[state.index]!;
    let firstSide = held > 0 ? -1 : 1;
    if (isAmbiguous(account, state, fine)) {
      account.counters.ambiguous_bars++;
      if (settings.ambiguous === 'optimistic') firstSide = -firstSide;
    }
    walkBar(account, state, fine, firstSide);
  }
  state.volume = volume;
  state.budget = budget;
}

/** Trailing extremes take the finished bar in; orders with a limited life grow older. */
function closeBar(account: Account, state: SymbolState, end: number): void {
  const { bars } = state.data;
  const held = account.portfolio.quantity[state.index]!;
  if (!Number.isNaN(state.trailingStop)) {
    const best = state.trailingSetInside
      ? bars.close[state.row]!
      : held > 0
        ? bars.high[state.row]!
        : bars.low[state.row]!;
    state.extreme = held > 0 ? Math.max(state.extreme, best) : Math.min(state.extreme, best);
  }
  const { order } = state;
  if (order.active && order.eligible < end) {
    order.barsLeft--;
    if (order.barsLeft <= 0) {
      account.refuse('expired', state.data.symbol, end, `target ${order.target} did not fill in time`);
      dropOrder(account, state, order);
    }
  }
}

function open(state: SymbolState): number {
  return state.data.bars.open[state.row]!;
}

/** The current bar of a symbol, into a shared object. */
function loadBar(state: SymbolState): WalkedBar {
  const { bars, mark } = state.data;
  const { row } = state;
  current.time = bars.openTime[row]!;
  current.open = bars.open[row]!;
  current.high = bars.high[row]!;
  current.low = bars.low[row]!;
  const markRow = mark === null ? -1 : mark.indexAtOrAfter(current.time);
  const has = mark !== null && mark.openTime[markRow] === current.time;
  current.markOpen = has ? mark.open[markRow]! : current.open;
  current.markHigh = has ? mark.high[markRow]! : current.high;
  current.markLow = has ? mark.low[markRow]! : current.low;
  return current;
}
