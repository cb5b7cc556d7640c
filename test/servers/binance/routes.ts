import { integer, ok, refused, text, type VenueReply } from './reply.js';
import { noise, type Tape, type TapeBar } from './tape.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const INTERVALS: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '30m': 1_800_000,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '4h': 4 * HOUR,
  '6h': 6 * HOUR,
  '8h': 8 * HOUR,
  '12h': 12 * HOUR,
  '1d': DAY,
};

export interface VenueMarket {
  readonly seed: number;
  /** Spot symbols; those in `perpetuals` have a USD-M contract too. */
  readonly tapes: ReadonlyMap<string, Tape>;
  readonly perpetuals: ReadonlySet<string>;
}

type Route = (query: URLSearchParams, market: VenueMarket, now: number) => VenueReply;

/** A route about one symbol: without it −1102, with one that is not traded −1121. */
const spot =
  (answer: (symbol: string, tape: Tape, query: URLSearchParams, now: number, seed: number) => VenueReply): Route =>
  (query, market, now) => {
    const symbol = query.get('symbol');
    if (symbol === null || symbol === '') return refused(-1102);
    const tape = market.tapes.get(symbol);
    return tape === undefined ? refused(-1121) : answer(symbol, tape, query, now, market.seed);
  };

const perpetual = (answer: Parameters<typeof spot>[0]): Route => {
  const route = spot(answer);
  return (query, market, now) => {
    const symbol = query.get('symbol');
    return symbol !== null && symbol !== '' && !market.perpetuals.has(symbol)
      ? refused(-1121)
      : route(query, market, now);
  };
};

const quoteVolume = (bar: TapeBar): number => (bar.volume * (bar.open + bar.close)) / 2;

const klines = (maxLimit: number, weight: (limit: number) => number): Parameters<typeof spot>[0] =>
  function answer(_symbol, tape, query, now) {
    const step = INTERVALS[query.get('interval') ?? ''];
    if (step === undefined) return refused(-1120);
    const limit = Math.min(integer(query, 'limit', 500), maxLimit);
    const end = Math.min(integer(query, 'endTime', now), now);
    const from = query.has('startTime') ? Math.ceil(integer(query, 'startTime', 0) / step) * step : null;
    const newest = Math.floor(end / step) * step;
    const opens =
      from === null
        ? Array.from({ length: limit }, (_, index) => newest - (limit - 1 - index) * step)
        : Array.from({ length: Math.min(limit, Math.max(0, (newest - from) / step + 1)) }, (_, i) => from + i * step);
    const rows = opens.flatMap((open) => {
      const bar = tape.barAt(open, step, now);
      if (bar === null) return [];
      const trades = Math.round(bar.volume * 40);
      return [
        [
          bar.openTime,
          text(bar.open),
          text(bar.high),
          text(bar.low),
          text(bar.close),
          text(bar.volume),
          bar.openTime + step - 1,
          text(quoteVolume(bar)),
          trades,
          text(bar.volume * 0.5),
          text(quoteVolume(bar) * 0.5),
          '0',
        ],
      ];
    });
    return ok(rows, weight(limit));
  };

/** 1,500 levels a side, about 2 % deep, 0.2 bps from the middle to the first. */
function levels(tape: Tape, query: URLSearchParams, now: number, seed: number, fallback: number) {
  const limit = Math.min(integer(query, 'limit', fallback), 5_000);
  const price = tape.priceAt(now);
  const side = (sign: 1 | -1) =>
    Array.from({ length: Math.min(limit, 1_500) }, (_, index) => [
      text(price * (1 + sign * (0.00002 + index * 0.0000133))),
      text(0.01 + noise(seed, sign, index, now)),
    ]);
  return { limit, bids: side(-1), asks: side(1) };
}

function day(tape: Tape, now: number) {
  const hour = Math.floor(now / HOUR) * HOUR;
  const bars = Array.from({ length: 24 }, (_, index) => tape.barAt(hour - index * HOUR, HOUR, now)).filter(
    (b) => b !== null,
  );
  const last = tape.priceAt(now);
  const open = tape.priceAt(now - DAY);
  const volume = bars.reduce((sum, bar) => sum + bar.volume, 0);
  const turnover = bars.reduce((sum, bar) => sum + quoteVolume(bar), 0);
  return {
    priceChange: text(last - open),
    priceChangePercent: text((last / open - 1) * 100, 3),
    weightedAvgPrice: text(volume > 0 ? turnover / volume : last),
    lastPrice: text(last),
    lastQty: text(0.0123),
    openPrice: text(open),
    highPrice: text(Math.max(last, open, ...bars.map((bar) => bar.high))),
    lowPrice: text(Math.min(last, open, ...bars.map((bar) => bar.low))),
    volume: text(volume),
    quoteVolume: text(turnover),
    openTime: now - DAY,
    closeTime: now,
    firstId: 1_000_000,
    lastId: 1_900_000,
    count: 900_001,
  };
}

const depthWeight = (limit: number): number => (limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250);

const FUNDING_STEP = 8 * HOUR;
/** Stamps come up to 47 ms late, about half of them at all. */
const lateness = (seed: number, at: number): number =>
  noise(seed, 7, at) < 0.5 ? 0 : Math.floor(noise(seed, 8, at) * 48);
const rateAt = (seed: number, at: number): number => (noise(seed, 9, at) - 0.4) * 0.0004;
/** Coins, slowly changing. */
const openInterestAt = (seed: number, at: number): number => 80_000 * (1 + 0.1 * Math.sin(at / (9 * DAY) + seed));

const ROUTES: Readonly<Record<string, Route>> = {
  '/api/v3/ping': () => ok({}, 1),
  '/api/v3/time': (_query, _market, now) => ok({ serverTime: now }, 1),
  '/api/v3/klines': spot(klines(1_000, () => 2)),
  '/api/v3/ticker/price': spot((symbol, tape, _query, now) => ok({ symbol, price: text(tape.priceAt(now)) }, 2)),
  '/api/v3/ticker/24hr': spot((symbol, tape, query, now) => {
    const { priceChange, priceChangePercent, weightedAvgPrice, ...mini } = day(tape, now);
    if (query.get('type') === 'MINI') return ok({ symbol, ...mini }, 2);
    const price = tape.priceAt(now);
    const quotes = {
      prevClosePrice: text(tape.priceAt(now - DAY)),
      bidPrice: text(price * 0.99998),
      bidQty: text(1.5),
      askPrice: text(price * 1.00002),
      askQty: text(1.25),
    };
    return ok({ symbol, priceChange, priceChangePercent, weightedAvgPrice, ...quotes, ...mini }, 2);
  }),
  '/api/v3/depth': spot((_symbol, tape, query, now, seed) => {
    const { limit, bids, asks } = levels(tape, query, now, seed, 100);
    return ok({ lastUpdateId: Math.floor(now / 100), bids, asks }, depthWeight(limit));
  }),
  '/api/v3/exchangeInfo': (query, market, now) => {
    const wanted = query.get('symbol');
    if (wanted !== null && !market.tapes.has(wanted)) return refused(-1121);
    const symbols = [...market.tapes.keys()].filter((symbol) => wanted === null || symbol === wanted);
    return ok(
      {
        timezone: 'UTC',
        serverTime: now,
        rateLimits: [
          { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6_000 },
          { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 300_000 },
        ],
        exchangeFilters: [],
        symbols: symbols.map((symbol) => ({
          symbol,
          status: 'TRADING',
          baseAsset: symbol.slice(0, -4),
          baseAssetPrecision: 8,
          quoteAsset: symbol.slice(-4),
          quotePrecision: 8,
          orderTypes: ['LIMIT', 'MARKET'],
          isSpotTradingAllowed: true,
          filters: [
            {
              filterType: 'PRICE_FILTER',
              minPrice: '0.01000000',
              maxPrice: '1000000.00000000',
              tickSize: '0.01000000',
            },
            { filterType: 'LOT_SIZE', minQty: '0.00001000', maxQty: '9000.00000000', stepSize: '0.00001000' },
            { filterType: 'NOTIONAL', minNotional: '5.00000000', applyMinToMarket: true },
          ],
        })),
      },
      20,
    );
  },

  '/fapi/v1/klines': perpetual(klines(1_500, (limit) => (limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1_000 ? 5 : 10))),
  '/fapi/v1/ticker/24hr': perpetual((symbol, tape, _query, now) => ok({ symbol, ...day(tape, now) }, 1)),
  '/fapi/v1/depth': perpetual((_symbol, tape, query, now, seed) => {
    const { limit, bids, asks } = levels(tape, query, now, seed, 500);
    const weight = limit <= 50 ? 2 : limit <= 100 ? 5 : limit <= 500 ? 10 : 20;
    return ok({ lastUpdateId: Math.floor(now / 100), E: now, T: now - 3, bids, asks }, weight);
  }),
  '/fapi/v1/fundingRate': perpetual((symbol, tape, query, now, seed) => {
    const limit = Math.min(integer(query, 'limit', 100), 1_000);
    const end = Math.min(integer(query, 'endTime', now), now);
    const newest = Math.floor(end / FUNDING_STEP) * FUNDING_STEP;
    const first = query.has('startTime')
      ? Math.ceil(integer(query, 'startTime', 0) / FUNDING_STEP) * FUNDING_STEP
      : newest - (limit - 1) * FUNDING_STEP;
    const count = Math.min(limit, Math.max(0, (newest - first) / FUNDING_STEP + 1));
    const rows = Array.from({ length: count }, (_, index) => {
      const at = first + index * FUNDING_STEP;
      return {
        symbol,
        fundingTime: at + lateness(seed, at),
        fundingRate: text(rateAt(seed, at)),
        markPrice: text(tape.priceAt(at)),
        rateType: 'Regular',
      };
    });
    // A stamp that is late may lie after `now` for a few milliseconds: the venue has not settled it yet.
    return ok(
      rows.filter((row) => row.fundingTime <= now),
      0,
    );
  }),
  '/fapi/v1/premiumIndex': perpetual((symbol, tape, _query, now, seed) => {
    const index = tape.priceAt(now);
    const next = (Math.floor(now / FUNDING_STEP) + 1) * FUNDING_STEP;
    return ok(
      {
        symbol,
        markPrice: text(index * 1.0004),
        indexPrice: text(index),
        estimatedSettlePrice: text(index * 1.0001),
        lastFundingRate: text(rateAt(seed, next)),
        interestRate: '0.00010000',
        nextFundingTime: next,
        time: now - 12,
      },
      1,
    );
  }),
  '/fapi/v1/exchangeInfo': (_query, market, now) =>
    ok(
      {
        timezone: 'UTC',
        serverTime: now,
        symbols: [...market.perpetuals].flatMap((symbol) =>
          ['PERPETUAL', 'CURRENT_QUARTER'].map((contractType) => ({
            symbol: contractType === 'PERPETUAL' ? symbol : `${symbol}_300329`,
            pair: symbol,
            contractType,
            status: 'TRADING',
            baseAsset: symbol.slice(0, -4),
            quoteAsset: symbol.slice(-4),
            marginAsset: symbol.slice(-4),
          })),
        ),
      },
      1,
    ),
  '/fapi/v1/openInterest': perpetual((symbol, _tape, _query, now, seed) =>
    ok({ openInterest: text(openInterestAt(seed, now), 3), symbol, time: now - 850 }, 1),
  ),
  '/futures/data/openInterestHist': (query, market, now) => {
    const symbol = query.get('symbol');
    if (symbol === null || symbol === '') return refused(-1102);
    const step = INTERVALS[query.get('period') ?? ''];
    if (step === undefined) return refused(-1120);
    const start = integer(query, 'startTime', now);
    if (start < now - 30 * DAY) return refused(-1130);
    const tape = market.tapes.get(symbol);
    if (tape === undefined || !market.perpetuals.has(symbol)) return ok([], 0);
    const limit = Math.min(integer(query, 'limit', 30), 500);
    const newest = Math.floor(Math.min(integer(query, 'endTime', now), now) / step) * step;
    const rows = Array.from({ length: limit }, (_, index) => newest - (limit - 1 - index) * step).filter(
      (at) => at > now - 30 * DAY && (!query.has('startTime') || at >= start),
    );
    return ok(
      rows.map((timestamp) => ({
        symbol,
        sumOpenInterest: text(openInterestAt(market.seed, timestamp)),
        sumOpenInterestValue: text(openInterestAt(market.seed, timestamp) * tape.priceAt(timestamp)),
        CMCCirculatingSupply: '19900000.00000000',
        timestamp,
      })),
      0,
    );
  },
};

export const routeOf = (path: string): Route | undefined => ROUTES[path];
