import {
  DAY_MS,
  HTML_HEADERS,
  htmlPage,
  startDataServer,
  type DataServer,
  type DataServerOptions,
} from './data-server.js';
import type { SourceDouble } from '../support/source-doubles.js';

const coin = (id: number, symbol: string, pegType: string, now: number, day: number, week: number, month: number) => ({
  id: String(id),
  name: symbol,
  symbol,
  gecko_id: symbol.toLowerCase(),
  pegType,
  pegMechanism: 'fiat-backed',
  circulating: { [pegType]: now },
  circulatingPrevDay: { [pegType]: day },
  circulatingPrevWeek: { [pegType]: week },
  circulatingPrevMonth: { [pegType]: month },
  chainCirculating: { Ethereum: { current: { [pegType]: now / 2 } } },
  chains: ['Ethereum'],
});

/** Dollars of now and of a day, a week and a month before: 200, 199.9, 198 and 190 billion in all. */
const COINS = [
  coin(1, 'USDT', 'peggedUSD', 140e9, 139.9e9, 139e9, 134e9),
  coin(2, 'USDC', 'peggedUSD', 50e9, 50e9, 49.5e9, 47e9),
  coin(3, 'DAI', 'peggedUSD', 9.9e9, 9.9e9, 9.5e9, 9e9),
  { ...coin(4, 'NEWUSD', 'peggedUSD', 1e8, 1e8, 0, 0), circulatingPrevWeek: {}, circulatingPrevMonth: {} },
  coin(5, 'EURC', 'peggedEUR', 1e8, 1e8, 1e8, 1e8),
];

/** Days of the chart before today. */
const CHART_DAYS = 900;

/**
 * DefiLlama `GET /stablecoins`: numbers, one object a coin, dollars under the key of their peg; and `GET /stablecoincharts/all`:
 * a row a day, dated in seconds as text, all pegs side by side.
 */
export function startDefiLlamaServer(options: DataServerOptions = {}): Promise<DataServer> {
  return startDataServer(options, (url, _headers, now) => {
    if (url.pathname === '/stablecoincharts/all') {
      const today = Math.floor(now / DAY_MS);
      const body = Array.from({ length: CHART_DAYS + 1 }, (_, i) => ({
        date: String((today - CHART_DAYS + i) * 86_400),
        totalCirculating: { peggedUSD: 150e9 + i * 50e6, peggedEUR: 3e8 },
      }));
      return { status: 200, body };
    }
    if (url.pathname !== '/stablecoins') return { status: 404, body: htmlPage('404'), headers: HTML_HEADERS };
    return { status: 200, body: { peggedAssets: COINS } };
  });
}

export const sourceDouble: SourceDouble = {
  start: (now) => startDefiLlamaServer({ now }),
  env: (url) => ({ DEFILLAMA_BASE_URL: url }),
};
