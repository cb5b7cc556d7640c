import { InputError } from './errors.js';

/** The columns of a series, in the order in which they lie in its buffer. */
export const BAR_COLUMNS = ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const;
export type BarColumn = (typeof BAR_COLUMNS)[number];
export type BarColumns = Readonly<Record<BarColumn, Float64Array>>;

/** One bar as plain values. `openTime` is UTC ms and names the bar; prices in quote currency, `volume` in base units. */
export type BarRow = Readonly<Record<BarColumn, number>>;

/** What travels between threads: the buffer is shared, never copied. */
export interface SharedBars {
  readonly symbol: string;
  readonly intervalMs: number;
  readonly buffer: SharedArrayBuffer;
  /** Rows each column has room for. */
  readonly capacity: number;
  /** First row of the view. */
  readonly from: number;
  readonly length: number;
}

/** A run of missing bars between two that are there. */
export interface BarGap {
  /** Row of the last bar before the hole. */
  readonly afterIndex: number;
  /** Open time of the first missing bar, UTC ms. */
  readonly from: number;
  /** Open time of the first bar after the hole, UTC ms. */
  readonly to: number;
  /** Whole bars missing. */
  readonly missing: number;
}

const BYTES = Float64Array.BYTES_PER_ELEMENT;

/**
 * A series of bars of one symbol as six Float64 columns on one SharedArrayBuffer: no object per bar, nothing copied
 * between threads. A bar is identified by its open time; it is known at `openTime + intervalMs` and not before.
 */
export class BarSeries {
  readonly openTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;

  private constructor(
    readonly symbol: string,
    /** Length of a bar in ms, positive. */
    readonly intervalMs: number,
    private readonly buffer: SharedArrayBuffer,
    private readonly capacity: number,
    private readonly from: number,
    /** Number of bars. */
    readonly length: number,
  ) {
    const column = (index: number) => new Float64Array(buffer, (index * capacity + from) * BYTES, length);
    this.openTime = column(0);
    this.open = column(1);
    this.high = column(2);
    this.low = column(3);
    this.close = column(4);
    this.volume = column(5);
  }

  /** Room for `length` bars, all zeros: the caller fills the columns, then calls `assertValidBars`. */
  static allocate(symbol: string, intervalMs: number, length: number): BarSeries {
    if (!Number.isSafeInteger(length) || length < 0) throw new RangeError(`length ${length} must be an integer >= 0`);
    requireInterval(intervalMs);
    const buffer = new SharedArrayBuffer(BAR_COLUMNS.length * length * BYTES);
    return new BarSeries(symbol, intervalMs, buffer, length, 0, length);
  }

  /** Copies columns of equal length (the first `length` values of each, default all of them). */
  static fromColumns(symbol: string, intervalMs: number, columns: BarColumns, length?: number): BarSeries {
    const rows = length ?? columns.openTime.length;
    const series = BarSeries.allocate(symbol, intervalMs, rows);
    for (const name of BAR_COLUMNS) {
      if (columns[name].length < rows || (length === undefined && columns[name].length !== rows)) {
        throw new InputError(
          'bars.columns',
          `Column ${name} of ${symbol} has ${columns[name].length} rows, not ${rows}.`,
        );
      }
      series[name].set(length === undefined ? columns[name] : columns[name].subarray(0, rows));
    }
    return series;
  }

  static fromRows(symbol: string, intervalMs: number, rows: readonly BarRow[]): BarSeries {
    const series = BarSeries.allocate(symbol, intervalMs, rows.length);
    rows.forEach((row, index) => {
      for (const name of BAR_COLUMNS) series[name][index] = row[name];
    });
    return series;
  }

  /** The same memory, seen from another thread. */
  static fromShared(shared: SharedBars): BarSeries {
    return new BarSeries(shared.symbol, shared.intervalMs, shared.buffer, shared.capacity, shared.from, shared.length);
  }

  /** The raw memory of the whole allocation, column after column (a slice shares it with its parent). */
  share(): SharedBars {
    const { symbol, intervalMs, buffer, capacity, from, length } = this;
    return { symbol, intervalMs, buffer, capacity, from, length };
  }

  /** A view of rows `from` (inclusive) to `to` (exclusive); no copy. Bounds are clamped, negative ones not counted back. */
  slice(from: number, to: number = this.length): BarSeries {
    const start = Math.min(Math.max(0, from), this.length);
    const end = Math.min(Math.max(start, to), this.length);
    return new BarSeries(this.symbol, this.intervalMs, this.buffer, this.capacity, this.from + start, end - start);
  }

  /** A view of the bars that open in [`fromTime`, `toTime`), UTC ms. */
  between(fromTime: number, toTime: number): BarSeries {
    return this.slice(this.indexAtOrAfter(fromTime), this.indexAtOrAfter(toTime));
  }

  /** Row of the first bar that opens at or after `time` (UTC ms); `length` if none does. */
  indexAtOrAfter(time: number): number {
    return rowAtOrAfter(this.openTime, this.length, time);
  }

  /**
   * The same for a time that is a few bars after row `from`. Where no bar is missing the row is as many on as the time is
   * intervals away; a hole brings it nearer, and nothing takes it further off.
   */
  nextAtOrAfter(time: number, from: number): number {
    const steps = Math.ceil((time - this.openTime[from]!) / this.intervalMs);
    let row = Math.min(this.length, from + Math.max(0, steps));
    while (row > from && this.openTime[row - 1]! >= time) row--;
    return row;
  }

  /** Bar `index` as plain values; allocates, so not for hot loops. */
  row(index: number): BarRow {
    if (!(index >= 0 && index < this.length)) throw new RangeError(`row ${index} of ${this.length}`);
    return {
      openTime: this.openTime[index]!,
      open: this.open[index]!,
      high: this.high[index]!,
      low: this.low[index]!,
      close: this.close[index]!,
      volume: this.volume[index]!,
    };
  }

  /** When bar `index` is complete: open time plus interval (Binance's own closeTime is 1 ms earlier). UTC ms. */
  closeTime(index: number): number {
    return this.openTime[index]! + this.intervalMs;
  }

  /** Every hole between neighbouring bars: shown, never filled. */
  gaps(): BarGap[] {
    const gaps: BarGap[] = [];
    const { length } = this;
    // Bars never overlap: where first and last are as far apart as their number says, none is missing.
    if (length < 2) return gaps;
    const span = this.openTime[length - 1]! - this.openTime[0]!;
    if (span === (length - 1) * this.intervalMs) return gaps;
    for (let i = 1; i < this.length; i++) {
      const from = this.openTime[i - 1]! + this.intervalMs;
      const to = this.openTime[i]!;
      if (to > from) gaps.push({ afterIndex: i - 1, from, to, missing: Math.round((to - from) / this.intervalMs) });
    }
    return gaps;
  }
}

function requireInterval(intervalMs: number): void {
  if (Number.isSafeInteger(intervalMs) && intervalMs > 0) return;
  throw new InputError('bars.interval', `The bar interval must be a whole number of ms above 0, not ${intervalMs}.`);
}

/** The first of `length` ascending times that is `time` or later; `length` if none is. */
export function rowAtOrAfter(times: Float64Array, length: number, time: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One thing that is wrong with one bar. */
export interface BarProblem {
  readonly index: number;
  readonly column: BarColumn;
  readonly value: number;
  readonly problem: string;
}

/**
 * The first rule that bar `index` breaks, or null: times are finite integers and strictly increasing; prices are finite and
 * above 0; low ≤ open, close ≤ high; volume is finite and at least 0.
 */
export function barProblemAt(bars: BarColumns, index: number): BarProblem | null {
  const wrong = (column: BarColumn, problem: string) => ({ index, column, value: bars[column][index]!, problem });
  const time = bars.openTime[index]!;
  if (!Number.isSafeInteger(time)) return wrong('openTime', 'is not a whole number of ms');
  if (index > 0 && !(time > bars.openTime[index - 1]!)) {
    return wrong('openTime', time === bars.openTime[index - 1] ? 'repeats the bar before' : 'is before the bar before');
  }
  for (const column of ['open', 'high', 'low', 'close'] as const) {
    const price = bars[column][index]!;
    if (!(price > 0 && price < Infinity)) return wrong(column, 'is not a price above 0');
  }
  const high = bars.high[index]!;
  const low = bars.low[index]!;
  if (high < low) return wrong('high', `is below the low ${low}`);
  for (const column of ['open', 'close'] as const) {
    const price = bars[column][index]!;
    if (price > high || price < low) return wrong(column, `is outside low ${low} … high ${high}`);
  }
  const volume = bars.volume[index]!;
  return volume >= 0 && volume < Infinity ? null : wrong('volume', 'is not a number at or above 0');
}

/** The first problem of rows `from` to `to` (exclusive), or null. Default: the whole series. */
export function firstBarProblem(bars: BarSeries, from = 0, to: number = bars.length): BarProblem | null {
  const { openTime, open, high, low, close, volume } = bars;
  let previous = from === 0 ? -Infinity : openTime[from - 1]!;
  for (let i = from; i < to; i++) {
    const time = openTime[i]!;
    const top = high[i]!;
    const bottom = low[i]!;
    const first = open[i]!;
    const last = close[i]!;
    // One pass of plain comparisons; only a bar that fails it is looked at rule by rule.
    const fine =
      time > previous &&
      time <= Number.MAX_SAFE_INTEGER &&
      Math.floor(time) === time &&
      bottom > 0 &&
      top < Infinity &&
      first >= bottom &&
      first <= top &&
      last >= bottom &&
      last <= top &&
      volume[i]! >= 0 &&
      volume[i]! < Infinity;
    if (!fine) {
      const problem = barProblemAt(bars, i);
      if (problem !== null) return problem;
    }
    previous = time;
  }
  return null;
}

/**
 * Rows `from` to `to` (exclusive), by default all.
 * @throws InputError `bars.invalid` that names symbol, row, column and value of the first problem
 */
export function assertValidBars(bars: BarSeries, from?: number, to?: number): void {
  const found = firstBarProblem(bars, from, to);
  if (found === null) return;
  throw new InputError(
    'bars.invalid',
    `Bar ${found.index} of ${bars.symbol}: ${found.column} ${found.value} ${found.problem}.`,
    {
      where: `${bars.symbol}[${found.index}].${found.column}`,
      remedy: 'fix or drop the row, then load the bars again',
    },
  );
}

/**
 * The interval of a series from its times: the most frequent step (the smaller of two equally frequent ones), so that holes
 * do not mislead it. Null with fewer than two bars.
 */
export function inferIntervalMs(openTime: Float64Array, length: number = openTime.length): number | null {
  const counts = new Map<number, number>();
  for (let i = 1; i < length; i++) {
    const step = openTime[i]! - openTime[i - 1]!;
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let best: number | null = null;
  for (const [step, count] of counts) {
    const bestCount = best === null ? 0 : (counts.get(best) ?? 0);
    if (count > bestCount || (count === bestCount && best !== null && step < best)) best = step;
  }
  return best;
}
