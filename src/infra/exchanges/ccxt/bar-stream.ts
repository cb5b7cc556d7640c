import type { Exchange } from 'ccxt';
import { keepWatching, type StreamSettings } from './keep-watching.js';

export interface BarStreamSettings extends StreamSettings {
  /** ccxt's name of the market, e.g. `BTC/USDT:USDT`. */
  readonly market: string;
  readonly interval: string;
  /** The open time of the latest bar that the stream has told of, UTC ms. */
  readonly onShown: (openTime: number) => void;
}

/**
 * Follows the bars of a market on the exchange's websocket, until the signal is aborted or the exchange turns out to have none. It
 * fails in no way that anybody has to handle: whoever follows also asks.
 */
export async function followBars(exchange: Exchange, settings: BarStreamSettings): Promise<void> {
  const { market, interval, signal, onShown } = settings;
  const watch = async (): Promise<void> => {
    const rows = await exchange.watchOHLCV(market, interval);
    const latest = rows.at(-1)?.[0];
    if (!signal.aborted && typeof latest === 'number' && Number.isFinite(latest)) onShown(latest);
  };
  await keepWatching(watch, settings);
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
