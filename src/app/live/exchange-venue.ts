import type { Exchange } from 'ccxt';
import { parseDecimal } from '../../core/decimal.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { parseInterval } from '../../core/interval.js';
import { parseSymbol } from '../../core/symbol.js';
import { DAY, isoTime, MINUTE, SECOND } from '../../core/time.js';
import { followBars, moveStreams } from '../../infra/exchanges/ccxt/bar-stream.js';
import type { ListedMarket } from '../../infra/exchanges/ccxt/choose-markets.js';
import type { FundingRecord } from '../../engine/account/fed/funding-queue.js';
import type { BarVenue } from '../../live/runner/feed.js';
import { assertOffered, marketFor, untilParams } from '../data/exchange-history.js';
import { openCcxt } from '../data/open-ccxt.js';
import type { Runtime } from '../runtime/runtime.js';

export interface ExchangeVenueRequest {
  /** ccxt's name, e.g. `binance`. */
  readonly exchangeId: string;
  /** `BTCUSDT`, `BTC/USDT`, or ccxt's own name of a market. */
  readonly symbols: readonly string[];
  readonly market: 'spot' | 'um';
  readonly interval: string;
  /** The exchange is played on this machine, faster than it was, and may be asked as often. */
  readonly isRehearsal: boolean;
  readonly signal: AbortSignal;
}

export interface ExchangeVenue extends BarVenue {
  /** In Binance's spelling, e.g. `BTCUSDT`: what bars are filed under. */
  readonly symbols: readonly string[];
  /** ccxt's names of the markets, in the same order. */
  readonly markets: readonly string[];
  close(): Promise<void>;
}

/** Bars up to a day long have the same grid on every exchange. */
const LONGEST_BAR_MS = DAY;

/**
 * An exchange of ccxt as the place that bars come from.
 * @throws InputError where exchange, symbol or interval is not there; UnavailableError where it cannot be reached
 */
export async function openExchangeVenue(runtime: Runtime, request: ExchangeVenueRequest): Promise<ExchangeVenue> {
  const { exchangeId, interval, market, signal, isRehearsal } = request;
  const intervalMs = parseInterval(interval);
  if (intervalMs < MINUTE || intervalMs > LONGEST_BAR_MS) {
    throw new InputError(
      'feed.interval',
      `${field('interval')} is ${interval}: live prices come in bars of 1m to 1d.`,
      { where: 'interval', remedy: 'choose an interval from 1m to 1d, such as 1h' },
    );
  }
  // A rehearsal is as fast as it is asked: a stream would only tell it what it has asked for.
  const streams = !isRehearsal;
  const { exchange, asked } = await openCcxt(runtime, exchangeId, signal, { isRehearsal, streams });
  const closing = new AbortController();
  try {
    assertOffered(exchange, { exchangeId, kind: 'klines', interval });
    await asked(exchange.loadMarkets());
    const listed = exchange.markets as Readonly<Record<string, ListedMarket>>;
    const markets = request.symbols.map((symbol) => marketFor(listed, { symbol, market, exchangeId }));
    const symbols = markets.map((name) => symbolOf(listed[name]!));
    const byName = new Map(symbols.map((symbol, index) => [symbol, markets[index]!]));
    const limit = pageLimit(exchange, markets[0]!);
    const settled = async (symbol: string, from: number, to: number): Promise<FundingRecord[]> => {
      const params = untilParams(exchangeId, to);
      const rows = await asked(exchange.fetchFundingRateHistory(byName.get(symbol), from, FUNDING_ROWS, params));
      return rows.map(({ timestamp, fundingRate, info }) => {
        // Binance tells the mark price that was paid on, which ccxt leaves as it was sent.
        const mark = parseDecimal((info as { readonly markPrice?: unknown } | undefined)?.markPrice);
        const record = { time: timestamp ?? NaN, rate: fundingRate ?? NaN };
        return mark === null || mark <= 0 ? record : { ...record, mark };
      });
    };
    const watch: NonNullable<BarVenue['watch']> = (onShown) => {
      const { exchangeBaseUrl } = runtime.config.sources;
      const follow = async (): Promise<void> => {
        if (exchangeBaseUrl !== null) {
          moveStreams(exchange, exchangeBaseUrl);
          // ccxt asks for it before websockets without TLS.
          await exchange.loadHttpProxyAgent();
        }
        await Promise.all(
          symbols.map((symbol, index) =>
            followBars(exchange, {
              market: markets[index]!,
              interval,
              clock: runtime.clock,
              signal: closing.signal,
              onShown: (openTime) => onShown(symbol, openTime),
              onLost: (reason) => runtime.log.debug('exchange.stream-lost', { exchange: exchangeId, symbol, reason }),
            }),
          ),
        );
      };
      // Without its stream an exchange is asked by the clock.
      follow().catch((error: unknown) => runtime.log.debug('exchange.no-stream', { error }));
    };
    return {
      symbols,
      markets,
      async time() {
        if (exchange.has.fetchTime !== true) return runtime.clock.now();
        const params = listed[markets[0]!]!.swap ? { type: 'swap', subType: 'linear' } : {};
        return (await asked(exchange.fetchTime(params))) ?? runtime.clock.now();
      },
      async bars(symbol, from, count) {
        const rows = await asked(exchange.fetchOHLCV(byName.get(symbol)!, interval, from, Math.min(count, limit)));
        return rows.map(([openTime, open, high, low, close, volume]) => ({
          openTime: openTime ?? NaN,
          open: open ?? NaN,
          high: high ?? NaN,
          low: low ?? NaN,
          close: close ?? NaN,
          volume: volume ?? NaN,
        }));
      },
      ...(market === 'um' && exchange.has.fetchFundingRateHistory === true ? { funding: settled } : {}),
      ...(streams && exchange.has.watchOHLCV === true ? { watch } : {}),
      close: async () => {
        closing.abort();
        await exchange.close();
      },
    };
  } catch (error) {
    await exchange.close();
    throw error;
  }
}

/** Settlements that are asked for at once: a day of hourly ones, for a bar and what was missed before it. */
const FUNDING_ROWS = 100;

/** Rows that are asked for at once. */
const PAGE_ROWS = 1_000;

function pageLimit(exchange: Exchange, market: string): number {
  const known: unknown = exchange.featureValue(market, 'fetchOHLCV', 'limit');
  return typeof known === 'number' ? Math.min(known, PAGE_ROWS) : PAGE_ROWS / 2;
}

const symbolOf = ({ base, quote }: ListedMarket): string => parseSymbol(`${base}/${quote}`).symbol;

/** How far this machine's clock may be off that of the exchange, ms. */
const MOST_OFF_MS = 10 * SECOND;

/** @throws InputError where this machine's clock is off: bars and orders would be taken for younger or older than they are */
export function assertClock(told: number, now: number, exchangeId: string): void {
  const off = now - told;
  if (Math.abs(off) <= MOST_OFF_MS) return;
  throw new InputError(
    'session.clock',
    `This machine's clock is ${(Math.abs(off) / SECOND).toFixed(0)} s ${off > 0 ? 'ahead of' : 'behind'} that of ${exchangeId} (${isoTime(now)} here, ${isoTime(told)} there); at most ${MOST_OFF_MS / SECOND} s are allowed.`,
    {
      where: 'clock',
      remedy: `set the clock, e.g. with an NTP service (timedatectl set-ntp true); for a rehearsal on past prices give ${field('speed')}`,
    },
  );
}
