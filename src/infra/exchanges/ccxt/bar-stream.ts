import type { Exchange } from 'ccxt';
import { messageOf } from '../../../core/errors.js';
import type { Clock } from '../../../core/ports/clock.js';
import { MINUTE, SECOND } from '../../../core/time.js';

export interface BarStreamSettings {
  /** ccxt's name of the market, e.g. `BTC/USDT:USDT`. */
  readonly market: string;
  readonly interval: string;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
  /** The open time of the latest bar that the stream has told of, UTC ms. */
  readonly onShown: (openTime: number) => void;
  /** Each time the stream ends or does not begin; it is opened again. */
  readonly onLost?: (reason: string) => void;
}

const FIRST_WAIT_MS = SECOND;
const LONGEST_WAIT_MS = MINUTE;

/**
 * Follows the bars of a market on the exchange's websocket, until the signal is aborted or the exchange turns out to have none. It
 * fails in no way that anybody has to handle: whoever follows also asks.
 */
export async function followBars(exchange: Exchange, settings: BarStreamSettings): Promise<void> {
  const { market, interval, clock, signal, onShown, onLost } = settings;
  const isOver = (): boolean => signal.aborted;
  for (let failures = 0; !isOver();) {
    try {
      const rows = await exchange.watchOHLCV(market, interval);
      failures = 0;
      const latest = rows.at(-1)?.[0];
      if (!isOver() && typeof latest === 'number' && Number.isFinite(latest)) onShown(latest);
    } catch (error) {
      if (isOver() || (error instanceof Error && error.name === 'NotSupported')) return;
      onLost?.(messageOf(error));
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
      failures++;
      await clock.sleep(wait, signal).catch(() => undefined);
    }
  }
}

/**
 * Another host for every websocket of an exchange. The first word of its own host goes before the path, since ccxt tells the markets
 * of Binance apart by it: `wss://stream.binance.com/ws` becomes `ws://HOST/stream/ws`.
 * @param baseUrl http or https
 */
export function moveStreams(exchange: Exchange, baseUrl: string): void {
  const host = baseUrl.replace(/^http/, 'ws').replace(/\/+$/, '');
  const moved = (address: unknown): unknown => {
    if (typeof address === 'string') {
      const { hostname, pathname } = new URL(address);
      return `${host}/${hostname.split('.')[0]}${pathname}`;
    }
    return typeof address === 'object' && address !== null
      ? Object.fromEntries(Object.entries(address).map(([name, each]) => [name, moved(each)]))
      : address;
  };
  const api = exchange.urls.api as unknown as { ws?: unknown };
  if (api.ws !== undefined) api.ws = moved(api.ws);
}
