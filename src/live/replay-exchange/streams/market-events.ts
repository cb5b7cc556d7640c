import { gridOrigin } from '../../../core/time.js';
import { decimalText, fixedText } from '../decimal-text.js';
import type { ReplayExchange } from '../exchange.js';
import { klineOf, type Kline } from '../klines.js';
import { bookTicker, dayTicker, intervalOf } from '../market-data.js';
import type { MarketName, SymbolCursor } from '../tape.js';

/** A market stream by its name, e.g. `btcusdt@kline_1h`. */
interface MarketStream {
  readonly symbol: string;
  readonly channel: string;
}

/** Null where the name is not that of a market stream. */
export function parseStream(name: string): MarketStream | null {
  const match = /^([a-z0-9_]+)@([A-Za-z]\w*)(?:@\d+m?s)?$/.exec(name);
  return match === null ? null : { symbol: match[1]!.toUpperCase(), channel: match[2]! };
}

/** What a stream tells when a bar of its symbol opens or closes; nothing where it has no such symbol or channel. */
export function marketEvents(
  exchange: ReplayExchange,
  market: MarketName,
  stream: MarketStream,
  cursor: SymbolCursor,
  isClosed: boolean,
): object[] {
  if (stream.symbol !== cursor.tape.symbol) return [];
  const { channel } = stream;
  if (channel.startsWith('kline_')) return klineEvents(exchange, cursor, channel.slice('kline_'.length), isClosed);
  const now = exchange.now();
  switch (channel) {
    case 'bookTicker':
      return [bookEvent(exchange, market, cursor)];
    case 'ticker': {
      if (!isClosed) return [];
      const day = dayTicker(exchange, market)(cursor);
      return [
        {
          ...{
            e: '24hrTicker',
            E: now,
            s: day.symbol,
            p: day.priceChange,
            P: day.priceChangePercent,
            c: day.lastPrice,
          },
          ...{
            o: day.openPrice,
            h: day.highPrice,
            l: day.lowPrice,
            v: day.volume,
            q: '0',
            O: day.openTime,
            C: now,
            n: 0,
          },
        },
      ];
    }
    case 'markPrice':
      return market === 'usdm' ? [markEvent(cursor, now)] : [];
    default:
      return [];
  }
}

/** The bar that opens or closes; and, where bars are missing, the longer one that ended in the hole. */
function klineEvents(exchange: ReplayExchange, cursor: SymbolCursor, interval: string, isClosed: boolean): object[] {
  const intervalMs = intervalOf(cursor, interval);
  if (intervalMs === null) return [];
  const { bars } = cursor.tape;
  const now = exchange.now();
  const shift = gridOrigin(intervalMs);
  const endOf = (time: number) => (Math.floor((time - shift) / intervalMs) + 1) * intervalMs + shift;
  const told: Kline[] = [];
  const before = cursor.row - 1;
  if (!isClosed && before >= 0) {
    const end = endOf(bars.openTime[before]!);
    if (end <= now && end > bars.closeTime(before)) told.push(klineOf(cursor, intervalMs, bars.openTime[before]!, now));
  }
  told.push(klineOf(cursor, intervalMs, bars.openTime[cursor.row]!, now));
  return told.map((kline) => klineEvent(cursor.tape.symbol, interval, kline, now));
}

const klineEvent = (symbol: string, interval: string, kline: Kline, now: number): object => ({
  e: 'kline',
  E: now,
  s: symbol,
  k: {
    t: kline.openTime,
    T: kline.closeTime,
    s: symbol,
    i: interval,
    f: -1,
    L: -1,
    o: decimalText(kline.open),
    c: decimalText(kline.close),
    h: decimalText(kline.high),
    l: decimalText(kline.low),
    v: decimalText(kline.volume),
    n: 0,
    x: kline.isClosed,
    q: '0',
    V: '0',
    Q: '0',
    B: '0',
  },
});

function bookEvent(exchange: ReplayExchange, market: MarketName, cursor: SymbolCursor): object {
  const now = exchange.now();
  const { symbol, bidPrice, bidQty, askPrice, askQty } = bookTicker(exchange, market)(cursor);
  const best = { u: now, s: symbol, b: bidPrice, B: bidQty, a: askPrice, A: askQty };
  return market === 'usdm' ? { e: 'bookTicker', E: now, T: now, ...best } : best;
}

const markEvent = ({ tape, markPrice, fundingRow }: SymbolCursor, now: number): object => ({
  e: 'markPriceUpdate',
  E: now,
  s: tape.symbol,
  p: decimalText(markPrice),
  i: decimalText(markPrice),
  P: decimalText(markPrice),
  r: fixedText(tape.funding?.rate[fundingRow - 1] ?? 0),
  T: tape.funding?.time[fundingRow] ?? 0,
});
