import type { ObservationSource } from '../../core/ports/observation-source.js';
import { createCcxtSource } from '../../infra/exchanges/ccxt/index.js';
import { createBinanceFuturesSource, createBinanceSpotSource } from '../../infra/sources/binance/index.js';
import { createBlockchainComSource } from '../../infra/sources/blockchain-com/index.js';
import { createCoinMetricsSource } from '../../infra/sources/coinmetrics/index.js';
import { createCryptoPanicSource } from '../../infra/sources/cryptopanic/index.js';
import { createDefiLlamaSource } from '../../infra/sources/defillama/index.js';
import { createFearGreedSource } from '../../infra/sources/fear-greed/index.js';
import { createNewsApiSource } from '../../infra/sources/newsapi/index.js';
import { createRssSource } from '../../infra/sources/rss/index.js';
import type { Runtime } from '../runtime/runtime.js';

/** Every source of the configuration. Making them sends nothing. */
export function createSources({ config, http, clock }: Runtime): ObservationSource[] {
  const { exchangeBaseUrl, binance, coinmetrics, blockchainCom, defillama, fearGreed, rss, cryptopanic, newsapi } =
    config.sources;
  const market =
    config.exchange === 'binance'
      ? [
          createBinanceSpotSource({ http, clock, baseUrl: binance.baseUrl, mirrorBaseUrl: binance.mirrorBaseUrl }),
          createBinanceFuturesSource({ http, clock, baseUrl: binance.fapiUrl }),
        ]
      : [
          createCcxtSource({
            exchangeId: config.exchange,
            http,
            clock,
            ...(exchangeBaseUrl === null ? {} : { baseUrl: exchangeBaseUrl }),
          }),
        ];
  return [
    ...market,
    createCoinMetricsSource({ http, baseUrl: coinmetrics.baseUrl }),
    createBlockchainComSource({ http, baseUrl: blockchainCom.baseUrl }),
    createDefiLlamaSource({ http, baseUrl: defillama.baseUrl }),
    createFearGreedSource({ http, baseUrl: fearGreed.baseUrl }),
    createRssSource({
      http,
      feeds: [
        { id: 'coindesk', url: rss.coindeskUrl },
        { id: 'cointelegraph', url: rss.cointelegraphUrl },
        { id: 'theblock', url: rss.theblockUrl },
        { id: 'decrypt', url: rss.decryptUrl },
      ],
    }),
    createCryptoPanicSource({ http, baseUrl: cryptopanic.baseUrl, plan: cryptopanic.plan, apiKey: cryptopanic.apiKey }),
    createNewsApiSource({ http, baseUrl: newsapi.baseUrl, apiKey: newsapi.apiKey }),
  ];
}
