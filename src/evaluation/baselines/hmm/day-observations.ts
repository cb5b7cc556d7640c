import type { BarSeries } from '../../../core/bars.js';
import { InputError } from '../../../core/errors.js';
import type { HmmObservations } from './parameters.js';
import { DAY, HOUR } from '../../../core/time.js';

/** With a smaller share of its bars present, a day is not observed. */
const LEAST_COVERAGE = 0.9;

/** A day's volatility under this (0.1 basis points, less than a tick) counts as this: its logarithm must be finite. */
const LEAST_VOLATILITY = 1e-5;

/** Fewer bars a day say too little of its volatility apart from its return. */
const LEAST_BARS_A_DAY = 6;

/** Columns of a day: its log return over its volatility, and the logarithm of its volatility. */
export const RETURN_COLUMN = 0;
export const VOLATILITY_COLUMN = 1;
const COLUMNS = 2;

/**
 * What the model sees of the market: the 24 hours that end at each full hour (at each bar, where bars are longer), as log
 * return from the first open to the last close, in units of the day's realised volatility, and the logarithm of that
 * volatility: σ² = Σ ln(high / low)² / (4 ln 2) over the bars (Parkinson 1980, J. Business 53, 61), each bar's range
 * reaching to the close before it.
 *
 * The return is divided by σ because the columns must be independent within a state, and the size of a day's return is not
 * independent of its volatility: with the plain return EM spends its states on that shape, and on BTC 2022–2024 two of them
 * last 5 days each; divided, 40 (measured). Days, because within a day volatility follows the clock, and states would too.
 *
 * Row i is made of bars that had closed by `endOf(i)` alone; nothing else may be asked of a moment than rows up to `rowAt`.
 */
export class DayObservations {
  /** Row-major; NaN where too few bars of the day are there. */
  readonly observations: HmmObservations;
  /** Rows of a day: rows `lag` apart do not overlap. */
  readonly lag: number;
  readonly #bars: BarSeries;
  readonly #stepMs: number;
  readonly #firstEnd: number;

  /** @throws InputError for bars that do not divide hours, or a day into whole hours, or are longer than 4 h */
  constructor(bars: BarSeries) {
    const { intervalMs, length } = bars;
    const stepMs = Math.max(intervalMs, HOUR);
    if (DAY % stepMs !== 0 || stepMs % intervalMs !== 0 || DAY / intervalMs < LEAST_BARS_A_DAY) {
      throw new InputError(
        'hmm.interval',
        `Bars of ${intervalMs} ms cannot show the volatility of the 24 hours that end at each hour.`,
        {
          where: bars.symbol,
          expected: '1m, 5m, 15m, 1h, 2h, 4h or the like',
        },
      );
    }
    this.#bars = bars;
    this.#stepMs = stepMs;
    this.lag = DAY / stepMs;
    this.#firstEnd = length === 0 ? 0 : Math.ceil((bars.openTime[0]! + DAY) / stepMs) * stepMs;
    const lastClose = length === 0 ? -Infinity : bars.closeTime(length - 1);
    const rows = Math.max(0, Math.floor((lastClose - this.#firstEnd) / stepMs) + 1);
    this.observations = { values: new Float64Array(rows * COLUMNS).fill(NaN), rows, columns: COLUMNS };
    for (let row = 0; row < rows; row++) this.#observe(row);
  }

  /** When everything in the row was known, UTC ms. */
  endOf(row: number): number {
    return this.#firstEnd + row * this.#stepMs;
  }

  /**
   * The newest row that was known at `time` (UTC ms), by the last bar that had closed; −1 where there is none, or where that
   * bar had closed more than a day before.
   */
  rowAt(time: number): number {
    const last = this.#bars.indexAtOrAfter(time - this.#bars.intervalMs + 1) - 1;
    if (last < 0) return -1;
    const closed = this.#bars.closeTime(last);
    if (time - closed > DAY) return -1;
    return Math.max(-1, Math.floor((closed - this.#firstEnd) / this.#stepMs));
  }

  /** Rows of whole UTC days that were observed, in order. */
  utcDays(): Int32Array {
    const { values, rows } = this.observations;
    const days: number[] = [];
    for (let row = 0; row < rows; row++) {
      if (this.endOf(row) % DAY === 0 && !Number.isNaN(values[row * COLUMNS]!)) days.push(row);
    }
    return Int32Array.from(days);
  }

  #observe(row: number): void {
    const { intervalMs, open, high, low, close } = this.#bars;
    const end = this.endOf(row);
    const from = this.#bars.indexAtOrAfter(end - DAY);
    const to = this.#bars.indexAtOrAfter(end - intervalMs + 1);
    if (to - from < (LEAST_COVERAGE * DAY) / intervalMs) return;
    let squares = 0;
    for (let i = from; i < to; i++) {
      const before = i === from ? open[from]! : close[i - 1]!;
      squares += Math.log(Math.max(high[i]!, before) / Math.min(low[i]!, before)) ** 2;
    }
    const volatility = Math.max(Math.sqrt(squares / (4 * Math.LN2)), LEAST_VOLATILITY);
    const { values } = this.observations;
    values[row * COLUMNS + RETURN_COLUMN] = Math.log(close[to - 1]! / open[from]!) / volatility;
    values[row * COLUMNS + VOLATILITY_COLUMN] = Math.log(volatility);
  }
}
