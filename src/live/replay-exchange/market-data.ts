import { given } from '../../core/given.js';
import { parseInterval } from '../../core/interval.js';
import { DAY } from '../../core/time.js';
import { decimalText, fixedText } from './decimal-text.js';
import type { ReplayExchange } from './exchange.js';
import { klineRow, klinesAt } from './klines.js';
import { required, wholeOr, type Params } from './params.js';
import { REFUSALS } from './refusal.js';
import type { MarketName, SymbolCursor } from './tape.js';

const INTERVALS = ['1s', '1m', '3m', '5m', '15m', '30m', '1h', '2h', '4h', '6h', '8h', '12h', '1d', '3d', '1w'];

/** Length of an interval that can be shown of these bars, ms; null for another, or one finer than they are. */
export function intervalOf({ tape }: SymbolCursor, text: string): number | null {
  const ms = INTERVALS.includes(text) ? parseInterval(text) : NaN;
  return ms >= tape.bars.intervalMs && ms % tape.bars.intervalMs === 0 ? ms : null;
}

export function klines(exchange: ReplayExchange, params: Params, most: number): unknown {
  const cursor = exchange.cursor(required(params, 'symbol'));
  const intervalMs = intervalOf(cursor, required(params, 'interval'));
  if (intervalMs === null) throw REFUSALS.interval();
  const from = wholeOr(params, 'startTime', null);
  const window = {
    ...given({ from: from ?? undefined }),
    to: wholeOr(params, 'endTime', Infinity),
    limit: Math.min(wholeOr(params, 'limit', 500), most),
  };
  return klinesAt(cursor, intervalMs, exchange.now(), window).map(klineRow);
}

/** One symbol where the request names one, else all that it names, else every one. */
export function perSymbol(exchange: ReplayExchange, params: Params, one: (cursor: SymbolCursor) => object): unknown {
  if (params.symbol !== undefined) return one(exchange.cursor(params.symbol));
  if (params.symbols === undefined) return exchange.cursors.map(one);
  const names: unknown = parsed(params.symbols);
  if (!Array.isArray(names)) throw REFUSALS.illegal('symbols');
  return names.map((name) => one(exchange.cursor(String(name))));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Best bid and ask: one tick around the last price, which is all that bars know of a book. */
export function bestOf(
  exchange: ReplayExchange,
  cursor: SymbolCursor,
  market: MarketName,
): { bid: number; ask: number } {
  const { tickSize } = cursor.rules(market, exchange.now());
  return { bid: Math.max(tickSize, cursor.price - tickSize), ask: cursor.price + tickSize };
}

/** Base units that each level of the made book shows. */
const LEVEL_SIZE = 1000;
const LEVELS = 5;

export function depth(exchange: ReplayExchange, params: Params, market: MarketName): unknown {
  const cursor = exchange.cursor(required(params, 'symbol'));
  const { tickSize } = cursor.rules(market, exchange.now());
  const side = (direction: 1 | -1) =>
    Array.from({ length: Math.min(LEVELS, wholeOr(params, 'limit', 100)) }, (_, k) => [
      fixedText(Math.max(tickSize, cursor.price + direction * (k + 1) * tickSize)),
      fixedText(LEVEL_SIZE),
    ]);
  const now = exchange.now();
  return { lastUpdateId: now, ...(market === 'usdm' ? { E: now, T: now } : {}), bids: side(-1), asks: side(1) };
}

export const priceTicker = (exchange: ReplayExchange, market: MarketName) => (cursor: SymbolCursor) => ({
  symbol: cursor.tape.symbol,
  price: decimalText(cursor.price),
  ...(market === 'usdm' ? { time: exchange.now() } : {}),
});

export const bookTicker = (exchange: ReplayExchange, market: MarketName) => (cursor: SymbolCursor) => {
  const { bid, ask } = bestOf(exchange, cursor, market);
  return {
    symbol: cursor.tape.symbol,
    bidPrice: fixedText(bid),
    bidQty: fixedText(LEVEL_SIZE),
    askPrice: fixedText(ask),
    askQty: fixedText(LEVEL_SIZE),
    ...(market === 'usdm' ? { time: exchange.now(), lastUpdateId: exchange.now() } : {}),
  };
};

/** Statistics of the last 24 hours, from the finished bars in them. */
export const dayTicker = (exchange: ReplayExchange, market: MarketName) => (cursor: SymbolCursor) => {
  const { bars, symbol } = cursor.tape;
  const now = exchange.now();
  const first = Math.max(0, Math.min(bars.indexAtOrAfter(now - DAY), cursor.row));
  const last = cursor.isBarOpen ? cursor.row - 1 : cursor.row;
  const open = bars.open[first]!;
  let [high, low, volume] = [cursor.price, cursor.price, 0];
  for (let i = first; i <= last; i++) {
    high = Math.max(high, bars.high[i]!);
    low = Math.min(low, bars.low[i]!);
    volume += bars.volume[i]!;
  }
  const { bid, ask } = bestOf(exchange, cursor, market);
  return {
    symbol,
    priceChange: fixedText(cursor.price - open),
    priceChangePercent: ((cursor.price / open - 1) * 100).toFixed(3),
    weightedAvgPrice: decimalText(cursor.price),
    lastPrice: decimalText(cursor.price),
    lastQty: '0',
    ...(market === 'spot'
      ? { bidPrice: fixedText(bid), askPrice: fixedText(ask), prevClosePrice: decimalText(open) }
      : {}),
    openPrice: decimalText(open),
    highPrice: decimalText(high),
    lowPrice: decimalText(low),
    volume: decimalText(volume),
    quoteVolume: '0',
    openTime: bars.openTime[first]!,
    closeTime: now,
    firstId: -1,
    lastId: -1,
    count: 0,
  };
};
