import type { BarSeries } from '../core/bars.js';
import type { Book, PendingOrder } from './book.js';
import { gapAtOpen, isAmbiguous, limitAtOpen, walkBar, type WalkedBar } from './fills/bar-walk.js';
import { accrueBorrow, settleFunding } from './fills/carry.js';
import { dropOrder, fillOrder } from './fills/order-fill.js';
import type { RunState } from './run-state.js';

/** The walked bar, reused. */
const current = { time: 0, open: 0, high: 0, low: 0, markOpen: 0, markHigh: 0, markLow: 0 };
const fine = { time: 0, open: 0, high: 0, low: 0, markOpen: 0, markHigh: 0, markLow: 0 };

/**
 * Everything that happens between the open of a step and its close, before the strategies are asked: funding, gaps, waiting
 * orders, then what the bars touch on their way.
 * @param books the symbols that have a bar opening at `time`; their `row` is that bar
 */
export function stepThroughBar(run: RunState, books: readonly Book[], time: number): void {
  for (const book of run.books) settleFunding(run, book, time);
  accrueBorrow(run, time);
  run.previousTime = time;
  for (const book of books) openBar(run, book);
  for (const book of books) if (book.volume > 0) gapAtOpen(run, book, loadBar(book));
  fillAtOpen(run, books, time);
  afterOpen(run, books, time);
}

/** From the fills at the open to the close. */
function afterOpen(run: RunState, books: readonly Book[], time: number): void {
  const { portfolio, feed } = run;
  const end = time + feed.intervalMs;
  for (const book of books) {
    if (book.volume > 0) gapAtOpen(run, book, loadBar(book));
    // Inside the bar funding is paid by what is held after the open; settlements at the close belong to the next open.
    settleFunding(run, book, end - 1);
    if (book.volume > 0) walk(run, book, end);
    closeBar(run, book, end);
    portfolio.mark[book.index] = book.data.bars.close[book.row]!;
  }
  run.refreshBusy();
}

/**
 * The most frequent bar that is not quiet: one symbol, one market order, nothing else. Does for it what `stepThroughBar`
 * does, without asking for what cannot be there.
 */
export function stepThroughOrder(run: RunState, book: Book): void {
  const { order } = book;
  const { row } = book;
  if (
    !run.simple ||
    run.atRisk ||
    book.forced.active ||
    book.hasBrackets ||
    !Number.isNaN(order.limit) ||
    order.eligible > -Infinity ||
    run.volumeOf(book) === 0
  ) {
    stepThroughBar(run, run.books, run.times[run.step]!);
    return;
  }
  openBar(run, book);
  const { draft, portfolio } = run;
  draft.offset = 0;
  draft.reference = portfolio.mark[0]!;
  draft.equity = portfolio.equity();
  fillOrder(run, book, order, false);
  if (staysBusy(run, book)) {
    book.enteredAtOpen = true;
    afterOpen(run, run.books, run.times[run.step]!);
  } else {
    run.portfolio.mark[0] = book.data.bars.close[row]!;
    run.busy = false;
    run.watched = false;
  }
}

/** Whether a fill at the open has left anything for the rest of the bar. */
function staysBusy(run: RunState, book: Book): boolean {
  return book.order.active || book.hasBrackets || run.atRisk;
}

function openBar(run: RunState, book: Book): void {
  const { bars } = book.data;
  const volume = run.volumeOf(book);
  book.volume = volume;
  book.budget = run.settings.maxParticipation === Infinity ? Infinity : run.settings.maxParticipation * volume;
  book.enteredInside = false;
  book.trailingSetInside = false;
  book.enteredAtOpen = false;
  if (volume === 0 && (book.order.active || book.forced.active)) {
    run.counters.zero_volume_waits++;
    book.waitedWithoutVolume = true;
  }
  run.portfolio.mark[book.index] = bars.open[book.row]!;
}

/** Orders that wait for this open: the limits' own first, then reductions before increases, all on one equity. */
function fillAtOpen(run: RunState, books: readonly Book[], time: number): void {
  let waiting = false;
  for (const { order, forced, volume } of books) if ((order.active || forced.active) && volume > 0) waiting = true;
  if (!waiting) return;
  const equity = run.portfolio.equity();
  for (const book of books) {
    const { forced } = book;
    if (!forced.active || book.volume === 0) continue;
    setDraft(run, open(book), equity, time);
    fillOrder(run, book, forced, false);
  }
  for (const growing of [false, true]) {
    for (const book of books) {
      const { order } = book;
      if (!order.active || book.volume === 0 || order.eligible > time || grows(run, book, order) !== growing) continue;
      fillWaiting(run, book, equity, time, loadBar(book));
    }
  }
}

function setDraft({ draft, times, step }: RunState, reference: number, equity: number, time: number): void {
  draft.reference = reference;
  draft.equity = equity;
  draft.offset = time - times[step]!;
}

function fillWaiting(run: RunState, book: Book, equity: number, time: number, bar: WalkedBar): void {
  const { order } = book;
  if (!Number.isNaN(order.limit)) limitAtOpen(run, book, bar, equity);
  else if (run.settings.fill === 'next-open') {
    setDraft(run, bar.open, equity, time);
    fillOrder(run, book, order, false);
    book.enteredAtOpen = true;
  }
}

/** True where the order makes |exposure| larger: such orders come after those that free equity. */
function grows(run: RunState, book: Book, order: PendingOrder): boolean {
  const held = run.portfolio.quantity[book.index]!;
  return Math.abs(order.target) * run.portfolio.equity() > Math.abs(held) * open(book);
}

function walk(run: RunState, book: Book, end: number): void {
  const bar = loadBar(book);
  const { order } = book;
  const { finer } = book.data;
  // A delayed order that becomes due inside the bar: finer bars say at which price.
  if (finer !== null && order.active && order.eligible > bar.time && order.eligible < end) {
    walkFiner(run, book, finer, end);
    return;
  }
  const held = run.portfolio.quantity[book.index]!;
  let firstSide = held > 0 ? -1 : 1;
  if (isAmbiguous(run, book, bar)) {
    const fills = run.portfolio.fills.length;
    if (finer !== null) walkFiner(run, book, finer, end);
    if (run.portfolio.fills.length > fills) {
      run.counters.bars_decided_by_finer++;
      return;
    }
    run.counters.ambiguous_bars++;
    if (run.settings.ambiguous === 'optimistic') firstSide = -firstSide;
  }
  walkBar(run, book, loadBar(book), firstSide);
}

/** The same rules on finer bars within the bar; a finer bar that is itself ambiguous is read like a coarse one. */
function walkFiner(run: RunState, book: Book, finer: BarSeries, end: number): void {
  const { settings, portfolio } = run;
  const bar = loadBar(book);
  const from = finer.indexAtOrAfter(bar.time);
  const { volume, budget } = book;
  for (let k = from; k < finer.length && finer.openTime[k]! < end; k++) {
    if (finer.volume[k] === 0) continue;
    book.volume = finer.volume[k]!;
    if (settings.maxParticipation !== Infinity) book.budget = settings.maxParticipation * book.volume;
    fine.time = finer.openTime[k]!;
    fine.open = finer.open[k]!;
    fine.high = finer.high[k]!;
    fine.low = finer.low[k]!;
    // Finer mark bars are not given: the coarse one bounds what the mark can have done.
    fine.markOpen = Math.min(Math.max(fine.open, bar.markLow), bar.markHigh);
    fine.markHigh = Math.min(fine.high, bar.markHigh);
    fine.markLow = Math.max(fine.low, bar.markLow);
    portfolio.mark[book.index] = fine.open;
    gapAtOpen(run, book, fine);
    const { order } = book;
    if (order.active && order.eligible <= fine.time && order.eligible > bar.time) {
      fillWaiting(run, book, portfolio.equity(), fine.time, fine);
      book.enteredInside = true;
      book.trailingSetInside = true;
      gapAtOpen(run, book, fine);
    }
    const held = portfolio.quantity[book.index]!;
    let firstSide = held > 0 ? -1 : 1;
    if (isAmbiguous(run, book, fine)) {
      run.counters.ambiguous_bars++;
      if (settings.ambiguous === 'optimistic') firstSide = -firstSide;
    }
    walkBar(run, book, fine, firstSide);
  }
  book.volume = volume;
  book.budget = budget;
}

/** Trailing extremes take the finished bar in; orders with a limited life grow older. */
function closeBar(run: RunState, book: Book, end: number): void {
  const { bars } = book.data;
  const held = run.portfolio.quantity[book.index]!;
  if (held !== 0 && !Number.isNaN(book.trailingStop)) {
    const best = book.trailingSetInside ? bars.close[book.row]! : held > 0 ? bars.high[book.row]! : bars.low[book.row]!;
    book.extreme = held > 0 ? Math.max(book.extreme, best) : Math.min(book.extreme, best);
  }
  const { order } = book;
  if (order.active && order.barsLeft !== Infinity && order.eligible < end) {
    order.barsLeft--;
    if (order.barsLeft <= 0) {
      run.refuse('expired', book.data.symbol, end, `target ${order.target} did not fill in time`);
      dropOrder(run, book, order);
    }
  }
}

function open(book: Book): number {
  return book.data.bars.open[book.row]!;
}

/** The current bar of a book, into a shared object. */
function loadBar(book: Book): WalkedBar {
  const { bars, mark } = book.data;
  const { row } = book;
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
