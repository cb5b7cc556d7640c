import type { ImportedObservations } from '../../contract/observations.js';
import type { ObservationStore } from '../../core/ports/observation-store.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { movedToSpanEnd } from '../../core/point-in-time.js';
import type { TradingSymbol } from '../../core/symbol.js';
import { fixedZone, timeZone } from '../../infra/store/bars/csv/time-zone.js';
import { parseTimestamp } from '../../infra/store/bars/csv/timestamp.js';
import { dateReader } from '../../infra/store/bars/csv/wall-clock.js';
import { readBytes, readTable } from '../../infra/store/observations/table/read-table.js';
import { coinmetricsFormat } from './formats/coinmetrics.js';
import { fearGreedFormat } from './formats/fear-greed.js';
import { mapRows, wrongCell, type Cell, type Imported, type ImportFormat } from './formats/format.js';
import { fundingFormat } from './formats/funding.js';
import { newsFormat } from './formats/news.js';
import { parseObservations } from './parse-observation.js';

export const IMPORT_FORMATS = ['coinmetrics', 'fear-greed', 'news', 'funding', 'observations'] as const;
export type ImportFormatName = (typeof IMPORT_FORMATS)[number];

const TABLES: Readonly<Record<Exclude<ImportFormatName, 'observations'>, ImportFormat>> = {
  coinmetrics: coinmetricsFormat,
  'fear-greed': fearGreedFormat,
  news: newsFormat,
  funding: fundingFormat,
};

export interface ImportObservationsOptions {
  readonly format: ImportFormatName;
  /** When this copy was made, UTC ms: from then on its revisable values are known. */
  readonly retrievedAt: number;
  readonly baseAsset: TradingSymbol;
  readonly symbol?: TradingSymbol;
  /** Under which source the rows are stored. Default: the format's own. */
  readonly source?: string;
  /** Column → field. */
  readonly map?: ReadonlyMap<string, string> | undefined;
  /** What stamps without a zone are ahead of UTC, hours. */
  readonly utcOffsetHours?: number | undefined;
  /** Their zone by offset or IANA name, instead. */
  readonly timeZone?: string;
  /** Order of day, month and year, e.g. `D-M-YYYY`. */
  readonly dateFormat?: string;
  readonly separator?: string;
}

/**
 * Reads a file and stores what it holds, in one transaction: a wrong cell leaves the store as it was.
 * @throws InputError naming file, line and column
 */
export async function importFile(
  store: ObservationStore,
  file: string,
  options: ImportObservationsOptions,
): Promise<ImportedObservations> {
  const { observations: read, skipped } = await readImport(file, options);
  const { observations, moved } = movedToSpanEnd(read);
  if (observations.length === 0) {
    throw new InputError('import.nothing', `${file} holds nothing that can be used as ${options.format}.`, {
      where: file,
    });
  }
  const report = await store.add(observations);
  const times = observations.map(({ observed_at }) => observed_at);
  const [from, to] = times.reduce(
    ([least, most], at) => [Math.min(least, at), Math.max(most, at)],
    [Infinity, -Infinity],
  );
  return { file, format: options.format, observations: observations.length, from, to, skipped, moved, ...report };
}

async function readImport(file: string, options: ImportObservationsOptions): Promise<Imported> {
  const { format, retrievedAt, separator, map = new Map<string, string>() } = options;
  if (format === 'observations') {
    return { observations: parseObservations((await readBytes(file)).toString('utf8'), file), skipped: {} };
  }
  const time = timeReader(options);
  const table = await readTable(file, separator === undefined ? {} : { separator });
  const rows = mapRows(table.columns, table.rows, TABLES[format], map, file);
  const { source = null, symbol = null, baseAsset } = options;
  return TABLES[format].read(rows, { file, retrievedAt, source, symbol, baseAsset, time });
}

function timeReader({ dateFormat, utcOffsetHours, timeZone: name }: ImportObservationsOptions): (cell: Cell) => number {
  if (name !== undefined && utcOffsetHours !== undefined) {
    throw new InputError(
      'import.zone',
      `${field('timeZone')} and ${field('utcOffset')} say the same: give one of them.`,
      {
        where: 'timeZone',
      },
    );
  }
  const zone = name === undefined ? fixedZone(utcOffsetHours ?? 0) : timeZone(name);
  const utc = (cell: Cell, wall: number): number => {
    const ms = zone(wall, NaN, true);
    if (ms === null) throw wrongCell(cell, `a time that ${name ?? 'the zone'} has: its clocks leave this hour out`);
    return ms;
  };
  if (dateFormat === undefined) {
    return (cell) => {
      const read = parseTimestamp(cell.text, null, 0);
      if (!('ms' in read)) {
        throw wrongCell(cell, `${read.expected}, or another order of day and month named with ${field('dateFormat')}`);
      }
      return Math.floor(read.format === 'iso' ? utc(cell, read.ms) : read.ms);
    };
  }
  const read = dateReader(dateFormat);
  return (cell) => {
    const found = read(cell.text);
    if (found === null) throw wrongCell(cell, `a date as ${dateFormat}, with or without a time of day`);
    return Math.floor(found.zoned ? found.ms : utc(cell, found.ms));
  };
}
