import { z } from 'zod';
import { parseInterval } from '../../../core/interval.js';
import { option, type GivenBy } from '../../options/option-table.js';
import { anyText, flagOnly, textList, whole } from '../../options/readers.js';
import { json, output, setting, timerange } from '../../options/rows.js';
import { FILE_OPTIONS } from './file-options.js';

const prefer = option(
  '--prefer <WHICH>',
  'which bar stands where a stored and a new one differ (default: refuse)',
  z.enum(['new', 'old']),
);

/** The length of a bar as it is typed: what is stored is named by it. */
const intervalName = anyText.transform((typed) => {
  parseInterval(typed);
  return typed;
});

const MARKETS = z.enum(['spot', 'um']);

/** The setting, described for what the command does with it. */
const exchange = (about: string) => ({ ...setting('exchange', 'ID'), about });

export const FETCH_OPTIONS = {
  interval: option('--interval <INTERVAL>', 'length of a bar', intervalName, { fallback: '1h' }),
  from: option('--from <TIME>', 'first open time, e.g. 2024-01-01, 2024-06 or 2024-01-01T12:00Z', anyText),
  to: option('--to <TIME>', 'end, not included (default: now)', anyText),
  timerange,
  days: option('--days <N>', 'the last N days, up to --to, instead of --from', anyText),
  market: option(
    '--market <MARKET>',
    'spot, or USD-margined futures (default: spot; um for mark and funding)',
    MARKETS,
  ),
  kind: option(
    '--kind <KIND>',
    'traded bars, bars of the mark price, or settled funding',
    z.enum(['klines', 'mark', 'funding']),
    { fallback: 'klines' },
  ),
  exchange: exchange('binance takes the archive with its checksums, any other is a ccxt id'),
  refresh: option('--refresh', 'ask again for files that are stored: the archive corrects some later', flagOnly),
  unverified: option(
    '--unverified <FILE...>',
    'take these files of the archive without their checksum, e.g. BTCUSDT-1h-2023-02.zip',
    textList,
  ),
  ...output,
} as const;
export type FetchGiven = GivenBy<typeof FETCH_OPTIONS>;

export const IMPORT_OPTIONS = {
  ...FILE_OPTIONS,
  source: option('--source <NAME>', 'under which source they are stored', anyText, { fallback: 'import' }),
  lenient: option('--lenient', 'drop and count wrong rows instead of refusing the file', flagOnly),
  prefer,
  ...output,
} as const;
export type ImportGiven = GivenBy<typeof IMPORT_OPTIONS>;

export const CHECK_OPTIONS = { ...FILE_OPTIONS, ...output } as const;
export type CheckGiven = GivenBy<typeof CHECK_OPTIONS>;

export const RESAMPLE_OPTIONS = {
  to: option('--to <INTERVAL>', 'length of the new bars, e.g. 4h', intervalName, { mandatory: true }),
  out: option('--out <FILE>', 'write them to this file (.csv or .parquet) instead of the store', anyText),
  prefer,
  ...output,
} as const;
export type ResampleGiven = GivenBy<typeof RESAMPLE_OPTIONS>;

export const DEMO_OPTIONS = {
  out: option('--out <DIR>', 'folder for the files; made where it is missing', anyText, { mandatory: true }),
  days: option('--days <N>', 'days of hourly bars, up to 2025-01-15 12:00 UTC', whole(2, 3_650), { fallback: '365' }),
  json,
} as const;
export type DemoGiven = GivenBy<typeof DEMO_OPTIONS>;

export const PAIRS_OPTIONS = {
  exchange: exchange('ask this exchange: binance, or a ccxt id'),
  market: option('--market <MARKET>', 'of an exchange: only spot, or only perpetuals', MARKETS),
  quote: option('--quote <CURRENCY>', 'only against this currency, e.g. USDT', anyText),
  ...output,
} as const;
export type PairsGiven = GivenBy<typeof PAIRS_OPTIONS>;

export const EXCHANGES_OPTIONS = {
  all: option('--all', 'also those that cannot be fetched, and why', flagOnly),
  json,
} as const;
export type ExchangesGiven = GivenBy<typeof EXCHANGES_OPTIONS>;

export const INTERVALS_OPTIONS = {
  exchange: exchange('binance, or a ccxt id (default: that of the settings)'),
  ...output,
} as const;
export type IntervalsGiven = GivenBy<typeof INTERVALS_OPTIONS>;
