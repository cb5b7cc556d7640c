import { InputError } from '../core/errors.js';
import { MINUTE } from '../core/time.js';

/** Settled funding of one perpetual, oldest first. */
export interface FundingSeries {
  /** UTC ms; exchanges stamp them up to 47 ms late, so they are rounded to the minute before use. */
  readonly time: Float64Array;
  /** Fraction of position value; longs pay a positive rate. */
  readonly rate: Float64Array;
  /** Mark price at that time, NaN where the record has none. */
  readonly mark: Float64Array;
  /** Time to the next settlement as the record states it, ms, NaN where it does not; left out where it never does. */
  readonly interval?: Float64Array | undefined;
}

/** A checked copy with times on the minute. @throws InputError `funding.invalid` that names the row. */
export function normaliseFunding(symbol: string, funding: FundingSeries): FundingSeries {
  const n = funding.time.length;
  const wrong = (row: number, what: string) =>
    new InputError('funding.invalid', `Funding row ${row} of ${symbol}: ${what}.`, {
      where: `${symbol} funding[${row}]`,
    });
  if (funding.rate.length !== n || funding.mark.length !== n || (funding.interval?.length ?? n) !== n) {
    throw new InputError('funding.invalid', `The funding columns of ${symbol} differ in length.`);
  }
  const time = funding.time.map((each) => Math.round(each / MINUTE) * MINUTE);
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(time[i]!)) throw wrong(i, 'the time is not a number');
    if (i > 0 && !(time[i]! > time[i - 1]!)) throw wrong(i, 'the time is not after the row before');
    if (!(Math.abs(funding.rate[i]!) < 1)) throw wrong(i, `the rate ${funding.rate[i]!} is not a fraction below 1`);
    const mark = funding.mark[i]!;
    if (!Number.isNaN(mark) && !(mark > 0 && mark < Infinity))
      throw wrong(i, `the mark ${mark} is not a price above 0`);
  }
  return { ...funding, time };
}
