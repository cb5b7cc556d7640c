import { optionalUrl, secret, url } from './kinds/address.js';
import { addresses } from './kinds/addresses.js';
import { ensembles } from './kinds/ensembles.js';
import { modelSettings } from './kinds/model-settings.js';
import { limit, number, numberOrNone } from './kinds/number.js';
import { prices } from './kinds/prices.js';
import { folder, keepAlive, tradingSymbol } from './kinds/special.js';
import { choice, optionalText, text } from './kinds/text.js';
import type { Setting } from './setting.js';

/** A heading in the file and in `config show`, and the settings below it. */
export interface SettingGroup {
  readonly kind: 'group';
  readonly about: string;
  readonly items: Readonly<Record<string, Setting<unknown> | SettingGroup>>;
}

const group = <const T extends SettingGroup['items']>(
  about: string,
  items: T,
): { readonly kind: 'group'; readonly about: string; readonly items: T } => ({ kind: 'group', about, items });

const MODEL = {
  pattern: /^\S{1,1000}$/,
  expected:
    'provider/name without spaces, e.g. ollama/llama3.2 (a bare name means ollama/name), or several joined by +',
  example: 'ollama/deepseek-v3.1:671b-cloud',
};

/**
 * Every setting of the system, once. Loading, `config show|init|schema`, the options of the commands and `.env.example`
 * are made from it. The name in the file is the path in snake_case: `sizing.kMax` is `sizing.k_max`.
 */
export const SETTINGS = group('Settings', {
  baseAsset: tradingSymbol(
    {
      env: 'BASE_ASSET',
      flag: '--base-asset',
      about: 'What is judged and sized: a pair against a USD currency.',
    },
    'BTCUSDT',
  ),
  horizonHours: number(
    {
      env: 'HORIZON_HOURS',
      flag: '--horizon-hours',
      about: 'How far ahead the regime is judged, in hours.',
    },
    { above: 0, max: 8760, unit: 'hours', fallback: 24 },
  ),
  exchange: text(
    {
      env: 'EXCHANGE',
      flag: '--exchange',
      about: 'Where the market part comes from: "binance" (its public APIs), or the ccxt id of another exchange.',
    },
    {
      pattern: /^[a-z0-9]{2,30}$/,
      expected: 'a ccxt exchange id such as kraken or okx',
      example: 'kraken',
      fallback: 'binance',
    },
  ),
  userDataDir: folder(
    {
      env: 'USER_DATA_DIR',
      about: 'Where the system keeps its files: runs, the ledger of model calls, reports.',
    },
    'user_data',
  ),
  logLevel: choice(
    {
      env: 'LOG_LEVEL',
      about:
        'How much is logged to stderr: on a terminal errors alone unless this is set, in words; elsewhere, as in a pipe or a log file, a line of JSON each. With "debug" an error also shows what caused it.',
    },
    ['debug', 'info', 'warn', 'error', 'silent'],
    'warn',
  ),
  sizing: group('Position sizes. A size is a fraction of equity: 0.01 means 1 %.', {
    baseLongSize: number(
      {
        env: 'BASE_LONG_SIZE',
        flag: '--base-long',
        about: 'Size of a long position at multiplier 1, as a fraction of equity.',
      },
      { min: 0, max: 10, fallback: 0.01 },
    ),
    baseShortSize: number(
      {
        env: 'BASE_SHORT_SIZE',
        flag: '--base-short',
        about: 'Size of a short position at multiplier 1, as a fraction of equity.',
      },
      { min: 0, max: 10, fallback: 0.01 },
    ),
    kMax: number(
      {
        env: 'K_MAX',
        flag: '--k-max',
        about: 'The largest multiplier, whatever the model says; 0 holds nothing.',
      },
      { min: 0, max: 100, fallback: 2 },
    ),
    profile: choice(
      {
        env: 'SIZING_PROFILE',
        flag: '--profile',
        about:
          'How an opinion becomes a multiplier: "balanced" weighs probabilities and scores, "convex" leans in hard on a confident view.',
      },
      ['balanced', 'convex'],
      'balanced',
    ),
    newsCap: limit(
      {
        env: 'NEWS_CAP',
        about:
          'How far news alone may raise a multiplier: where it could matter the model is asked a second time without the news. "off" asks once and bounds nothing.',
      },
      { min: 0, max: 100, fallback: 0.5 },
    ),
  }),
  llm: group('The language model. Without a model the embedded statistical baseline answers.', {
    model: optionalText(
      {
        env: 'LLM_MODEL',
        flag: '--model',
        about:
          'Which model answers: provider/name, with provider ollama, openai, azure, anthropic or google; a bare name means ollama/name. "baseline" is the embedded statistical rule, baseline/NAME another: constant, climatology, momentum, logistic, hmm-2, hmm-3, hmm-4. Several joined by + are one ensemble, N* before a member asks it N times.',
      },
      MODEL,
    ),
    ensembles: ensembles({
      env: 'LLM_ENSEMBLES',
      about:
        'Ensembles by name, each as NAME=MEMBER+MEMBER, separated by commas; ensemble/NAME as the model chooses one.',
    }),
    ensembleWeights: choice(
      {
        env: 'LLM_ENSEMBLE_WEIGHTS',
        flag: '--ensemble-weights',
        about:
          'How the members of an ensemble count: "equal", or "fitted" to those past decisions whose outcome was known.',
      },
      ['equal', 'fitted'],
      'equal',
    ),
    prompt: text(
      {
        env: 'LLM_PROMPT',
        flag: '--prompt',
        about:
          'Which prompt the model is asked with: regime-2-compact (short), regime-2 (full) and the older regime-1 ship, others are files in the folder prompts of the user data folder; id@hash insists on exactly that content.',
      },
      {
        pattern: /^[a-z0-9][a-z0-9-]{0,59}(@[0-9a-f]{12,64})?$/,
        expected: 'the id of a prompt, in small letters, digits and hyphens, e.g. regime-2',
        example: 'regime-2',
        fallback: 'regime-2-compact',
      },
    ),
    fallbackModels: optionalText(
      {
        env: 'LLM_FALLBACK_MODELS',
        about: 'Models asked in turn when the first gives no valid answer: names as in model, separated by commas.',
      },
      {
        pattern: /^[^\s,]{1,200}(\s*,\s*[^\s,]{1,200}){0,9}$/,
        expected: 'up to ten provider/name separated by commas',
        example: 'ollama/llama3.2,openai/gpt-5-mini',
      },
    ),
    balance: choice(
      {
        env: 'LLM_BALANCE',
        about:
          'Which of the model and its fallbacks is asked first: "in-order" always the model, "round-robin" each in turn, "least-busy" whoever has the fewest calls under way. The others follow when it fails.',
      },
      ['in-order', 'round-robin', 'least-busy'],
      'in-order',
    ),
    prices: prices({
      env: 'LLM_PRICES',
      about:
        'Prices in USD per million tokens, input:output or input:output:cached, of models whose price is unknown here or has changed; provider/* means all of a provider. Prompt tokens that the server says came out of its cache cost the cached price.',
    }),
    timeoutMs: number(
      {
        env: 'LLM_TIMEOUT_MS',
        about:
          'Longest wait for one model call, in ms. Where it is not set, a server that is found to read and write slowly is given more, up to two hours.',
      },
      { min: 1000, max: 7_200_000, integer: true, unit: 'ms', fallback: 600_000 },
    ),
    temperature: numberOrNone(
      {
        env: 'LLM_TEMPERATURE',
        flag: '--temperature',
        about:
          'Sampling temperature; 0 asks for the most likely answer. With "none" nothing is sent, for models that take no temperature and sample at 1.',
      },
      { min: 0, max: 2, fallback: 0 },
    ),
    maxAnswerTokens: limit(
      {
        env: 'LLM_MAX_ANSWER_TOKENS',
        about:
          'Most tokens of one answer, thinking included. "off" means 4,096, and 2,048 for Ollama. Where context and prompt leave less, less is asked for.',
      },
      { min: 256, max: 262_144, integer: true, unit: 'tokens', fallback: null, example: 16_384 },
    ),
    thinking: choice(
      {
        env: 'LLM_THINKING',
        about:
          'Whether a model that can think first does: "auto" leaves it to the model (Ollama: off, since thinking models skip the schema), "on", "off" (as little as the model allows).',
      },
      ['auto', 'on', 'off'],
      'auto',
    ),
    effort: choice(
      {
        env: 'LLM_EFFORT',
        about:
          'How hard a thinking model thinks: reasoning_effort of OpenAI and its kin, a budget of tokens at Anthropic and Google, the level of gpt-oss at Ollama. "auto" sends nothing.',
      },
      ['auto', 'minimal', 'low', 'medium', 'high', 'xhigh'],
      'auto',
    ),
    modelSettings: modelSettings({
      env: 'LLM_MODEL_SETTINGS',
      about:
        'Settings of single models where they differ, as MODEL=NAME:VALUE+NAME:VALUE separated by commas: answer_tokens, thinking, effort, temperature, and context (tokens of prompt and answer together). provider/* means all of a provider. They go before the settings above.',
    }),
    numCtx: number(
      {
        env: 'LLM_NUM_CTX',
        about:
          'Context length in tokens that Ollama is asked for. Its own default (4,096 on small machines) silently cuts the prompt.',
      },
      { min: 2048, max: 1_048_576, integer: true, unit: 'tokens', fallback: 16_384 },
    ),
    keepAlive: keepAlive(
      {
        env: 'LLM_KEEP_ALIVE',
        about:
          "How long Ollama keeps the model loaded after a call. Ollama's own 5m makes every hourly call a cold start.",
      },
      '2h',
    ),
    onFailure: choice(
      {
        env: 'LLM_ON_FAILURE',
        about:
          'When no model gives a valid answer: "hold" keeps what is held and sizes nothing, "flat" sizes everything to 0, "baseline" lets the statistical baseline answer.',
      },
      ['hold', 'flat', 'baseline'],
      'hold',
    ),
    budgetUsdPerRun: limit(
      { env: 'LLM_BUDGET_USD_PER_RUN', about: 'Most USD one run may spend on model calls.' },
      { min: 0, max: 100_000, fallback: null, example: 1 },
    ),
    budgetUsdPerDay: limit(
      { env: 'LLM_BUDGET_USD_PER_DAY', about: 'Most USD all runs of a UTC day may spend on model calls.' },
      { min: 0, max: 100_000, fallback: null, example: 5 },
    ),
    ollama: group('Ollama', {
      baseUrl: url(
        {
          env: 'OLLAMA_BASE_URL',
          about: 'Address of the Ollama server. Once it is set, cycle asks a model on it by default.',
        },
        'http://127.0.0.1:11434',
      ),
      apiKey: secret({ env: 'OLLAMA_API_KEY', about: 'Key of ollama.com; a server of your own needs none.' }),
    }),
    openai: group('OpenAI, or any server that speaks its API (llama-server, vLLM, LM Studio, OpenRouter …)', {
      baseUrl: url({ env: 'OPENAI_BASE_URL', about: 'Address of the API, with its /v1.' }, 'https://api.openai.com/v1'),
      apiKey: secret({ env: 'OPENAI_API_KEY', about: 'Its key; local servers need none.' }),
    }),
    azure: group('Azure OpenAI: the name in azure/<name> is the deployment', {
      endpoint: optionalUrl(
        { env: 'AZURE_OPENAI_ENDPOINT', about: 'Address of the resource.' },
        'https://my-resource.openai.azure.com',
      ),
      apiKey: secret({ env: 'AZURE_OPENAI_API_KEY', about: 'Key of the resource.' }),
      apiVersion: text(
        { env: 'AZURE_OPENAI_API_VERSION', about: 'Version of the API: "v1", or a date such as 2024-10-21.' },
        {
          pattern: /^(v1|preview|latest|\d{4}-\d{2}-\d{2}(-preview)?)$/,
          expected: '"v1" or a date such as 2024-10-21',
          example: '2024-10-21',
          fallback: 'v1',
        },
      ),
    }),
    anthropic: group('Anthropic', {
      baseUrl: url({ env: 'ANTHROPIC_BASE_URL', about: 'Address of the API.' }, 'https://api.anthropic.com/v1'),
      apiKey: secret({ env: 'ANTHROPIC_API_KEY', about: 'Its key.' }),
    }),
    google: group('Google Gemini', {
      baseUrl: url(
        { env: 'GOOGLE_BASE_URL', about: 'Address of the API.' },
        'https://generativelanguage.googleapis.com/v1beta',
      ),
      apiKey: secret({ env: 'GOOGLE_GENERATIVE_AI_API_KEY', about: 'Its key.' }),
    }),
  }),
  sources: group('Where market, chain and news come from. Every source is optional except the spot price.', {
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
  }),
  history: group('What is kept for later measurement', {
    archive: choice(
      {
        env: 'HISTORY_ARCHIVE',
        about:
          'Keeps the observations and the snapshot of every live collection in user_data/observations.db: the only way to know later what was known now.',
      },
      ['on', 'off'],
      'on',
    ),
  }),
});

type ValuesOf<T> =
  T extends Setting<infer V>
    ? V
    : T extends { readonly kind: 'group'; readonly items: infer I }
      ? { readonly [K in keyof I]: ValuesOf<I[K]> }
      : never;

/** The whole configuration, checked: camelCase, nested, addresses without a trailing slash, folders absolute. */
export type Config = ValuesOf<typeof SETTINGS>;
