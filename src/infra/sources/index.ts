import { binanceFuturesSource, binanceSpotSource } from './binance/index.js';
import { blockchainComSource } from './blockchain-com.js';
import { coinmetricsSource } from './coinmetrics/index.js';
import { cryptopanicSource } from './cryptopanic/index.js';
import { defillamaSource } from './defillama/index.js';
import { fearGreedSource } from './fear-greed.js';
import { newsapiSource } from './newsapi/index.js';
import { rssSource } from './rss/index.js';

/**
 * Every source, in the order in which a snapshot names what failed: the market first, news last. What a cycle asks, what `doctor`
 * probes, what `observations backfill` and `observations sources` know, and what the tests of sources try is this list.
 */
export const SOURCES = [
  binanceSpotSource,
  binanceFuturesSource,
  coinmetricsSource,
  blockchainComSource,
  defillamaSource,
  fearGreedSource,
  rssSource,
  cryptopanicSource,
  newsapiSource,
] as const;
