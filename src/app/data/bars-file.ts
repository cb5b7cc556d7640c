import { resolve } from 'node:path';
import type { BarSeries } from '../../core/bars.js';
import { encodeBars } from '../../infra/store/bars/parquet/bars-parquet.js';
import type { SettledFunding } from '../../infra/store/bars/stored-series.js';
import { writeFileAtomic } from '../../infra/store/files/atomic-file.js';

/** Rows in one piece of text: a file of millions of bars is never a string as a whole. */
const ROWS_PER_PIECE = 10_000;

function* csvOf(header: string, length: number, row: (index: number) => string): Generator<Uint8Array> {
  yield Buffer.from(`${header}\n`);
  for (let from = 0; from < length; from += ROWS_PER_PIECE) {
    let text = '';
    for (let i = from; i < Math.min(length, from + ROWS_PER_PIECE); i++) text += `${row(i)}\n`;
    yield Buffer.from(text);
  }
}

/**
 * Writes bars so that they read back bit for bit: Parquet where the name ends in `.parquet`, else CSV with times in UTC ms.
 * A file that was there is replaced whole.
 */
export function writeBarsFile(file: string, bars: BarSeries): Promise<void> {
  if (/\.parquet$/i.test(file)) return writeFileAtomic(resolve(file), [encodeBars(bars)]);
  const { openTime, open, high, low, close, volume, length } = bars;
  const row = (i: number): string => `${openTime[i]!},${open[i]!},${high[i]!},${low[i]!},${close[i]!},${volume[i]!}`;
  return writeFileAtomic(resolve(file), csvOf('open_time,open,high,low,close,volume', length, row));
}

/** Writes settled funding as CSV, in the columns of Binance's API. */
export function writeFundingFile(file: string, { time, rate, mark }: SettledFunding): Promise<void> {
  const row = (i: number): string => `${time[i]!},${rate[i]!},${Number.isNaN(mark[i]!) ? '' : mark[i]!}`;
  return writeFileAtomic(resolve(file), csvOf('fundingTime,fundingRate,markPrice', time.length, row));
}
