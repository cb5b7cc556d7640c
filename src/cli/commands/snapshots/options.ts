import { z } from 'zod';
import { parseSymbol } from '../../../core/symbol.js';
import { option, type GivenBy } from '../../options/option-table.js';
import { anyText, interval, moment } from '../../options/readers.js';
import { config, output, setting } from '../../options/rows.js';
import { historicalFieldsOnly } from '../../options/snapshot-rows.js';

const FROM = ['--from <TIME>', 'first moment, e.g. 2022-01-01 or 2022-01-01T12:00Z', moment('from')] as const;
const TO = ['--to <TIME>', 'end, not included', moment('to')] as const;

export const SNAPSHOTS_BUILD_OPTIONS = {
  from: option(...FROM, { mandatory: true }),
  to: option(...TO, { mandatory: true }),
  everyMs: option('--every <INTERVAL>', 'step between them, e.g. 1h or 1d', interval, { fallback: '1d' }),
  out: option('--out <FILE>', 'also write them to this file, one JSON document a line', anyText),
  historicalFieldsOnly: historicalFieldsOnly(
    'only fields that history can supply, the same for all; with "news" headlines too',
  ),
  baseAsset: setting('baseAsset', 'PAIR'),
  horizonHours: setting('horizonHours', 'HOURS'),
  ...output,
} as const;
export type SnapshotsBuildGiven = GivenBy<typeof SNAPSHOTS_BUILD_OPTIONS>;

export const SNAPSHOTS_EXPORT_OPTIONS = {
  origin: option('--origin <ORIGIN>', 'where they came from', z.enum(['live', 'built'])),
  from: option(...FROM),
  to: option(...TO),
  baseAsset: option(
    '--symbol <PAIR>',
    'only of this pair',
    anyText.transform((typed) => parseSymbol(typed).symbol),
  ),
  out: option('--out <FILE>', 'into this file (default: stdout)', anyText),
  config,
} as const;
export type SnapshotsExportGiven = GivenBy<typeof SNAPSHOTS_EXPORT_OPTIONS>;
