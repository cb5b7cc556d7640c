import { isUtf8 } from 'node:buffer';
import { BAR_COLUMNS, type BarColumn } from '../../../../core/bars.js';
import { GrowingBarColumns } from './bar-columns.js';
import type { Block } from './block-reader.js';
import { CsvError, rowExcerpt, type CsvProblem, type CsvReason } from './csv-error.js';
import { decimalOfCell, type DecimalMark } from './decimal.js';
import { timeCell } from './layout/detect-layout.js';
import { isMissing, parseStyled, type NumberStyle } from './layout/numbers.js';
import type { TimeReader } from './layout/time-style.js';
import { readPlainRows, type PlainRowSettings } from './plain-rows.js';
import { splitRecord, type CsvRecord } from './record.js';
import type { SymbolRows } from './symbol-column.js';
import { parseTimestamp, type EpochUnit, type TimeFormat } from './timestamp.js';
import { HOUR, isoTime } from '../../../../core/time.js';

export interface BarScannerOptions {
  readonly file: string;
  readonly delimiter: number;
  /** Names of the file's columns, for messages. */
  readonly names: readonly string[];
  /** For each column of the file the index in `BAR_COLUMNS`, or −1. */
  readonly roles: Int8Array;
  readonly firstLine: number;
  readonly expectedRows: number;
  readonly lenient: boolean;
  /** Times may fall, repeat and change their unit: whoever asked puts the rows in order. */
  readonly anyOrder: boolean;
  readonly unit: EpochUnit | null;
  readonly utcOffsetHours: number;
  /** Column that says of which symbol a row is, and which rows are wanted; null where all are. */
  readonly symbols: { readonly column: number; readonly rows: SymbolRows } | null;
  /** What the file does otherwise than the quick path knows; null for a file of the plain kind. */
  readonly foreign: ForeignRows | null;
}

/** How rows are read that another program wrote in its own way. */
export interface ForeignRows {
  readonly readTime: TimeReader;
  readonly numbers: NumberStyle | 'plain';
  /** Column of the time of day, −1 where one column holds the whole time. */
  readonly clock: number;
  readonly isDescending: boolean;
  /** One byte a letter: such bytes are not damage. */
  readonly isLegacy: boolean;
}

/** Problems kept whole for the report; the rest is only counted. */
const KEPT_PROBLEMS = 20;

/** Blank lines, empty cells of a spreadsheet, and the mark of an end that old programs write. */
const isNoRow = (fields: readonly string[]): boolean =>
  fields.every((text) => text === '') || (fields.length === 1 && fields[0] === '\u001a');

type RowProblem = Omit<CsvProblem, 'line'>;

/** Turns blocks of rows into columns: the quick loop reads what is plain, this class what is not. */
export class BarScanner {
  readonly columns: GrowingBarColumns;
  readonly dropped = new Map<CsvReason, number>();
  readonly problems: CsvProblem[] = [];
  timeFormat: TimeFormat | null = null;
  decimalMark: DecimalMark | null = null;
  /** Line of the next row. */
  private line: number;
  private readonly plain: PlainRowSettings;
  private readonly cells = new Float64Array(BAR_COLUMNS.length);
  /** Steps in ms from a row to a row without a trade after it, with how often each was seen. */
  private readonly idleSteps = new Map<number, number>();
  private lastIdle = NaN;

  constructor(private readonly options: BarScannerOptions) {
    this.line = options.firstLine;
    this.columns = new GrowingBarColumns(options.expectedRows);
    this.plain = {
      roles: options.roles,
      delimiter: options.delimiter,
      decimal: 0,
      timeFormat: 'ms',
      zoneShiftMs: -options.utcOffsetHours * HOUR,
    };
  }

  /** Reads the rows of a block; returns where the first row starts that needs bytes after the block. */
  scan(block: Block): number {
    const { buffer, end } = block;
    let at = block.start;
    while (at < end) {
      if (this.columns.length === this.columns.capacity) this.columns.grow();
      if (this.timeFormat !== null && block.clean && this.options.foreign === null && this.options.symbols === null) {
        const rows = this.columns.length;
        at = readPlainRows(this.plain, this.columns, buffer, at, end);
        this.line += this.columns.length - rows;
        if (at >= end || this.columns.length === this.columns.capacity) continue;
      }
      const record = splitRecord(buffer, at, end, this.options.delimiter);
      if (record === null) {
        if (!block.last) return at;
        this.fail({
          reason: 'quote',
          column: null,
          value: null,
          expected: 'a closing quote before the end of the file',
        });
        return end;
      }
      this.readRecord(record, block.clean ? null : buffer.subarray(at, record.next));
      this.line += record.lines;
      at = record.next;
    }
    return at;
  }

  /** Counts a row that is dropped for another reason than its own text. */
  drop(reason: CsvReason, count: number): void {
    this.dropped.set(reason, (this.dropped.get(reason) ?? 0) + count);
  }

  private fail(problem: RowProblem): void {
    const placed: CsvProblem = { ...problem, line: this.line };
    if (!this.options.lenient) throw new CsvError(this.options.file, placed);
    this.drop(problem.reason, 1);
    if (this.problems.length < KEPT_PROBLEMS) this.problems.push(placed);
  }

  private readRecord(record: CsvRecord, unclean: Buffer | null): void {
    const { fields } = record;
    if (isNoRow(fields)) return;
    const { symbols } = this.options;
    const isLegacy = this.options.foreign?.isLegacy === true;
    this.cells[0] = NaN;
    const damage = this.structureProblem(record, isLegacy ? null : unclean);
    // The numbers of a symbol that nobody asked for may be wrong.
    if (damage === null && symbols !== null && !symbols.rows.takes(fields[symbols.column]!)) return;
    const problem = damage ?? this.parseCells(fields) ?? this.ruleProblem(fields);
    if (problem !== null) {
      if (problem.reason === 'missing' && this.isIdle(fields)) {
        this.drop('idle', 1);
        this.countIdleStep(this.cells[0]);
        return;
      }
      this.fail(problem);
      return;
    }
    const { data, capacity, length } = this.columns;
    for (let k = 0; k < BAR_COLUMNS.length; k++) data[k * capacity + length] = this.cells[k]!;
    this.columns.length++;
  }

  /**
   * The usual step to a row without a trade, ms, or null where there is none: such rows keep the grid where few others do, as in
   * the first years of a market.
   */
  get idleStep(): number | null {
    let best: number | null = null;
    for (const [step, count] of this.idleSteps) if (best === null || count > this.idleSteps.get(best)!) best = step;
    return best;
  }

  private countIdleStep(time: number): void {
    const [kept, idle] = [Math.abs(time - this.timeBefore), Math.abs(time - this.lastIdle)];
    const step = Math.min(Number.isNaN(kept) ? Infinity : kept, Number.isNaN(idle) ? Infinity : idle);
    if (step > 0 && step < Infinity) this.idleSteps.set(step, (this.idleSteps.get(step) ?? 0) + 1);
    if (!Number.isNaN(time)) this.lastIdle = time;
  }

  /** Without a price and without a volume: how some files write minutes without a trade. */
  private isIdle(fields: readonly string[]): boolean {
    return fields.every((text, column) => {
      const role = this.options.roles[column]!;
      if (role === 0) return text !== '';
      return role < 0 || isMissing(text) || (BAR_COLUMNS[role] === 'volume' && Number(text) === 0);
    });
  }

  private structureProblem(record: CsvRecord, unclean: Buffer | null): RowProblem | null {
    const whole = (reason: CsvReason, value: string | null, expected: string) => ({
      reason,
      column: null,
      value,
      expected,
    });
    if (unclean !== null && (unclean.includes(0) || !isUtf8(unclean))) {
      const value = rowExcerpt(unclean.toString('latin1').trimEnd());
      return whole('encoding', value, 'UTF-8 text without NUL bytes');
    }
    if (record.quoteProblem !== null) return whole('quote', null, record.quoteProblem);
    const { names } = this.options;
    if (record.fields.length !== names.length) {
      const value = rowExcerpt(record.fields.join(String.fromCharCode(this.options.delimiter)));
      return whole('columns', value, `${names.length} columns, not ${record.fields.length}`);
    }
    return null;
  }

  /** Parses every field that is used into `cells`. Time format and decimal mark are the first row's for the whole file. */
  private parseCells(fields: readonly string[]): RowProblem | null {
    const { roles, unit, utcOffsetHours, names, foreign } = this.options;
    let { timeFormat, decimalMark } = this;
    for (let column = 0; column < fields.length; column++) {
      const role = roles[column]!;
      if (role < 0) continue;
      const text = fields[column]!;
      const at = (reason: CsvReason, expected: string) => ({
        reason,
        column: names[column]!,
        value: rowExcerpt(text),
        expected,
      });
      if (role > 0) {
        const marks = this.options.delimiter === 44 ? '.' : (decimalMark ?? '.,');
        const style = foreign?.numbers ?? 'plain';
        const number = style === 'plain' ? decimalOfCell(text, marks) : parseStyled(text, style);
        if (!('value' in number)) return at(number.reason, number.expected);
        decimalMark ??= number.mark;
        this.cells[role] = number.value;
        continue;
      }
      const stamp =
        foreign === null
          ? parseTimestamp(text, unit, utcOffsetHours)
          : foreign.readTime(timeCell(fields, column, foreign.clock), this.timeBefore);
      if (!('ms' in stamp)) return at(text === '' ? 'missing' : stamp.reason, stamp.expected);
      // The last µs or ns before a bar closes; 0.998, since a double of such a time is exact to 0.0003.
      const ms = stamp.ms % 1 > 0.998 ? Math.floor(stamp.ms) : stamp.ms;
      if (!Number.isInteger(ms)) return at('time', 'a bar that opens on a whole millisecond');
      if (timeFormat !== null && stamp.format !== timeFormat && !this.options.anyOrder) {
        return at('unit', `${TIME_FORMAT_NAMES[timeFormat]} as in the rows before: a file keeps to one form of time`);
      }
      timeFormat = stamp.format;
      this.cells[0] = ms;
    }
    this.timeFormat = timeFormat;
    this.decimalMark = decimalMark;
    this.plain.timeFormat = timeFormat ?? 'ms';
    this.plain.decimal = decimalMark?.charCodeAt(0) ?? 0;
    return null;
  }

  /** Time of the last row that was kept, NaN before the first. */
  private get timeBefore(): number {
    return this.columns.length > 0 ? this.columns.data[this.columns.length - 1]! : NaN;
  }

  /** The rules of a bar, and its order after the one before. */
  private ruleProblem(fields: readonly string[]): RowProblem | null {
    const [time, open, high, low, close, volume] = this.cells as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const wrong = (reason: CsvReason, role: BarColumn, expected: string) => {
      const column = this.options.roles.indexOf(BAR_COLUMNS.indexOf(role));
      return { reason, column: this.options.names[column]!, value: rowExcerpt(fields[column]!), expected };
    };
    const prices = { open, high, low, close };
    for (const role of ['open', 'high', 'low', 'close'] as const) {
      if (!(prices[role] > 0)) return wrong('price', role, 'a price above 0');
    }
    if (!(volume >= 0)) return wrong('volume', 'volume', 'a volume at or above 0');
    if (high < low) return wrong('range', 'high', `a high at or above the low ${low}`);
    if (open < low || open > high) return wrong('range', 'open', `an open from low ${low} to high ${high}`);
    if (close < low || close > high) return wrong('range', 'close', `a close from low ${low} to high ${high}`);

    const { length } = this.columns;
    const before = this.timeBefore;
    const isDescending = this.options.foreign?.isDescending === true;
    if (length === 0 || this.options.anyOrder || (isDescending ? time < before : time > before)) return null;
    const last = isoTime(before);
    if (time !== before) {
      const expected = isDescending
        ? `a time before that of the row before, ${last}: rows in descending order as at the file's start`
        : `a time after the row before, ${last}: rows in ascending order`;
      return wrong('order', 'openTime', expected);
    }
    const same = this.cells.every((value, k) => value === this.columns.data[k * this.columns.capacity + length - 1]);
    return same
      ? wrong('duplicate', 'openTime', `a time after ${last}: this row repeats the one before`)
      : wrong('conflict', 'openTime', `a time after ${last}: this row contradicts the one before`);
  }
}

const TIME_FORMAT_NAMES: Readonly<Record<TimeFormat, string>> = {
  s: 'Unix seconds',
  ms: 'Unix milliseconds',
  us: 'Unix microseconds',
  ns: 'Unix nanoseconds',
  iso: 'ISO 8601 without a zone',
  'iso-zone': 'ISO 8601 with Z or an offset',
};
