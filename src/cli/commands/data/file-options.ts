import { resolve } from 'node:path';
import { z } from 'zod';
import { assertLinear } from '../../../core/symbol.js';
import { option, passedOn, type GivenBy } from '../../options/option-table.js';
import { anyText, interval, numberFrom, whole } from '../../options/readers.js';
import { readingRows } from '../../options/rows.js';
import { BARS_EXAMPLE, readingOf } from '../../reading-options.js';
import type { Session } from '../../session.js';

/** Options of commands that read files of bars, which may name neither symbol nor interval. */
export const FILE_OPTIONS = {
  ...readingRows(BARS_EXAMPLE),
  symbol: option(
    '--symbol <SYMBOL>',
    "symbol of the bars (default: the pair in the file's name)",
    anyText.transform((symbol) => {
      assertLinear(symbol, '--symbol');
      return symbol;
    }),
  ),
  interval: option('--interval <INTERVAL>', 'length of a bar, e.g. 1h (default: the most frequent step)', interval),
  timestampUnit: option(
    '--timestamp-unit <UNIT>',
    'unit of Unix times (default: by magnitude)',
    z.enum(['s', 'ms', 'us', 'ns']),
  ),
  utcOffset: option(
    '--utc-offset <HOURS>',
    'how far times without a zone are ahead of UTC, e.g. 3 (default 0)',
    numberFrom(-14, 14, 'a number from -14 to 14'),
  ),
  skipLines: option('--skip-lines <N>', 'lines to pass over before the header (default 0)', whole(0, 10_000)),
} as const;

/** What the reader of files takes of what was given. */
export const fileReading = (given: GivenBy<typeof FILE_OPTIONS>) => ({
  ...readingOf(given),
  ...passedOn(given, ['symbol', 'timestampUnit', 'skipLines']),
  ...(given.interval === undefined ? {} : { intervalMs: given.interval }),
  ...(given.utcOffset === undefined ? {} : { utcOffsetHours: given.utcOffset }),
});

/** A path as the user gave it, where that leads there: messages then name it in the same words. */
export const pathIn = (session: Session, file: string): string =>
  session.io.cwd === process.cwd() ? file : resolve(session.io.cwd, file);
