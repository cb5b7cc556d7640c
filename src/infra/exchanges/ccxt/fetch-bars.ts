import type { Exchange } from 'ccxt';
import type { CandidateBar } from '../../../core/market-checks/accept-bars.js';
import { parseDecimal } from '../../../core/decimal.js';
import { toUnixMs } from '../../../core/unix-time.js';
import { HOUR } from '../../../core/time.js';

/** Hours asked for: 30 days for the slowest feature, and some to warm averages up. */
const SPAN_MS = 820 * HOUR;
/** Rows in a page where ccxt does not know the exchange's cap: every exchange has at least this many. */
const FALLBACK_LIMIT = 100;
/** 820 hours are 9 pages of 100; more means that the exchange does not advance. */
const MAX_PAGES = 20;

export interface RawBars {
  readonly candidates: readonly CandidateBar[];
  /** Rows that are not candles, one sentence each. */
  readonly unreadable: readonly string[];
}

/** Hourly candles of about 34 days, page by page. A page starts one hour after the last row of the one before. */
export async function fetchBars(exchange: Exchange, symbol: string, now: number): Promise<RawBars> {
  const limit = parseDecimal(exchange.featureValue(symbol, 'fetchOHLCV', 'limit')) ?? FALLBACK_LIMIT;
  const candidates: CandidateBar[] = [];
  const unreadable: string[] = [];
  let since = Math.floor((now - SPAN_MS) / HOUR) * HOUR;
  for (let page = 0; page < MAX_PAGES && since <= now; page++) {
    const rows: unknown[] = await exchange.fetchOHLCV(symbol, '1h', since, Math.min(limit, 1_000));
    const bars = rows.map(toCandidate);
    for (const [index, bar] of bars.entries()) {
      if (bar === null) unreadable.push(`row ${index + 1} of page ${page + 1} is not a candle`);
      else candidates.push(bar);
    }
    const last = Math.max(...bars.map((bar) => bar?.openTime ?? 0), 0);
    if (last < since) break;
    since = last + HOUR;
  }
  return { candidates, unreadable };
}

function toCandidate(row: unknown): CandidateBar | null {
  if (!Array.isArray(row)) return null;
  const openTime = toUnixMs(row[0]);
  const numbers = row.slice(1, 6).map(parseDecimal);
  if (openTime === null || numbers.length < 5 || numbers.includes(null)) return null;
  const [open, high, low, close, volume] = numbers as [number, number, number, number, number];
  // ccxt's candles hold the volume in base units only.
  return { openTime, bar: { open, high, low, close, volume, quote_volume: null } };
}
