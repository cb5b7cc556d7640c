import type { BarRow } from '../../core/bars.js';
import type { FundingRecord } from '../../engine/account/fed/funding-queue.js';
import type { Moment } from '../../engine/hosted/moments.js';

/** Where the closed bars of a session come from, and what time it is there. */
export interface Feed {
  /** UTC ms, whole. Of an exchange: its own clock. */
  now(): number;
  /**
   * What closed first after the bars that open at `after` (UTC ms; −Infinity: from the beginning); waits for it. Null: nothing more
   * will come.
   * @throws the signal's reason as soon as it is aborted
   */
  next(after: number, signal: AbortSignal): Promise<Moment | null>;
}

/** What went wrong on the way of the bars, by name. None of it ends a session. */
export const FEED_FAULTS = [
  /** The exchange gives no answer that can be used; told once for each outage. */
  'feed_down',
  /** It answers again. */
  'feed_back',
  /** A bar that should have closed is nowhere to be seen, for a whole interval; told once. */
  'feed_stale',
  /** The exchange shows later bars and not this one: the session goes on without it. */
  'bar_missing',
  /** A bar came after the session had gone on without it; it is left out. */
  'bar_too_late',
  /** The exchange tells another bar than the one that was traded: what was traded stays. */
  'bar_changed',
  /** A bar that cannot be one: prices of zero, a high below the low, a close 20 times off its neighbours. It is left out. */
  'bar_unsound',
  /** The exchange's clock and this machine's have moved apart since the start. */
  'clock_drift',
  /** A session that was begun before could not be taken up again at once; told once for each reason. */
  'start_delayed',
  /** A source beside the exchange gives no answer that can be used; told once for each outage. */
  'source_down',
  /** It answers again. */
  'source_back',
] as const;
export type FeedFaultCode = (typeof FEED_FAULTS)[number];

export interface FeedFault {
  readonly code: FeedFaultCode;
  /** A sentence for people. */
  readonly reason: string;
  /** Open time of the bar it is about, UTC ms; null: none. */
  readonly time: number | null;
}

/** What a feed of live bars asks an exchange. Whatever cannot be had is an UnavailableError. */
export interface BarVenue {
  /** The exchange's clock, UTC ms. */
  time(signal: AbortSignal): Promise<number>;
  /**
   * Bars of a symbol that open at or after `from`, UTC ms, oldest first, at most `count` and as many as the exchange gives at once.
   * They are not checked: the unfinished one may be among them, and rows may be missing, wrong or twice.
   */
  bars(symbol: string, from: number, count: number, signal: AbortSignal): Promise<readonly BarRow[]>;
  /** Funding that was settled from `from` to before `to`, UTC ms. Absent: the market pays none, or the exchange does not tell. */
  readonly funding?: (
    symbol: string,
    from: number,
    to: number,
    signal: AbortSignal,
  ) => Promise<readonly FundingRecord[]>;
  /**
   * Tells the open time, UTC ms, of each bar that the exchange's stream shows, as soon as it does, until the venue is closed. It
   * may say nothing for any time: what counts is what was asked for. Absent: there is no stream.
   */
  readonly watch?: (onShown: (symbol: string, openTime: number) => void) => void;
}
