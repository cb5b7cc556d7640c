import type { BarRow } from '../../../core/bars.js';
import { acceptBars, type CandidateBar } from '../../../core/market-checks/accept-bars.js';
import { isoTime, MINUTE } from '../../../core/time.js';
import type { SymbolBar } from '../../../engine/hosted/strategy-host.js';
import type { FeedFault } from '../feed.js';

/** Bars that were given and are asked for again, to find those that the exchange has changed since. */
export const LOOK_BACK_BARS = 3;

/** How far ahead of the clock a bar may open before it counts as wrong, ms. */
const SKEW_MS = 2 * MINUTE;

const COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const;

/** When a reply was asked for, UTC ms, by the later and the earlier clock. */
export interface AskedAt {
  readonly now: number;
  readonly sure: number;
}

/** The bars of one symbol: those that closed and were not given yet, and the last that were. */
export class SymbolBars {
  private waiting: SymbolBar[] = [];
  private readonly given: SymbolBar[] = [];
  /** Open times that the session went on without. */
  private skipped: number[] = [];
  private readonly told = new Set<number>();
  private shown = -Infinity;

  constructor(
    readonly symbol: string,
    private readonly intervalMs: number,
    private readonly note: (fault: FeedFault) => void,
  ) {}

  /** The oldest closed bar that was not given yet. */
  get head(): SymbolBar | undefined {
    return this.waiting[0];
  }

  /** Latest open time that the exchange has shown, the unfinished bar's included, UTC ms. */
  get shownUntil(): number {
    return this.shown;
  }

  /** Bars that were given before, oldest first. */
  remember(bars: readonly SymbolBar[]): void {
    this.given.push(...bars);
    this.given.splice(0, this.given.length - LOOK_BACK_BARS);
  }

  /** Takes a reply; of what opens up to `through`, UTC ms, it only looks whether it has changed. */
  take(rows: readonly BarRow[], through: number, { now, sure }: AskedAt): void {
    const sane = rows.filter(({ openTime }) => Number.isFinite(openTime) && openTime <= now + SKEW_MS);
    for (const { openTime } of rows) {
      if (!sane.some((row) => row.openTime === openTime)) this.unsound(openTime, 'lies in the future');
    }
    const once = eachOnce(sane);
    const latest = once.at(-1)?.openTime ?? -Infinity;
    this.shown = Math.max(this.shown, latest);
    for (const row of once) if (row.openTime <= through) this.compare(row);
    // A bar has ended when both clocks say so, or when a later one is there.
    const hasEnded = ({ openTime }: BarRow): boolean => {
      const close = openTime + this.intervalMs;
      return close <= sure || close <= latest;
    };
    this.waiting = this.sound(once.filter((row) => row.openTime > through && hasEnded(row)));
  }

  /** Gives the bar that opens at `time`, where there is one; what should lie before it, from `expected` on, is missing. */
  give(time: number, expected: number): SymbolBar | undefined {
    const bar = this.head?.openTime === time ? this.waiting.shift() : undefined;
    const until = bar === undefined ? time + this.intervalMs : time;
    const missing = Math.round((until - expected) / this.intervalMs);
    if (missing > 0) {
      const what = missing === 1 ? 'The bar' : `${missing} bars`;
      const reason = `${what} of ${this.symbol} from ${isoTime(expected)} on ${missing === 1 ? 'is' : 'are'} missing: the session goes on without.`;
      this.note({ code: 'bar_missing', reason, time: expected });
      for (let at = Math.max(expected, until - LOOK_BACK_BARS * this.intervalMs); at < until; at += this.intervalMs)
        this.skipped.push(at);
      this.skipped.splice(0, this.skipped.length - LOOK_BACK_BARS);
    }
    if (bar !== undefined) this.remember([bar]);
    return bar;
  }

  private compare(row: BarRow): void {
    const { openTime } = row;
    const index = this.given.findIndex((bar) => bar.openTime === openTime);
    const was = this.given[index];
    if (was === undefined) {
      if (!this.skipped.includes(openTime)) return;
      this.skipped = this.skipped.filter((time) => time !== openTime);
      const reason = `The bar of ${this.symbol} at ${isoTime(openTime)} is there now, after the session went on without it: it is left out.`;
      this.note({ code: 'bar_too_late', reason, time: openTime });
      return;
    }
    const changed = COLUMNS.filter((column) => was[column] !== row[column]);
    if (changed.length === 0) return;
    this.given[index] = { ...row, symbol: this.symbol };
    const how = changed.map((column) => `${column} ${was[column]} is ${row[column]} now`).join(', ');
    const reason = `The bar of ${this.symbol} at ${isoTime(openTime)} has changed: ${how}. What was traded stays.`;
    this.note({ code: 'bar_changed', reason, time: openTime });
  }

  /** Those that can be bars, each judged beside the last good one before it and the one that follows. */
  private sound(rows: readonly BarRow[]): SymbolBar[] {
    const { symbol, intervalMs } = this;
    const good: SymbolBar[] = [];
    rows.forEach((row, index) => {
      const before = good.at(-1) ?? this.given.at(-1);
      const beside = [before, row, rows[index + 1]].filter((each) => each !== undefined).map(candidateOf);
      const { bars, rejected } = acceptBars(beside, { intervalMs, now: Number.MAX_SAFE_INTEGER });
      if (bars.some(({ openTime }) => openTime === row.openTime)) {
        good.push({ symbol, ...row });
        return;
      }
      const name = `the bar of ${isoTime(row.openTime)} `;
      const why = rejected.find((sentence) => sentence.startsWith(name));
      this.unsound(row.openTime, why?.slice(name.length) ?? 'cannot be one');
    });
    return good;
  }

  private unsound(openTime: number, why: string): void {
    if (!Number.isFinite(openTime) || this.told.has(openTime)) return;
    this.told.add(openTime);
    const reason = `The bar of ${this.symbol} at ${isoTime(openTime)} ${why}: it is left out.`;
    this.note({ code: 'bar_unsound', reason, time: openTime });
  }
}

/** In order of time; of rows of one time the one that was traded most: the others are from before it ended. */
function eachOnce(rows: readonly BarRow[]): BarRow[] {
  const byTime = new Map<number, BarRow>();
  for (const row of rows) {
    const known = byTime.get(row.openTime);
    if (known === undefined || row.volume > known.volume) byTime.set(row.openTime, row);
  }
  return [...byTime.values()].sort((a, b) => a.openTime - b.openTime);
}

const candidateOf = ({ openTime, open, high, low, close, volume }: BarRow): CandidateBar => ({
  openTime,
  bar: { open, high, low, close, volume, quote_volume: null },
});
