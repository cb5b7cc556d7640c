import { HTML_HEADERS, htmlPage, startDataServer, type DataServer, type DataServerOptions } from './data-server.js';

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

/** DefiLlama `GET /stablecoins`: numbers, one object a coin, dollars under the key of their peg. */
export function startDefiLlamaServer(options: DataServerOptions = {}): Promise<DataServer> {
  return startDataServer(options, (url) => {
    if (url.pathname !== '/stablecoins') return { status: 404, body: htmlPage('404'), headers: HTML_HEADERS };
    return { status: 200, body: { peggedAssets: COINS } };
  });
}
