import { z } from 'zod';
import { HISTORY_SOURCES } from '../../../app/observations/history-sources.js';
import { parseSymbol } from '../../../core/symbol.js';
import { option, type GivenBy } from '../../options/option-table.js';
import { anyText, flagOnly, moment, numberFrom } from '../../options/readers.js';
import { config, json, output, readingRows, setting } from '../../options/rows.js';
import { FILTER_OPTIONS, FIRST_MOMENT } from './filter.js';

export const BACKFILL_OPTIONS = {
  source: option('--source <NAMES>', `${HISTORY_SOURCES.join(', ')} (bars and funding of "data"), or all`, anyText, {
    fallback: 'all',
  }),
  baseAsset: setting('baseAsset', 'PAIR'),
  symbol: option('--symbol <PAIR>', 'the same as --base-asset', anyText, {
    conflicts: ['baseAsset'],
    setting: 'baseAsset',
  }),
  from: option('--from <TIME>', FIRST_MOMENT, moment('from'), { mandatory: true }),
  to: option('--to <TIME>', 'end, not included (default: now)', moment('to')),
  refresh: option('--refresh', 'ask also for what was asked for before: revised series get new versions', flagOnly),
  ...output,
} as const;
export type BackfillGiven = GivenBy<typeof BACKFILL_OPTIONS>;

export const OBSERVATION_IMPORT_OPTIONS = {
  ...readingRows('published=time,headline=title'),
  format: option(
    '--format <FORMAT>',
    'what the file holds',
    z.enum(['coinmetrics', 'fear-greed', 'news', 'funding', 'observations']),
    { mandatory: true },
  ),
  symbol: option(
    '--symbol <PAIR>',
    'the asset it is about (default: as the file says, else BASE_ASSET)',
    anyText.transform(parseSymbol),
  ),
  source: option('--source <NAME>', 'under which source the rows are stored', anyText),
  utcOffset: option(
    '--utc-offset <HOURS>',
    'how far times without a zone are ahead of UTC, e.g. +3 (default 0)',
    numberFrom(-14, 14, 'a number from -14 to 14'),
  ),
  separator: option(
    '--separator <CHAR>',
    'between the columns of a CSV file (default: told from its header)',
    z.string().refine((typed) => typed.length === 1, 'it must be one character, such as ";"'),
  ),
  retrievedAt: option(
    '--retrieved-at <TIME>',
    'when this copy was made; its revisable series are known from then on',
    moment('retrievedAt'),
    { fallbackAbout: 'now' },
  ),
  ...output,
} as const;
export type ObservationImportGiven = GivenBy<typeof OBSERVATION_IMPORT_OPTIONS>;

export const OBSERVATION_LIST_OPTIONS = { ...FILTER_OPTIONS, ...output } as const;
export type ObservationListGiven = GivenBy<typeof OBSERVATION_LIST_OPTIONS>;

export const OBSERVATION_EXPORT_OPTIONS = {
  ...FILTER_OPTIONS,
  out: option('--out <FILE>', 'into this file (default: stdout)', anyText),
  config,
} as const;
export type ObservationExportGiven = GivenBy<typeof OBSERVATION_EXPORT_OPTIONS>;

export const SOURCES_OPTIONS = { json } as const;
