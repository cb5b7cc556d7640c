import { basename } from 'node:path';
import { readBlocks, type Block } from './block-reader.js';
import { openByteSource } from './byte-source.js';
import { FUNDING_ALIASES, mapColumns } from './columns.js';
import { CsvError, rowExcerpt, type CsvProblem, type CsvReason } from './csv-error.js';
import { decimalOfCell } from './decimal.js';
import { detectDialect, type Dialect } from './dialect.js';
import { symbolFromFileName } from '../symbol-from-name.js';
import type { CsvReadOptions } from './read-bars-csv.js';
import { splitRecord } from './record.js';
import { parseTimestamp, type TimeFormat } from './timestamp.js';
import type { SettledFunding } from '../stored-series.js';
import { HOUR, isoTime, MINUTE } from '../../../../core/time.js';

export interface FundingReadOptions extends Pick<
  CsvReadOptions,
  'symbol' | 'timestampUnit' | 'utcOffsetHours' | 'delimiter' | 'signal'
> {
  /** Takes a row that is wrong, which is then left out; rows may stand in any order. Default: such a file is refused. */
  readonly onProblem?: (problem: CsvProblem) => void;
}

interface Columns {
  readonly names: readonly string[];
  readonly time: number;
  readonly rate: number;
  /** −1 where the file has none. */
  readonly mark: number;
  readonly interval: number;
}

interface Row {
  readonly time: number;
  readonly rate: number;
  readonly mark: number;
  /** ms, NaN where the row states none. */
  readonly interval: number;
  readonly line: number;
}

/**
 * Reads funding rates: `fundingTime,fundingRate[,markPrice]` (REST), `calc_time,funding_interval_hours,last_funding_rate`
 * (data.binance.vision), `Symbol,Date,Funding Rate`, or an exchange's export: newest first, `0.0100%`, `8h`. Times are rounded to the minute, since the exchange stamps them up
 * to 47 ms late (measured on Binance's files of 2020 … 2025).
 *
 * @throws CsvError naming file, line, column and value
 */
export async function readFundingCsv(file: string, options: FundingReadOptions = {}): Promise<SettledFunding> {
  const source = await openByteSource(file);
  try {
    const rows: Row[] = [];
    let dialect: Dialect | null = null;
    let columns: Columns | null = null;
    let line = 1;
    let format: TimeFormat | null = null;
    const { onProblem } = options;
    const fail = (reason: CsvReason, column: string | null, value: string | null, expected: string): never => {
      throw new CsvError(file, { reason, line, column, value: value === null ? null : rowExcerpt(value), expected });
    };

    const readRow = (fields: readonly string[], { names, time, rate, mark, interval }: Columns): void => {
      if (fields.length !== names.length) fail('columns', null, null, `${names.length} columns, not ${fields.length}`);
      const stamp = parseTimestamp(fields[time]!, options.timestampUnit ?? null, options.utcOffsetHours ?? 0);
      if (!('ms' in stamp)) return fail(stamp.reason, names[time]!, fields[time]!, stamp.expected);
      if (format !== null && format !== stamp.format && onProblem === undefined) {
        fail('unit', names[time]!, fields[time]!, 'the same form of time as in the rows before');
      }
      const ms = Math.round(stamp.ms / MINUTE) * MINUTE;
      const before = rows.at(-1)?.time;
      if (before !== undefined && onProblem === undefined) {
        const newestFirst = rows.length === 1 ? ms < before : isNewestFirst(rows);
        if (newestFirst ? ms >= before : ms <= before) {
          const reason = ms === before ? 'duplicate' : 'order';
          const side = newestFirst ? 'before' : 'after';
          fail(reason, names[time]!, fields[time]!, `a time ${side} that of the last row, ${isoTime(before)}`);
        }
      }
      const number = (column: number, text = fields[column]!): number => {
        const parsed = decimalOfCell(text, dialect?.delimiter === 44 ? '.' : '.,');
        return 'value' in parsed ? parsed.value : fail(parsed.reason, names[column]!, fields[column]!, parsed.expected);
      };
      const percent = /^(.*\d)\s*%$/.exec(fields[rate]!);
      const value = percent === null ? number(rate) : fractionOf(number(rate, percent[1]));
      if (Math.abs(value) > 1)
        fail('number', names[rate]!, fields[rate]!, 'a fraction per interval such as 0.0001 (not a percentage)');
      const price = mark < 0 || fields[mark] === '' ? NaN : number(mark);
      if (price <= 0) fail('price', names[mark]!, fields[mark]!, 'a mark price above 0, or an empty field');
      format = stamp.format;
      const hours = interval < 0 ? NaN : Number(/^(\d+)\s*(?:h|hours?)?$/i.exec(fields[interval]!)?.[1]);
      rows.push({ time: ms, rate: value, mark: price, interval: hours > 0 ? hours * HOUR : NaN, line });
    };

    const consume = (block: Block): number => {
      let at = block.start;
      if (dialect === null || columns === null) {
        dialect = detectDialect(block.buffer, at, block.end, 1, options.delimiter);
        if (dialect === null) return block.end;
        columns = findColumns(file, dialect);
        at = dialect.dataStart;
        line = dialect.dataLine;
      }
      while (at < block.end) {
        const record = splitRecord(block.buffer, at, block.end, dialect.delimiter);
        if (record === null) {
          if (!block.last) return at;
          return fail('quote', null, null, 'a closing quote before the end of the file');
        }
        if (record.quoteProblem !== null) fail('quote', null, null, record.quoteProblem);
        if (record.fields.length > 1 || record.fields[0] !== '') {
          try {
            readRow(record.fields, columns);
          } catch (error) {
            if (onProblem === undefined || !(error instanceof CsvError) || error.problem === null) throw error;
            onProblem(error.problem);
          }
        }
        at = record.next;
        line += record.lines;
      }
      return at;
    };

    await readBlocks(file, source, consume, { signal: options.signal });
    if (rows.length === 0) {
      throw new CsvError(file, { message: 'it holds no funding rates', remedy: 'give a file with a header and rows' });
    }
    const kept = onProblem === undefined ? (isNewestFirst(rows) ? rows.reverse() : rows) : inOrder(rows, onProblem);
    const interval = Float64Array.from(kept, (row) => row.interval);
    return {
      symbol: options.symbol ?? symbolFromFileName(basename(file)),
      time: Float64Array.from(kept, (row) => row.time),
      rate: Float64Array.from(kept, (row) => row.rate),
      mark: Float64Array.from(kept, (row) => row.mark),
      interval: interval.every(Number.isNaN) ? undefined : interval,
    };
  } finally {
    await source.close();
  }
}

const isNewestFirst = ([first, second]: readonly Row[]): boolean =>
  first !== undefined && second !== undefined && second.time < first.time;

/** Divided as a decimal, not as a double: 0.0123 % is the double nearest to 0.000123. */
function fractionOf(percent: number): number {
  const [digits, power = '0'] = String(percent).split('e');
  return Number(`${digits}e${Number(power) - 2}`);
}

/** By time, each moment once: of two the first in the file stays. */
function inOrder(rows: readonly Row[], onProblem: (problem: CsvProblem) => void): Row[] {
  const kept = new Map<number, Row>();
  for (const row of rows) {
    const first = kept.get(row.time);
    if (first === undefined) {
      kept.set(row.time, row);
      continue;
    }
    const reason = first.rate === row.rate ? 'duplicate' : 'conflict';
    const expected = `one settlement of ${isoTime(row.time)}, as line ${first.line} has it`;
    onProblem({ reason, line: row.line, column: null, value: null, expected });
  }
  return [...kept.values()].sort((a, b) => a.time - b.time);
}

function findColumns(file: string, dialect: Dialect): Columns {
  if (dialect.header === null) {
    const remedy = 'name them, e.g. fundingTime,fundingRate';
    throw new CsvError(file, { message: 'its first row is not a header, so its columns are unknown', remedy });
  }
  const map = mapColumns(dialect.header, FUNDING_ALIASES, {});
  if ('duplicate' in map) {
    throw new CsvError(file, { message: `the header has two columns "${map.duplicate}"`, remedy: 'name them apart' });
  }
  const time = map.indexOf.get('time');
  const rate = map.indexOf.get('rate');
  if (time === undefined || rate === undefined) {
    const message = `the header (${dialect.header.join(', ').slice(0, 160)}) has no ${time === undefined ? 'time' : 'rate'} column`;
    throw new CsvError(file, { message, remedy: 'name the columns fundingTime and fundingRate' });
  }
  return {
    names: dialect.header,
    time,
    rate,
    mark: map.indexOf.get('mark') ?? -1,
    interval: map.indexOf.get('interval') ?? -1,
  };
}
