import { startBinanceServer, type BinanceServer } from '../../servers/binance.js';
import { startBlockchainComServer } from '../../servers/blockchain-com.js';
import { startCoinMetricsServer } from '../../servers/coinmetrics.js';
import { CRYPTOPANIC_TEST_KEY, startCryptoPanicServer } from '../../servers/cryptopanic.js';
import type { DataServer } from '../../servers/data-server.js';
import { startDefiLlamaServer } from '../../servers/defillama.js';
import { startFearGreedServer } from '../../servers/fear-greed.js';
import { NEWSAPI_TEST_KEY, startNewsApiServer } from '../../servers/newsapi.js';
import { startRssServer } from '../../servers/rss.js';
import { doubleOf, DOUBLES, environmentOf } from '../../support/source-doubles.js';

/** Every vendor of the list of sources on loopback, and the environment that points at them by the documented names. */
export interface World {
  readonly env: Readonly<Record<string, string>>;
  readonly binance: BinanceServer;
  readonly servers: Readonly<
    Record<'coinmetrics' | 'blockchain' | 'defillama' | 'fearGreed' | 'rss' | 'cryptopanic' | 'newsapi', DataServer>
  >;
  close(): Promise<void>;
}

/** Those that tests make trouble for, by their names. */
const NAMED: readonly string[] = [
  'binance',
  'coinmetrics',
  'blockchain-com',
  'defillama',
  'fear-greed',
  'rss',
  'cryptopanic',
  'newsapi',
];

export async function startWorld(now: () => number = () => Date.now()): Promise<World> {
  const [binance, coinmetrics, blockchain, defillama, fearGreed, rss, cryptopanic, newsapi] = await Promise.all([
    startBinanceServer({ now }),
    startCoinMetricsServer({ now }),
    startBlockchainComServer({ now }),
    startDefiLlamaServer({ now }),
    startFearGreedServer({ now }),
    startRssServer({ now }),
    startCryptoPanicServer({ now }),
    startNewsApiServer({ now }),
  ]);
  const others = await Promise.all(
    DOUBLES.filter((name) => !NAMED.includes(name)).map(async (name) => {
      const { start, env } = await doubleOf(name);
      const server = await start(now);
      return { server, env: env(server.url) };
    }),
  );
  const servers = { coinmetrics, blockchain, defillama, fearGreed, rss, cryptopanic, newsapi };
  const closed = 'http://127.0.0.1:9';
  return {
    binance,
    servers,
    env: {
      BINANCE_BASE_URL: binance.url,
      BINANCE_FAPI_URL: binance.url,
      BINANCE_MIRROR_BASE_URL: closed,
      COINMETRICS_BASE_URL: `${coinmetrics.url}/v4`,
      BLOCKCHAIN_COM_BASE_URL: blockchain.url,
      DEFILLAMA_BASE_URL: defillama.url,
      FEAR_GREED_BASE_URL: fearGreed.url,
      RSS_COINDESK_BASE_URL: `${rss.url}/coindesk`,
      RSS_COINTELEGRAPH_BASE_URL: `${rss.url}/cointelegraph`,
      RSS_THEBLOCK_BASE_URL: `${rss.url}/theblock`,
      RSS_DECRYPT_BASE_URL: `${rss.url}/decrypt`,
      CRYPTOPANIC_BASE_URL: `${cryptopanic.url}/api`,
      CRYPTOPANIC_API_KEY: CRYPTOPANIC_TEST_KEY,
      NEWSAPI_BASE_URL: `${newsapi.url}/v2`,
      NEWSAPI_KEY: NEWSAPI_TEST_KEY,
      ...environmentOf(others.map(({ env }) => env)),
    },
    async close() {
      const all = [binance, ...Object.values(servers), ...others.map(({ server }) => server)];
      await Promise.all(all.map((server) => server.close()));
    },
  };
}
