import type { BarRow, BarSeries } from '../../../core/bars.js';
import { InputError } from '../../../core/errors.js';
import { readBarsCsv, type CsvReadOptions, type CsvReport } from './csv/read-bars-csv.js';

/**
 * Historical bars from a CSV file: times in ISO 8601 or Unix seconds, milliseconds or microseconds, any usual dialect.
 *
 * ```ts
 * const feed = new CSVDataFeed('BTCUSDT-1h.csv');
 * const bars = await feed.load(); // columns, for a backtest
 * for await (const bar of feed) console.log(bar.close); // or one bar at a time
 * ```
 */
export class CSVDataFeed implements AsyncIterable<BarRow> {
  private loading: Promise<{ readonly bars: BarSeries; readonly report: CsvReport }> | undefined;
  private read: CsvReport | undefined;

  constructor(
    readonly file: string,
    private readonly options: CsvReadOptions = {},
  ) {}

  /**
   * Reads the file once; later calls give the same series. A failed read may be tried again.
   * @throws CsvError that names file, line, column and value
   */
  async load(): Promise<BarSeries> {
    this.loading ??= readBarsCsv(this.file, this.options);
    try {
      const { bars, report } = await this.loading;
      this.read = report;
      return bars;
    } catch (error) {
      this.loading = undefined;
      throw error;
    }
  }

  /** What the file looked like and what was left out. @throws InputError before `load`. */
  get report(): CsvReport {
    if (this.read === undefined)
      throw new InputError('csv.report', `${this.file} has not been read yet: call load first.`);
    return this.read;
  }

  /** One plain object a bar, oldest first. For long files the columns of `load` are faster. */
  async *[Symbol.asyncIterator](): AsyncIterator<BarRow> {
    const bars = await this.load();
    for (let index = 0; index < bars.length; index++) yield bars.row(index);
  }
}
