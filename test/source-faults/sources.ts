import type { Clock } from '../../src/core/ports/clock.js';
import type { ObservationSource } from '../../src/core/ports/observation-source.js';
import type { HttpClient } from '../../src/infra/http/types.js';
import { createBinanceFuturesSource, createBinanceSpotSource } from '../../src/infra/sources/binance/index.js';
import { createBlockchainComSource } from '../../src/infra/sources/blockchain-com/index.js';
import { createCoinMetricsSource } from '../../src/infra/sources/coinmetrics/index.js';
import { createCryptoPanicSource } from '../../src/infra/sources/cryptopanic/index.js';
import { createDefiLlamaSource } from '../../src/infra/sources/defillama/index.js';
import { createFearGreedSource } from '../../src/infra/sources/fear-greed/index.js';
import { createNewsApiSource } from '../../src/infra/sources/newsapi/index.js';
import { createRssSource } from '../../src/infra/sources/rss/index.js';
import { startBinanceServer } from '../servers/binance.js';
import { startBlockchainComServer } from '../servers/blockchain-com.js';
import { startCoinMetricsServer } from '../servers/coinmetrics.js';
import { CRYPTOPANIC_TEST_KEY, startCryptoPanicServer } from '../servers/cryptopanic.js';
import { startDefiLlamaServer } from '../servers/defillama.js';
import { startFearGreedServer } from '../servers/fear-greed.js';
import { NEWSAPI_TEST_KEY, startNewsApiServer } from '../servers/newsapi.js';
import { RSS_FEED_IDS, startRssServer } from '../servers/rss.js';

export interface Upstream {
  readonly url: string;
  close(): Promise<void>;
}

export interface SourceUnderTest {
  readonly id: string;
  /** Starts the healthy server; `now` is its clock. */
  start(now: () => number): Promise<Upstream>;
  create(http: HttpClient, clock: Clock, url: string): ObservationSource[];
}

/** Seed of the Binance double, so that the suite can tell a right bar from a wrong one. */
export const TAPE_SEED = 1;

export const SOURCES: readonly SourceUnderTest[] = [
  {
    id: 'binance',
    start: (now) => startBinanceServer({ now, seed: TAPE_SEED }),
    create: (http, clock, url) => [
      createBinanceSpotSource({ http, clock, baseUrl: url, mirrorBaseUrl: url }),
      createBinanceFuturesSource({ http, clock, baseUrl: url }),
    ],
  },
  {
    id: 'coinmetrics',
    start: (now) => startCoinMetricsServer({ now, limitNow: now }),
    create: (http, _clock, url) => [createCoinMetricsSource({ http, baseUrl: `${url}/v4` })],
  },
  {
    id: 'blockchain-com',
    start: (now) => startBlockchainComServer({ now }),
    create: (http, _clock, url) => [createBlockchainComSource({ http, baseUrl: url })],
  },
  {
    id: 'cryptopanic',
    start: (now) => startCryptoPanicServer({ now }),
    create: (http, _clock, url) => [
      createCryptoPanicSource({ http, baseUrl: `${url}/api`, apiKey: CRYPTOPANIC_TEST_KEY }),
    ],
  },
  {
    id: 'newsapi',
    start: (now) => startNewsApiServer({ now }),
    create: (http, _clock, url) => [createNewsApiSource({ http, baseUrl: `${url}/v2`, apiKey: NEWSAPI_TEST_KEY })],
  },
  {
    id: 'rss',
    start: (now) => startRssServer({ now }),
    create: (http, _clock, url) => [
      createRssSource({ http, feeds: RSS_FEED_IDS.map((id) => ({ id, url: `${url}/${id}` })) }),
    ],
  },
  {
    id: 'defillama',
    start: (now) => startDefiLlamaServer({ now }),
    create: (http, _clock, url) => [createDefiLlamaSource({ http, baseUrl: url })],
  },
  {
    id: 'fear-greed',
    start: (now) => startFearGreedServer({ now }),
    create: (http, _clock, url) => [createFearGreedSource({ http, baseUrl: url })],
  },
];
