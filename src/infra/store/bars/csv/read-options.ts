import type { BarColumn } from '../../../../core/bars.js';
import type { Delimiter } from './dialect.js';
import type { ColumnPairs } from './layout/assign-columns.js';
import type { EpochUnit } from './timestamp.js';

/** How a CSV file of bars is to be read; what is left out is told from the file. */
export interface CsvReadOptions {
  /** Symbol of the series. Default: the pair in the file's name, else its name without extension. */
  readonly symbol?: string;
  /** Length of a bar in ms. Default: the most frequent step between rows. */
  readonly intervalMs?: number;
  /** Drop rows that are wrong, and count them by reason, instead of refusing the file. Default false. */
  readonly lenient?: boolean;
  /** Give the rows as they stand, also where times fall, repeat, overlap or change their unit: the caller settles that. Default false. */
  readonly anyOrder?: boolean;
  /** Unit of Unix times. Default: by magnitude. */
  readonly timestampUnit?: EpochUnit;
  /** How far stamps without a zone are ahead of UTC, −14 … 14, e.g. 3 for UTC+3. Default 0: such stamps are UTC. */
  readonly utcOffsetHours?: number;
  /** The zone of stamps without one: an offset such as `+3`, or an IANA name whose clocks may change. Instead of `utcOffsetHours`. */
  readonly timeZone?: string | undefined;
  /** Order of day, month and year, e.g. `D.M.YYYY`. Default: told from the rows. */
  readonly dateFormat?: string | undefined;
  /** Columns by hand as COLUMN and field (`time`, `date`, `open`, `high`, `low`, `close`, `volume`); a file without header has `1`, `2` … */
  readonly map?: ColumnPairs | undefined;
  /** The file's own names of columns that are not known by the usual ones, e.g. `{ volume: 'Volume BTC' }`. */
  readonly columns?: Readonly<Partial<Record<BarColumn, string>>>;
  /** Default: told from the first rows. */
  readonly delimiter?: Delimiter;
  /** Lines to pass over before the header, e.g. a publisher's banner. Default 0. */
  readonly skipLines?: number;
  /** Leave out bars that close after this moment (UTC ms): they are not finished. Default: keep all. */
  readonly asOf?: number;
  readonly signal?: AbortSignal | undefined;
  /** Decoded bytes read so far, and how many are expected. */
  readonly onProgress?: (done: number, total: number) => void;
}
