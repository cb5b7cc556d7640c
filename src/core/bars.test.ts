import { describe, expect, it } from 'vitest';
import { assertValidBars, barProblemAt, BarSeries, firstBarProblem, inferIntervalMs, type BarRow } from './bars.js';
import { InputError } from './errors.js';

const HOUR = 3_600_000;
const row = (index: number, overrides: Partial<BarRow> = {}): BarRow => ({
  openTime: index * HOUR,
  open: 100 + index,
  high: 102 + index,
  low: 99 + index,
  close: 101 + index,
  volume: 5,
  ...overrides,
});
const series = (...rows: BarRow[]) => BarSeries.fromRows('BTCUSDT', HOUR, rows);
const columnsOf = ({ openTime, open, high, low, close, volume }: BarSeries) => ({
  openTime,
  open,
  high,
  low,
  close,
  volume,
});

describe('BarSeries', () => {
  it('keeps what it was given, on shared memory that another thread sees without a copy', () => {
    const bars = series(row(0), row(1), row(2));
    expect(bars.length).toBe(3);
    expect(bars.row(1)).toEqual(row(1));
    const shared = bars.slice(1).share();
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
    const other = BarSeries.fromShared(shared);
    expect(other.row(0)).toEqual(row(1));
    bars.close[1] = 100.5;
    expect(other.close[0]).toBe(100.5);
  });

  it('slices by row and by open time, end exclusive, as views', () => {
    const bars = series(row(0), row(1), row(2), row(3));
    expect([...bars.slice(1, 3).openTime]).toEqual([HOUR, 2 * HOUR]);
    expect([...bars.slice(1).slice(1, 2).openTime]).toEqual([2 * HOUR]);
    expect([...bars.between(HOUR - 1, 3 * HOUR).openTime]).toEqual([HOUR, 2 * HOUR]);
    expect(bars.between(HOUR + 1, HOUR + 2).length).toBe(0);
    expect(bars.indexAtOrAfter(99 * HOUR)).toBe(4);
    expect(bars.slice(-5, 99).length).toBe(4);
    expect(bars.closeTime(1)).toBe(2 * HOUR);
  });

  it('finds the next row at a time from any row before it as a search does, with holes and without', () => {
    const holed = BarSeries.fromRows(
      'BTCUSDT',
      HOUR,
      [0, 1, 2, 5, 6, 30, 31, 33].map((hour) => ({
        openTime: hour * HOUR,
        open: 1,
        high: 1,
        low: 1,
        close: 1,
        volume: 1,
      })),
    );
    for (let from = 0; from < holed.length; from++) {
      for (let time = holed.openTime[from]!; time <= 40 * HOUR; time += HOUR / 4) {
        expect(holed.nextAtOrAfter(time, from), `${time / HOUR} from ${from}`).toBe(holed.indexAtOrAfter(time));
      }
    }
  });

  it('copies columns and refuses ragged ones', () => {
    const bars = series(row(0), row(1));
    expect(BarSeries.fromColumns('X', HOUR, bars).row(1)).toEqual(row(1));
    expect(BarSeries.fromColumns('X', HOUR, bars, 1).length).toBe(1);
    const { openTime, open, high, low, close } = bars;
    const ragged = { openTime, open, high, low, close, volume: new Float64Array(1) };
    expect(() => BarSeries.fromColumns('X', HOUR, ragged)).toThrow(/volume/);
    expect(() => BarSeries.allocate('X', 0, 1)).toThrow(InputError);
  });

  it('lists gaps and fills none', () => {
    const bars = series(row(0), row(1), row(4), row(5));
    expect(bars.gaps()).toEqual([{ afterIndex: 1, from: 2 * HOUR, to: 4 * HOUR, missing: 2 }]);
    expect(bars.length).toBe(4);
  });
});

describe('validation', () => {
  it.each<[string, BarRow[], number, string]>([
    ['a repeated time', [row(0), row(0)], 1, 'openTime'],
    ['times out of order', [row(1), row(0)], 1, 'openTime'],
    ['a fractional time', [row(0, { openTime: 0.5 })], 0, 'openTime'],
    ['a NaN price', [row(0), row(1, { close: NaN })], 1, 'close'],
    ['a zero price', [row(0, { low: 0 })], 0, 'low'],
    ['an infinite price', [row(0, { high: Infinity })], 0, 'high'],
    ['high below low', [row(0, { high: 90 })], 0, 'high'],
    ['an open above the high', [row(0, { open: 110 })], 0, 'open'],
    ['a close below the low', [row(0, { close: 98 })], 0, 'close'],
    ['a negative volume', [row(0, { volume: -1 })], 0, 'volume'],
  ])('names %s', (_, rows, index, column) => {
    expect(firstBarProblem(series(...rows))).toMatchObject({ index, column });
    expect(() => assertValidBars(series(...rows))).toThrow(`Bar ${index} of BTCUSDT: ${column}`);
  });

  it('accepts a zero volume and an empty series', () => {
    expect(firstBarProblem(series(row(0, { volume: 0 })))).toBeNull();
    expect(() => assertValidBars(series())).not.toThrow();
  });
});

describe('inferIntervalMs', () => {
  it('takes the most frequent step, whatever the holes', () => {
    expect(inferIntervalMs(Float64Array.of(0, 60, 120, 600, 660))).toBe(60);
    expect(inferIntervalMs(Float64Array.of(0, 60, 90))).toBe(30);
    expect(inferIntervalMs(Float64Array.of(0))).toBeNull();
  });
});

describe('BarSeries at its edges', () => {
  const bars = series(row(0), row(1), row(2));

  it.each([-1, 0.5, NaN])('refuses %s rows', (length) => {
    expect(() => BarSeries.allocate('X', HOUR, length)).toThrow(
      new RangeError(`length ${length} must be an integer >= 0`),
    );
  });

  it.each([0, -HOUR, 0.5, NaN])('refuses an interval of %s ms', (intervalMs) => {
    expect(() => BarSeries.allocate('X', intervalMs, 1)).toThrow(
      expect.objectContaining({
        code: 'bars.interval',
        message: `The bar interval must be a whole number of ms above 0, not ${intervalMs}.`,
      }),
    );
  });

  it('names a column of another length', () => {
    const longer = { ...columnsOf(bars), close: new Float64Array(4) };
    const message = 'Column close of X has 4 rows, not 3.';
    expect(() => BarSeries.fromColumns('X', HOUR, longer)).toThrow(
      expect.objectContaining({ code: 'bars.columns', message }),
    );
    // With a length given, more than enough is enough, and fewer are too few.
    expect(BarSeries.fromColumns('X', HOUR, longer, 3).length).toBe(3);
    const shorter = { ...columnsOf(bars), close: new Float64Array(2) };
    expect(() => BarSeries.fromColumns('X', HOUR, shorter, 3)).toThrow('Column close of X has 2 rows, not 3.');
  });

  it.each([-1, 3, NaN])('has no row %s', (index) => {
    expect(() => bars.row(index)).toThrow(new RangeError(`row ${index} of 3`));
  });

  it('sees no hole at its end', () => {
    expect(series(row(0), row(1)).gaps()).toEqual([]);
    expect(bars.slice(0, 2).gaps()).toEqual([]);
  });
});

describe('what is said of a wrong bar', () => {
  it.each<[BarRow[], string, string]>([
    [[row(0, { openTime: 0.5 })], 'openTime', '0.5 is not a whole number of ms'],
    [[row(0, { openTime: 2 ** 53 })], 'openTime', `${2 ** 53} is not a whole number of ms`],
    [[row(1), row(1)], 'openTime', `${HOUR} repeats the bar before`],
    [[row(1), row(0)], 'openTime', '0 is before the bar before'],
    [[row(0, { open: -1 })], 'open', '-1 is not a price above 0'],
    [[row(0, { high: 98 })], 'high', '98 is below the low 99'],
    [[row(0, { open: 103 })], 'open', '103 is outside low 99 … high 102'],
    [[row(0, { open: 98 })], 'open', '98 is outside low 99 … high 102'],
    [[row(0, { close: 103 })], 'close', '103 is outside low 99 … high 102'],
    [[row(0, { close: 98 })], 'close', '98 is outside low 99 … high 102'],
    [[row(0, { volume: Infinity })], 'volume', 'Infinity is not a number at or above 0'],
    [[row(0, { volume: NaN })], 'volume', 'NaN is not a number at or above 0'],
  ])('%#', (rows, column, problem) => {
    const index = rows.length - 1;
    expect(() => assertValidBars(series(...rows))).toThrow(
      expect.objectContaining({
        code: 'bars.invalid',
        message: `Bar ${index} of BTCUSDT: ${column} ${problem}.`,
        where: `BTCUSDT[${index}].${column}`,
        remedy: 'fix or drop the row, then load the bars again',
      }),
    );
  });

  it.each([
    { open: 99, close: 99 },
    { open: 102, close: 102 },
    { low: 100, high: 100, open: 100, close: 100 },
    { volume: 0 },
  ])('nothing where prices touch: %j', (overrides) => {
    expect(barProblemAt(series(row(0, overrides)), 0)).toBeNull();
    expect(firstBarProblem(series(row(0, overrides)))).toBeNull();
  });

  it('looks at the rows asked for, and at the time of the one before', () => {
    const bars = series(row(0), row(2), row(1), row(3, { close: NaN }));
    expect(firstBarProblem(bars, 0, 2)).toBeNull();
    expect(firstBarProblem(bars, 2)).toMatchObject({ index: 2, column: 'openTime' });
    expect(firstBarProblem(bars, 3)).toMatchObject({ index: 3, column: 'close' });
    expect(firstBarProblem(bars, 3, 3)).toBeNull();
    // A series may begin before 1970.
    expect(firstBarProblem(series(row(-2), row(-1)))).toBeNull();
    expect(firstBarProblem(series(row(0, { openTime: Number.MAX_SAFE_INTEGER })))).toBeNull();
  });
});

describe('inferIntervalMs where steps disagree', () => {
  it.each<[number[], number | null]>([
    [[0, 30, 90], 30],
    [[0, 60, 90, 150, 180], 30],
    [[0, 60, 120, 150], 60],
    [[0, 10, 40, 70], 30],
    [[60, 60, 60], null],
    [[60, 0, 60], 60],
    [[], null],
  ])('%j: %s', (times, step) => {
    expect(inferIntervalMs(Float64Array.from(times))).toBe(step);
  });

  it('counts only the rows asked for', () => {
    expect(inferIntervalMs(Float64Array.of(0, 60, 70, 80), 2)).toBe(60);
  });
});
