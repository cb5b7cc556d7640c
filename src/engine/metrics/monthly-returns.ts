/** Return of one calendar month (UTC), a fraction. */
export interface MonthlyReturn {
  readonly year: number;
  /** 1 … 12. */
  readonly month: number;
  readonly return: number;
}

/**
 * Returns by calendar month, oldest first; the first and the last month may be partial. A step belongs to the month in
 * which its bar opens, so that the bar from 23:00 to midnight counts for the day it trades in.
 */
export function monthlyReturns(times: Float64Array, equity: Float64Array, initialEquity: number): MonthlyReturn[] {
  const months: MonthlyReturn[] = [];
  let before = initialEquity;
  let from = 0;
  while (from < times.length) {
    const date = new Date(times[from]!);
    const year = date.getUTCFullYear();
    const month = date.getUTCMonth();
    const next = Date.UTC(year, month + 1, 1);
    let low = from;
    let high = times.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (times[middle]! < next) low = middle;
      else high = middle;
    }
    const last = equity[low]!;
    months.push({ year, month: month + 1, return: before > 0 ? last / before - 1 : 0 });
    before = last;
    from = low + 1;
  }
  return months;
}
