import { InputError } from '../core/errors.js';

/** Settled funding of one perpetual, oldest first. */
export interface FundingSeries {
  /** UTC ms; exchanges stamp them up to 47 ms late, so they are rounded to the minute before use. */
  readonly time: Float64Array;
  /** Fraction of position value; longs pay a positive rate. */
  readonly rate: Float64Array;
  /** Mark price at that time, NaN where the record has none. */
  readonly mark: Float64Array;
}

const MINUTE = 60_000;

/** A checked copy with times on the minute. @throws InputError `funding.invalid` that names the row. */
export function normaliseFunding(symbol: string, funding: FundingSeries): FundingSeries {
  const n = funding.time.length;
  const wrong = (row: number, what: string) =>
    new InputError('funding.invalid', `Funding row ${row} of ${symbol}: ${what}.`, {
      where: `${symbol} funding[${row}]`,
    });
  if (funding.rate.length !== n || funding.mark.length !== n) {
    throw new InputError('funding.invalid', `The funding columns of ${symbol} differ in length.`);
  }
  const time = funding.time.map((each) => Math.round(each / MINUTE) * MINUTE);
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(time[i]!)) throw wrong(i, 'the time is no number');
    if (i > 0 && !(time[i]! > time[i - 1]!)) throw wrong(i, 'the time is not after the row before');
    if (!(Math.abs(funding.rate[i]!) < 1)) throw wrong(i, `the rate ${funding.rate[i]!} is no fraction below 1`);
    const mark = funding.mark[i]!;
    if (!Number.isNaN(mark) && !(mark > 0 && mark < Infinity)) throw wrong(i, `the mark ${mark} is no price above 0`);
  }
  return { time, rate: funding.rate, mark: funding.mark };
}

/**
 * How many settlements are missing within [from, to]: holes are measured against the usual step between records. With fewer
 * than two records the step is taken as 8 hours.
 */
export function missingFunding(funding: FundingSeries, from: number, to: number): number {
  const { time } = funding;
  const step = usualStep(time);
  let missing = 0;
  let previous = Math.floor(from / step) * step;
  for (const each of time) {
    if (each <= previous) continue;
    if (each > to) break;
    missing += Math.max(0, Math.round((each - previous) / step) - 1);
    previous = each;
  }
  return missing + Math.max(0, Math.floor((to - previous) / step));
}

function usualStep(time: Float64Array): number {
  const counts = new Map<number, number>();
  let best = 8 * 60 * MINUTE;
  for (let i = 1; i < time.length; i++) {
    const step = time[i]! - time[i - 1]!;
    const count = (counts.get(step) ?? 0) + 1;
    counts.set(step, count);
    if (count > (counts.get(best) ?? 0)) best = step;
  }
  return best;
}
