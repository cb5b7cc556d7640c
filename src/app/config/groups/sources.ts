import { addresses } from '../kinds/addresses.js';
import { optionalUrl, secret, url } from '../kinds/address.js';
import { number } from '../kinds/number.js';
import { choice } from '../kinds/text.js';
import { group } from '../setting.js';

export const SOURCES = group(
  'Where market, chain and news come from. Every source is optional except the spot price.',
  {
    timeoutMs: number(
      {
        env: 'SOURCES_TIMEOUT_MS',
        about: 'One deadline for all sources together, in ms. What is late is left out, with the reason.',
      },
      { min: 500, max: 600_000, integer: true, unit: 'ms', fallback: 20_000 },
    ),
    exchangeBaseUrl: optionalUrl(
      {
        env: 'EXCHANGE_BASE_URL',
        about: 'Another address for the API of the ccxt exchange: a proxy, or a stand-in for tests.',
      },
      'https://www.okx.com',
    ),
    addresses: addresses({
      env: 'SOURCE_ADDRESSES',
      about:
        'Other addresses of sources, by the ids that observations sources prints. They go before the settings of single sources, and are all there is for sources that have none.',
    }),
    binance: group('Binance (no key)', {
      baseUrl: url(
        {
          env: 'BINANCE_BASE_URL',
          about: "Spot market data. The default is Binance's keyless mirror, which no region blocks.",
        },
        'https://data-api.binance.vision',
      ),
      fapiUrl: url(
        { env: 'BINANCE_FAPI_URL', about: 'USD-M futures API: funding, open interest, basis.' },
        'https://fapi.binance.com',
      ),
      mirrorBaseUrl: url(
        {
          env: 'BINANCE_MIRROR_BASE_URL',
          about: 'Keyless mirror of the spot market data, asked where the spot API refuses (HTTP 451, 403).',
        },
        'https://data-api.binance.vision',
      ),
      visionBaseUrl: url(
        {
          env: 'BINANCE_VISION_BASE_URL',
          about: 'Archive of bars and funding with checksums, from which data fetch downloads.',
        },
        'https://data.binance.vision',
      ),
    }),
    coinmetrics: group('CoinMetrics community data (no key; for non-commercial use, CC BY-NC)', {
      baseUrl: url(
        { env: 'COINMETRICS_BASE_URL', about: 'On-chain metrics.' },
        'https://community-api.coinmetrics.io/v4',
      ),
    }),
    blockchainCom: group('Blockchain.com charts (no key)', {
      baseUrl: url(
        { env: 'BLOCKCHAIN_COM_BASE_URL', about: 'Address activity, where CoinMetrics gives none.' },
        'https://api.blockchain.info',
      ),
    }),
    defillama: group('DefiLlama (no key)', {
      baseUrl: url({ env: 'DEFILLAMA_BASE_URL', about: 'Supply of stablecoins.' }, 'https://stablecoins.llama.fi'),
    }),
    fearGreed: group('Fear & Greed index of alternative.me (no key)', {
      baseUrl: url({ env: 'FEAR_GREED_BASE_URL', about: 'Mood of the market, daily.' }, 'https://api.alternative.me'),
    }),
    rss: group('News feeds (no key): the default source of news', {
      coindeskUrl: url(
        { env: 'RSS_COINDESK_BASE_URL', about: 'Feed of CoinDesk.' },
        'https://www.coindesk.com/arc/outboundfeeds/rss',
      ),
      cointelegraphUrl: url(
        { env: 'RSS_COINTELEGRAPH_BASE_URL', about: 'Feed of Cointelegraph.' },
        'https://cointelegraph.com/rss',
      ),
      theblockUrl: url(
        { env: 'RSS_THEBLOCK_BASE_URL', about: 'Feed of The Block.' },
        'https://www.theblock.co/rss.xml',
      ),
      decryptUrl: url({ env: 'RSS_DECRYPT_BASE_URL', about: 'Feed of Decrypt.' }, 'https://decrypt.co/feed'),
    }),
    cryptopanic: group('CryptoPanic (paid since 2026-04; asked only with a key)', {
      baseUrl: url({ env: 'CRYPTOPANIC_BASE_URL', about: 'Address of the API.' }, 'https://cryptopanic.com/api'),
      plan: choice(
        { env: 'CRYPTOPANIC_PLAN', about: 'The plan the key belongs to: it is part of the address.' },
        ['growth', 'growth_weekly', 'enterprise'],
        'growth',
      ),
      apiKey: secret({ env: 'CRYPTOPANIC_API_KEY', about: 'Its key.' }),
    }),
    newsapi: group('NewsAPI.org (asked only with a key; its free plan is 24 h late)', {
      baseUrl: url({ env: 'NEWSAPI_BASE_URL', about: 'Address of the API.' }, 'https://newsapi.org/v2'),
      apiKey: secret({ env: 'NEWSAPI_KEY', about: 'Its key.' }),
    }),
  },
);
