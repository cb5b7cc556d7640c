import { UnavailableError, messageOf } from '../../../core/errors.js';
import type { Clock } from '../../../core/ports/clock.js';
import type { Random } from '../../../core/ports/random.js';
import { isoTime, MINUTE, SECOND } from '../../../core/time.js';
import type { Moment } from '../../../engine/hosted/moments.js';
import type { SymbolBar } from '../../../engine/hosted/strategy-host.js';
import { askAgainMs } from '../ask-again.js';
import type { BarVenue, Feed, FeedFault } from '../feed.js';
import { ExchangeClock } from './exchange-clock.js';
import { FundingPages, withFunding } from './with-funding.js';
import { ShownBars } from './shown-bars.js';
import { LOOK_BACK_BARS, SymbolBars } from './symbol-bars.js';

export interface LiveFeedSettings {
  /** At most one session's: all of them make up a moment. */
  readonly symbols: readonly string[];
  /** Up to a day. */
  readonly intervalMs: number;
  readonly venue: BarVenue;
  /** This machine's, or one that runs as fast as a rehearsal does. */
  readonly clock: Clock;
  readonly random: Random;
  /** What went wrong; called between two moments. */
  readonly note: (fault: FeedFault) => void;
  /** After its close a bar is waited for so long before it is asked for, ms. Default 2 s: trades may be told late. */
  readonly settleMs?: number;
  /** How far the clocks may move apart before that is told, ms. Default 5 s. */
  readonly driftMs?: number;
}

/** Rows asked for beyond those that should be there: the bar that is open, and room for an exchange that sends some twice. */
const SPARE_ROWS = 20;

/** How long a symbol without its bar holds the others up, ms: where it shows a later one, and where it shows none. */
const CONFIRM_MS = 30 * SECOND;
const PATIENCE_MS = 5 * MINUTE;

/**
 * Closed bars of an exchange, as they close: each once, in order, none before it has ended. Bars that were missed are fetched and
 * given with their own times. What goes wrong is told, and does not end it. Where the exchange has a stream, a bar is asked for as
 * soon as the stream shows the next one.
 */
export class LiveFeed implements Feed {
  private readonly clock: ExchangeClock;
  private readonly symbols: readonly SymbolBars[];
  private readonly shown: ShownBars;
  private readonly intervalMs: number;
  /** Open time of the first bar that is traded, UTC ms. */
  private start: number | null = null;
  private readonly funding = new FundingPages();
  private downSince: number | null = null;
  private staleFor = -Infinity;
  private isDrifting = false;

  constructor(private readonly settings: LiveFeedSettings) {
    const { symbols, intervalMs, clock } = settings;
    this.clock = new ExchangeClock(clock);
    this.intervalMs = intervalMs;
    this.symbols = symbols.map((symbol) => new SymbolBars(symbol, intervalMs, settings.note));
    this.shown = new ShownBars(symbols);
    settings.venue.watch?.((symbol, openTime) => this.shown.take(symbol, openTime));
  }

  /** The last bars that a session has seen already, oldest first: what the exchange has changed of them since is told. */
  remember(seen: readonly SymbolBar[]): void {
    for (const each of this.symbols) each.remember(seen.filter(({ symbol }) => symbol === each.symbol));
  }

  now(): number {
    return this.clock.now();
  }

  /**
   * Asks for the time, and for the last `count` bars that have closed: the first moment is the bar that is open then.
   * @throws UnavailableError where the exchange cannot be reached: a session does not begin without it
   */
  async begin(count: number, signal: AbortSignal): Promise<readonly SymbolBar[]> {
    const { intervalMs } = this;
    await this.synchronise(signal);
    const start = Math.floor(this.clock.sure() / intervalMs) * intervalMs;
    this.start = start;
    const history: SymbolBar[] = [];
    for (const [index, { symbol }] of this.symbols.entries()) {
      const past = await this.past(symbol, start - count * intervalMs, start, signal);
      this.symbols[index]!.remember(past);
      history.push(...past);
    }
    return history.sort((a, b) => a.openTime - b.openTime);
  }

  async next(after: number, signal: AbortSignal): Promise<Moment> {
    const { intervalMs, settings } = this;
    if (this.start === null) {
      await this.asked(() => this.synchronise(signal), signal);
      this.start = Math.floor(this.clock.sure() / intervalMs) * intervalMs;
    }
    const expected = after === -Infinity ? this.start : after + intervalMs;
    const through = expected - intervalMs;
    const dueAt = expected + intervalMs + (settings.settleMs ?? 2 * SECOND);
    for (let asks = 0; ; asks++) {
      signal.throwIfAborted();
      const ready = this.ready(expected);
      if (ready !== null) return this.withFunding(ready, expected, signal);
      // Not longer than a part of a bar: a machine that was asleep wakes up late otherwise.
      const early = Math.min(dueAt - this.now(), Math.max(MINUTE, intervalMs / 4));
      if (early > 0 && !this.shown.areAfter(expected)) {
        await this.shown.sleep(this.clock, early, expected, signal);
        asks = -1;
        continue;
      }
      if (asks > 0) {
        this.noteStale(expected);
        await this.clock.sleep(askAgainMs(asks, this.settings.random, intervalMs / 10), signal);
      }
      await this.asked(() => this.synchronise(signal), signal);
      const time = this.earliest();
      for (const each of this.symbols) {
        if (each.head !== undefined && each.head.openTime <= time) continue;
        const from = expected - LOOK_BACK_BARS * intervalMs;
        const at = { now: this.now(), sure: this.clock.sure() };
        const count = Math.ceil((at.now - from) / intervalMs) + SPARE_ROWS;
        each.take(await this.asked(() => settings.venue.bars(each.symbol, from, count, signal), signal), through, at);
      }
    }
  }

  /** Sound bars that open from `from` to before `to`, UTC ms, page by page. */
  private async past(symbol: string, from: number, to: number, signal: AbortSignal): Promise<SymbolBar[]> {
    const { intervalMs, settings } = this;
    const pages = new SymbolBars(symbol, intervalMs, settings.note);
    const found: SymbolBar[] = [];
    for (let next = from; next < to;) {
      const rows = await settings.venue.bars(symbol, next, (to - next) / intervalMs, signal);
      pages.take(
        rows.filter(({ openTime }) => openTime < to),
        next - intervalMs,
        { now: this.now(), sure: to },
      );
      for (let bar = pages.head; bar !== undefined; bar = pages.head) {
        found.push(bar);
        pages.give(bar.openTime, bar.openTime);
      }
      const last = rows.reduce((latest, { openTime }) => Math.max(latest, openTime), -Infinity);
      // An exchange that has no more is not asked again and again.
      if (last < next) break;
      next = last + intervalMs;
    }
    return found;
  }

  /** Open time of the earliest bar that any symbol has, UTC ms. */
  private earliest(): number {
    return Math.min(...this.symbols.map(({ head }) => head?.openTime ?? Infinity));
  }

  /** The first moment that is whole, or will not become it. */
  private ready(expected: number): Moment | null {
    const time = this.earliest();
    if (time === Infinity) return null;
    const age = this.clock.sure() - (time + this.intervalMs);
    const patience = Math.min(PATIENCE_MS, this.intervalMs / 2);
    const isHere = ({ head, shownUntil }: SymbolBars): boolean =>
      head?.openTime === time || age >= (shownUntil > time ? Math.min(CONFIRM_MS, patience) : patience);
    if (!this.symbols.every(isHere)) return null;
    const bars = this.symbols.flatMap((each) => each.give(time, expected) ?? []);
    return { time, bars, early: [] };
  }

  private async withFunding(moment: Moment, expected: number, signal: AbortSignal): Promise<Moment> {
    const { symbols, intervalMs, venue } = this.settings;
    const { funding } = venue;
    if (funding === undefined) return moment;
    const ask = (symbol: string, from: number, to: number) =>
      this.funding.holding(symbol, from, to, this.clock.sure(), (since, until) =>
        this.asked(() => funding(symbol, since, until, signal), signal),
      );
    return withFunding(moment, { symbols, expected, intervalMs, ask });
  }

  private noteStale(expected: number): void {
    const late = this.clock.sure() - (expected + this.intervalMs);
    if (!(late >= this.intervalMs) || this.staleFor === expected || this.downSince !== null) return;
    this.staleFor = expected;
    const reason = `The exchange answers, but the bar that opened at ${isoTime(expected)} is not there, nor a later one, ${Math.round(late / SECOND)} s after its close.`;
    this.settings.note({ code: 'feed_stale', reason, time: expected });
  }

  private async synchronise(signal: AbortSignal): Promise<void> {
    const { settings } = this;
    const drift = this.clock.take(await settings.venue.time(signal));
    const drifts = Math.abs(drift) > (settings.driftMs ?? 5 * SECOND);
    if (drifts && !this.isDrifting) {
      const reason = `The exchange's clock and this machine's have moved apart by ${(Math.abs(drift) / SECOND).toFixed(1)} s since the start; the exchange's is ${drift > 0 ? 'ahead' : 'behind'}. A bar has closed when both say so, or when a later one is there.`;
      settings.note({ code: 'clock_drift', reason, time: null });
    }
    this.isDrifting = drifts;
  }

  /** Asks until there is an answer. */
  private async asked<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        const answer = await work();
        this.noteBack();
        return answer;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof UnavailableError)) throw error;
        this.noteDown(error);
        await this.clock.sleep(askAgainMs(failures, this.settings.random), signal);
      }
    }
  }

  private noteDown(error: UnavailableError): void {
    if (this.downSince !== null) return;
    this.downSince = this.settings.clock.now();
    this.settings.note({
      code: 'feed_down',
      reason: `No bars can be had: ${messageOf(error)} It is asked again.`,
      time: null,
    });
  }

  private noteBack(): void {
    if (this.downSince === null) return;
    const seconds = Math.round((this.settings.clock.now() - this.downSince) / SECOND);
    this.downSince = null;
    this.settings.note({ code: 'feed_back', reason: `The exchange answers again after ${seconds} s.`, time: null });
  }
}
