import { secret } from './kinds/address.js';
import { number } from './kinds/number.js';
import { folder, tradingSymbol } from './kinds/special.js';
import { choice, optionalText, text } from './kinds/text.js';
import { LLM_SETTINGS } from './groups/llm.js';
import { SIZING_SETTINGS } from './groups/sizing.js';
import { SOURCE_SETTINGS } from './groups/sources.js';
import { LANGUAGE_CHOICES, LANGUAGE_VARIABLE } from './language.js';
import { SERVER_SETTINGS } from './groups/server.js';
import { NOTIFY_SETTINGS } from './groups/watching.js';
import { group, type Setting } from './setting.js';

/**
 * Every setting of the system, once. Loading, `config show|init|schema`, the options of the commands and `.env.example`
 * are made from it. The name in the file is the path in snake_case: `sizing.kMax` is `sizing.k_max`.
 */
export const SETTINGS = group('Settings', {
  baseAsset: tradingSymbol(
    {
      env: 'BASE_ASSET',
      option: 'base-asset',
      about: 'What is judged and sized: a pair against a USD currency.',
    },
    'BTCUSDT',
  ),
  horizonHours: number(
    {
      env: 'HORIZON_HOURS',
      option: 'horizon-hours',
      about: 'How far ahead the regime is judged, in hours.',
    },
    { above: 0, max: 8760, unit: 'hours', fallback: 24 },
  ),
  exchange: text(
    {
      env: 'EXCHANGE',
      option: 'exchange',
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
  language: choice(
    {
      env: LANGUAGE_VARIABLE,
      about:
        'The language of what is said to a person: "en", "ru", or "auto", that of the locale (LC_ALL, LC_MESSAGES, LANG). What programs read, JSON and every file but an HTML report, never changes with it.',
    },
    LANGUAGE_CHOICES,
    'auto',
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
  logFile: optionalText(
    {
      env: 'LOG_FILE',
      about:
        'A file to which paper and live sessions append what they do, a line of JSON each, without any secret, from "info" on, unless LOG_LEVEL is set.',
    },
    { pattern: /\S/, expected: 'a path to a file', example: 'session.log' },
  ),
  sizing: SIZING_SETTINGS,
  llm: LLM_SETTINGS,
  sources: SOURCE_SETTINGS,
  trading: group('Trading at an exchange (llm-trading live): a key without the right to withdraw', {
    apiKey: secret({
      env: 'BINANCE_API_KEY',
      about: 'Key of Binance for live sessions: of demo trading, unless real money is asked for.',
    }),
    apiSecret: secret({ env: 'BINANCE_API_SECRET', about: 'Its secret.' }),
  }),
  notify: NOTIFY_SETTINGS,
  server: SERVER_SETTINGS,
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
