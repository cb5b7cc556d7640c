import type { HttpRequest } from '../../infra/http/index.js';
import type { Config } from '../config/index.js';

/** One cheap request that shows whether a source answers. */
export interface SourceProbe {
  readonly name: string;
  readonly request: Omit<HttpRequest, 'source'>;
  /** The setting that names the address. */
  readonly env: string;
  /** How the body of a healthy answer begins: a captive portal also answers 200. */
  readonly looksRight: RegExp;
}

const JSON_BODY = /^\s*[[{]/;
const FEED_BODY = /^\s*<(\?xml|rss|feed)/i;

const probe = (name: string, env: string, url: string, query: HttpRequest['query'] = {}): SourceProbe => ({
  name,
  env,
  request: { url, query },
  looksRight: JSON_BODY,
});

const feed = (name: string, env: string, url: string): SourceProbe => ({
  name,
  env,
  request: { url },
  looksRight: FEED_BODY,
});

/** The optional sources; the market itself is checked apart, since nothing can be decided without it. */
export function optionalProbes({ sources, baseAsset }: Config): SourceProbe[] {
  const { binance, coinmetrics, blockchainCom, defillama, fearGreed, rss, cryptopanic, newsapi } = sources;
  const probes = [
    probe('Binance futures', 'BINANCE_FAPI_URL', `${binance.fapiUrl}/fapi/v1/premiumIndex`, { symbol: baseAsset }),
    probe('CoinMetrics', 'COINMETRICS_BASE_URL', `${coinmetrics.baseUrl}/timeseries/asset-metrics`, {
      assets: 'btc',
      metrics: 'AdrActCnt',
      frequency: '1d',
      page_size: 1,
    }),
    probe('Blockchain.com', 'BLOCKCHAIN_COM_BASE_URL', `${blockchainCom.baseUrl}/charts/n-transactions`, {
      timespan: '5days',
      format: 'json',
    }),
    probe('DefiLlama', 'DEFILLAMA_BASE_URL', `${defillama.baseUrl}/stablecoins`),
    probe('Fear & Greed', 'FEAR_GREED_BASE_URL', `${fearGreed.baseUrl}/fng/`, { limit: 1 }),
    feed('CoinDesk', 'RSS_COINDESK_BASE_URL', rss.coindeskUrl),
    feed('Cointelegraph', 'RSS_COINTELEGRAPH_BASE_URL', rss.cointelegraphUrl),
    feed('The Block', 'RSS_THEBLOCK_BASE_URL', rss.theblockUrl),
    feed('Decrypt', 'RSS_DECRYPT_BASE_URL', rss.decryptUrl),
  ];
  if (cryptopanic.apiKey !== null) {
    const { request, ...rest } = probe(
      'CryptoPanic',
      'CRYPTOPANIC_BASE_URL',
      `${cryptopanic.baseUrl}/${cryptopanic.plan}/v2/posts/`,
      { auth_token: cryptopanic.apiKey, public: 'true' },
    );
    probes.push({ ...rest, request: { ...request, secretQuery: ['auth_token'] } });
  }
  if (newsapi.apiKey !== null) {
    const { request, ...rest } = probe('NewsAPI', 'NEWSAPI_BASE_URL', `${newsapi.baseUrl}/everything`, {
      q: 'bitcoin',
      pageSize: 1,
    });
    probes.push({ ...rest, request: { ...request, headers: { 'X-Api-Key': newsapi.apiKey } } });
  }
  return probes;
}
